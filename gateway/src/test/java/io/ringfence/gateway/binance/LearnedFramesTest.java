package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.journal.message.MarketKind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A decoder that has learned how its stream's frames look, and one that is never let to, since a space behind the first brace makes it ask
 * for keys, have to say the same of every frame, right or wrong, byte for byte.
 */
class LearnedFramesTest {
    private static final String WRONG = "\",.09-x\u00e9";
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
    private static final Pattern VALUE = Pattern.compile(":(\"?\\d+(?:\\.\\d+)?\"?)");
    private static final int FRESH_EVERY = 8;
    private static final int ROUNDS = 600;

    /** One decoder, and what it says of a frame amid what a socket's buffer holds besides. */
    private static final class Reader {
        private final HexFormat hex = HexFormat.of();
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4 * 1024]);
        private final MarketRig market;
        private final EventLog log;
        private final DecodeErrors errors;
        private final UserDataDecoder user;
        private final List<UnsafeBuffer> snapshot;

        /** @param kind null for reports */
        Reader(final MarketKind kind) {
            market = new MarketRig(kind == null ? MarketKind.USDM : kind);
            log = kind == null ? new EventLog() : market.log;
            errors = kind == null ? new DecodeErrors(() -> 0, 16) : market.errors;
            user = kind != null
                    ? null
                    : new UserDataDecoder(Venues.usdm(), log, 9, "USDT", () -> {}, new DecodeCounters(), errors);
            final long id = kind == MarketKind.SPOT ? 50_093_239_189L : 5_123_107_832_006L;
            snapshot = kind == null
                    ? List.of()
                    : market.snapshot(Venues.BTC, "{\"lastUpdateId\":" + id + ",\"bids\":[],\"asks\":[]}");
        }

        /** Behind the frame stands the end of another, as long as {@code behind}. */
        String read(final String frame, final String behind) {
            final byte[] bytes = frame.getBytes(StandardCharsets.ISO_8859_1);
            final byte[] others = behind.getBytes(StandardCharsets.ISO_8859_1);
            buffer.putBytes(3, bytes);
            buffer.putBytes(3 + bytes.length, others);
            if (user == null) {
                market.onSnapshot(snapshot);
            }
            final Outcome outcome = user == null
                    ? market.decoder.onFrame(buffer, 3, bytes.length)
                    : user.onFrame(buffer, 3, bytes.length);
            final StringBuilder said = new StringBuilder(outcome.name());
            log.events().forEach(event -> said.append(' ').append(hex.formatHex(event.byteArray())));
            errors.entries()
                    .forEach(entry -> said.append(' ')
                            .append(entry.message())
                            .append(entry.fault())
                            .append(entry.count()));
            log.clear();
            return said.append(market.marketTimes).toString();
        }
    }

    static Stream<Arguments> frames() {
        return Stream.concat(
                UsualFramesTest.frames().stream(),
                UsualReportsTest.frames().stream().map(frame -> Arguments.of(null, frame)));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldSayTheSameOfEveryWrongByte(final MarketKind kind, final String frame) {
        Reader learned = new Reader(kind);
        Reader reference = new Reader(kind);
        for (int at = 1; at < frame.length(); at++) {
            if (at % FRESH_EVERY == 0) {
                // What has been learned of damaged frames makes room for the usual one again.
                learned = new Reader(kind);
                reference = new Reader(kind);
            }
            for (final char wrong : WRONG.toCharArray()) {
                final String damaged = frame.substring(0, at) + wrong + frame.substring(at + 1);

                assertSame(learned, reference, frame, frame);
                assertSame(learned, reference, damaged, frame.substring(at));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldSayTheSameOfEveryPrefix(final MarketKind kind, final String frame) {
        final Reader learned = new Reader(kind);
        final Reader reference = new Reader(kind);
        for (int length = 1; length < frame.length(); length++) {
            assertSame(learned, reference, frame, frame);
            assertSame(learned, reference, frame.substring(0, length), frame.substring(length));
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldSayTheSameOfWhateverIsChanged(final MarketKind kind, final String frame) {
        final SplittableRandom random = new SplittableRandom(8);
        final Reader learned = new Reader(kind);
        final Reader reference = new Reader(kind);
        String last = frame;
        for (int round = 0; round < ROUNDS; round++) {
            // Sometimes twice in a row changed, so that what is learned is odd, too.
            last = changed(random.nextInt(3) == 0 ? last : frame, random);

            assertSame(learned, reference, last, frame);
            assertSame(learned, reference, random.nextBoolean() ? numbered(last, random, true) : frame, last);
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void shouldSayTheSameOfNumbersWrittenOtherwise(final MarketKind kind, final String frame) {
        final SplittableRandom random = new SplittableRandom(9);
        final Matcher number = VALUE.matcher(frame);
        while (number.find()) {
            for (final String other : written(number.group(1))) {
                final String odd = frame.substring(0, number.start(1)) + other + frame.substring(number.end(1));
                final Reader learned = new Reader(kind);
                final Reader reference = new Reader(kind);

                assertSame(learned, reference, odd, frame);
                assertSame(learned, reference, odd, frame);
                assertSame(learned, reference, numbered(odd, random, true), frame);
                assertSame(learned, reference, numbered(odd, random, true), frame);
            }
        }
    }

    /** All that a scanner may take for a number, too. */
    private static List<String> written(final String number) {
        final String digits = number.replace("\"", "");
        final String otherQuotes = number.startsWith("\"") ? digits : "\"" + digits + "\"";
        final String negative = number.startsWith("\"") ? "\"-" + digits + "\"" : "-" + digits;
        return List.of(
                otherQuotes,
                negative,
                " " + number,
                " " + otherQuotes,
                "0",
                "\"0\"",
                "-1",
                digits + ".5",
                digits + "e1");
    }

    private static void assertSame(
            final Reader learned, final Reader reference, final String frame, final String behind) {
        assertEquals(reference.read("{ " + frame.substring(1), ""), learned.read(frame, behind), frame);
    }

    private static String changed(final String frame, final SplittableRandom random) {
        final int comma = anyOf(frame, ',', random);
        final int at = random.nextInt(1, frame.length());
        return switch (random.nextInt(8)) {
            case 0 -> numbered(frame, random, true);
            case 1, 2 -> numbered(frame, random, false);
            case 3 -> frame.substring(0, comma) + ",\"zz\":" + random.nextInt(100) + frame.substring(comma);
            case 4 -> without(frame, comma);
            case 5 -> frame.substring(0, comma) + " " + frame.substring(comma);
            case 6 -> frame.substring(0, at) + frame.substring(at - 1);
            default -> swapped(frame, comma);
        };
    }

    /** With other digits in some of its numbers, as many as before or not. */
    private static String numbered(final String frame, final SplittableRandom random, final boolean asLong) {
        return NUMBER.matcher(frame)
                .replaceAll(
                        number -> random.nextInt(asLong ? 2 : 6) > 0 ? number.group() : digits(number, random, asLong));
    }

    private static String digits(final MatchResult number, final SplittableRandom random, final boolean asLong) {
        final int whole = number.group().split("\\.")[0].length();
        final int decimals = number.group().length() - whole - 1;
        final String text = digits(asLong ? whole : random.nextInt(1, 21), random);
        final int behindPoint = asLong || random.nextBoolean() ? decimals : random.nextInt(10);
        return behindPoint > 0 ? text + "." + digits(behindPoint, random) : text;
    }

    private static String digits(final int count, final SplittableRandom random) {
        final StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private static String without(final String frame, final int comma) {
        final int next = frame.indexOf(',', comma + 1);
        return next < 0 ? frame : frame.substring(0, comma) + frame.substring(next);
    }

    private static String swapped(final String frame, final int comma) {
        final int second = frame.indexOf(',', comma + 1);
        final int third = second < 0 ? -1 : frame.indexOf(',', second + 1);
        return third < 0
                ? frame
                : frame.substring(0, comma)
                        + frame.substring(second, third)
                        + frame.substring(comma, second)
                        + frame.substring(third);
    }

    private static int anyOf(final String frame, final char character, final SplittableRandom random) {
        final int at = frame.indexOf(character, random.nextInt(frame.length()));
        return at < 0 ? frame.indexOf(character) : at;
    }
}
