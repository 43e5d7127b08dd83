package io.ringfence.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScannerTest {
    private static final byte[] NAME = "name".getBytes(StandardCharsets.US_ASCII);

    private final JsonScanner scanner = new JsonScanner();

    @ParameterizedTest
    @ValueSource(strings = {"a", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmnop", "abcdefghijklmnopqrstuvwx"})
    void shouldPassALiteralAsAWholeOrNotAtAll(final String text) {
        final Literal literal = Literal.of(text);
        wrap(text + "1");
        assertTrue(scanner.passes(literal));
        assertEquals(1, scanner.integer());

        for (int at = 0; at < text.length(); at++) {
            wrap(text.substring(0, at) + "_" + text.substring(at + 1));
            assertFalse(scanner.passes(literal));
            wrap(text.substring(0, at));
            assertFalse(scanner.passes(literal));
            assertFalse(scanner.failed());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abcdefghijklmnopqrstuvwxy", "\u00e9"})
    void shouldRefuseALiteralThatIsNone(final String text) {
        assertThrows(IllegalArgumentException.class, () -> Literal.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "1234567, 1234567",
        "12345678, 12345678",
        "123456789, 123456789",
        "1723161256322, 1723161256322",
        "123456789012345, 123456789012345",
        "1234567890123456, 1234567890123456",
        "1234567890123456789, 1234567890123456789",
        "-1723161256322, -1723161256322",
    })
    void shouldReadIntegersOfAnyLength(final String json, final long expected) {
        wrap(json + " ");

        final long value = scanner.integer();

        assertTrue(scanner.finish(), () -> scanner.fault().name());
        assertEquals(expected, value);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"61837.63\"', 2, 6183763",
        "'\"61837.63000000\"', 2, 6183763",
        "'\"61837.63000000\"', 8, 6183763000000",
        "'61837.6', 2, 6183760",
        "'\"-0.00012000\"', 5, -12",
        "'7', 3, 7000",
        "'\"0\"', 0, 0",
        "'\"12.000\"', 0, 12",
        "'\"9223372036854775807\"', 0, 9223372036854775807",
        "'\"92233720368.54775807\"', 8, 9223372036854775807",
        "' \"1.5\" ', 1, 15",
    })
    void shouldReadDecimalsIntoTheirScale(final String json, final int scale, final long expected) {
        wrap(json);

        final long value = scanner.decimal(scale);

        assertTrue(scanner.finish(), () -> scanner.fault().name());
        assertEquals(expected, value);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"1.234\"', 2, TOO_PRECISE, 5",
        "'\"1e5\"', 2, UNEXPECTED_CHARACTER, 2",
        "'1E5', 2, UNEXPECTED_CHARACTER, 1",
        "'\"9223372036854775808\"', 0, OUT_OF_RANGE, 19",
        "'\"92233720368547758\"', 3, OUT_OF_RANGE, 18",
        "'\"\"', 2, UNEXPECTED_CHARACTER, 1",
        "'\"-\"', 2, UNEXPECTED_CHARACTER, 2",
        "'\".5\"', 2, UNEXPECTED_CHARACTER, 1",
        "'\"5.\"', 2, UNEXPECTED_CHARACTER, 3",
        "'\"00.5\"', 2, UNEXPECTED_CHARACTER, 1",
        "'\"1.5', 2, TRUNCATED, 4",
        "'null', 2, UNEXPECTED_CHARACTER, 0",
        "'', 2, TRUNCATED, 0",
    })
    void shouldSayWhereAndWhyADecimalIsWrong(
            final String json, final int scale, final Fault fault, final int position) {
        wrap(json);

        final long value = scanner.decimal(scale);

        assertEquals(0, value);
        assertEquals(fault, scanner.fault());
        assertEquals(position, scanner.faultPosition() - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "'\"8291.34697815\"', 2, 829135",
        "'\"-0.005\"', 2, -1",
        "'\"0.00499999\"', 2, 0",
        "'\"1.9\"', 0, 2",
    })
    void shouldRoundHalfAwayFromZeroWhereAskedTo(final String json, final int scale, final long expected) {
        wrap(json);

        assertEquals(expected, scanner.roundedDecimal(scale));
        assertTrue(scanner.finish());
    }

    @Test
    void shouldReadAnyDecimalAsBigDecimalDoes() {
        final long seed = Long.getLong("ringfence.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            final String text = randomDecimal(random);
            final int scale = random.nextInt(0, 13);
            final boolean quoted = random.nextBoolean();
            wrap(quoted ? "[\"" + text + "\"]" : "[" + text + "]");
            scanner.enterArray();
            scanner.nextElement();

            final long value = scanner.decimal(scale);

            final String context = "-Dringfence.seed=" + seed + " text=" + text + " scale=" + scale;
            assertEquals(expected(text, scale), scanner.failed() ? null : (Long) value, context);
        }
    }

    /** Up to 20 digits before the point and up to 20 behind, often zeros. */
    private static String randomDecimal(final SplittableRandom random) {
        final StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        text.append(random.nextInt(1, 10));
        digits(text, random, random.nextInt(random.nextInt(1, 21)));
        if (random.nextInt(3) > 0) {
            text.append('.');
            digits(text, random, random.nextInt(1, 12));
            text.append("0".repeat(random.nextInt(9)));
        }
        return text.toString();
    }

    private static void digits(final StringBuilder text, final SplittableRandom random, final int count) {
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(10));
        }
    }

    /** Null where the scanner has to refuse. */
    private static Long expected(final String text, final int scale) {
        try {
            final BigInteger value = new BigDecimal(text)
                    .setScale(scale, RoundingMode.UNNECESSARY)
                    .unscaledValue();
            return value.abs().bitLength() < Long.SIZE ? value.longValueExact() : null;
        } catch (final ArithmeticException e) {
            return null;
        }
    }

    @Test
    void shouldWalkKeysInAnyOrderAndDepth() {
        wrap(
                " { \"x\" : [ {\"p\":1,\"q\":[]}, \"a\\\"]\\u00e9\" , -1.5e+3, true,false , null , {} ] ,\"name\":\"v\", \"p\":7 } ");

        scanner.enterObject();

        assertEquals('x', scanner.nextKey());
        assertTrue(scanner.skip());
        assertEquals(JsonScanner.LONG_KEY, scanner.nextKey());
        assertTrue(scanner.keyIs(NAME));
        assertTrue(scanner.string());
        assertEquals('p', scanner.nextKey());
        assertEquals(7, scanner.integer());
        assertEquals(JsonScanner.NO_KEY, scanner.nextKey());
        assertTrue(scanner.finish());
    }

    @Test
    void shouldNotTakeAnEscapedOrEmptyKeyForAShortOne() {
        wrap("{\"\\\"\":1,\"\":2,\"a\":3}");
        scanner.enterObject();

        assertEquals(JsonScanner.LONG_KEY, scanner.nextKey());
        scanner.skip();
        assertEquals(JsonScanner.LONG_KEY, scanner.nextKey());
        scanner.skip();
        assertEquals('a', scanner.nextKey());
    }

    @Test
    void shouldComeBackToAMarkFreeOfFaults() {
        wrap("{\"a\":\"text\",\"b\":2}");
        scanner.enterObject();
        final long start = scanner.mark();
        scanner.nextKey();
        scanner.integer();
        assertTrue(scanner.failed());

        scanner.reset(start);

        assertFalse(scanner.failed());
        assertEquals('a', scanner.nextKey());
        assertTrue(scanner.string());
        assertEquals('b', scanner.nextKey());
        assertEquals(2, scanner.integer());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1,}",
                "{,}",
                "{\"a\" 1}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[1}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\\",
                "{\"a\":tru}",
                "{\"a\":nulL}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":+1}",
                "{\"a\":1}}",
                "{\"a\":1} x",
                "[1]",
                "\"a\"",
                "",
                " ",
                "{\"a\":\"\n\"}",
                "{'a':1}",
                "{a:1}",
            })
    void shouldRefuseWhatIsNoObject(final String json) {
        wrap(json);

        scanner.enterObject();
        for (int key = scanner.nextKey(); key != JsonScanner.NO_KEY; key = scanner.nextKey()) {
            scanner.skip();
        }
        scanner.finish();

        assertTrue(scanner.failed());
    }

    @Test
    void shouldFollowNestingOnlySoFar() {
        wrap("[".repeat(JsonScanner.MAX_DEPTH) + "]".repeat(JsonScanner.MAX_DEPTH));
        assertTrue(scanner.skip());
        assertTrue(scanner.finish());

        wrap("[".repeat(JsonScanner.MAX_DEPTH + 1) + "]".repeat(JsonScanner.MAX_DEPTH + 1));
        assertFalse(scanner.skip());

        assertEquals(Fault.TOO_DEEP, scanner.fault());
    }

    @Test
    void shouldKeepTheFirstFault() {
        wrap("{\"a\":x,\"b\":1}");
        scanner.enterObject();
        scanner.nextKey();
        scanner.skip();

        scanner.reject(Fault.MISSING_FIELD);

        assertEquals(Fault.UNEXPECTED_CHARACTER, scanner.fault());
        assertEquals(JsonScanner.NO_KEY, scanner.nextKey());
        assertEquals(0, scanner.decimal(2));
    }

    /** One byte before and behind the region would end the test if they were looked at as JSON. */
    private void wrap(final String json) {
        final byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        final byte[] region = new byte[bytes.length + 2];
        region[0] = '9';
        region[region.length - 1] = '9';
        System.arraycopy(bytes, 0, region, 1, bytes.length);
        scanner.wrap(new UnsafeBuffer(region), 1, bytes.length);
    }
}
