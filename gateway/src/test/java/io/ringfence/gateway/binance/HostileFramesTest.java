package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.event.ClientOrderId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Frames cut short and frames damaged: nothing of them may throw, and what is taken has to be JSON. */
class HostileFramesTest {
    private static final int CORRUPTIONS = 100_000;
    private static final int FRAMES_PER_FILE = 150;
    private static final int LONGEST = 3_000;
    private static final byte[] STRUCTURE = "{}[]\":,.-0eE\\ \n\0".getBytes(StandardCharsets.US_ASCII);
    private static final ObjectMapper JACKSON =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** A frame and the decoder it is meant for. */
    private record Sample(byte[] bytes, Function<UnsafeBuffer, Outcome> decoder) {}

    private static final List<Sample> SAMPLES = new ArrayList<>();
    private static final EventLog USER_LOG = new EventLog();

    @BeforeAll
    static void collect() {
        for (final RecordedMarket market : RecordedMarket.values()) {
            collect(market);
        }
        collectUserData();
        collectAnswers();
    }

    @Test
    void shouldRefuseEveryStrictPrefix() {
        int prefixes = 0;
        for (final Sample sample : SAMPLES) {
            for (int length = 0; length < sample.bytes.length; length++) {
                assertEquals(Outcome.MALFORMED, outcome(sample, Arrays.copyOf(sample.bytes, length)));
                prefixes++;
            }
            assertEquals(Outcome.TAKEN, outcome(sample, sample.bytes));
        }
        assertTrue(prefixes > 100_000, "prefixes=" + prefixes);
    }

    @Test
    void shouldSurviveCorruption() throws IOException {
        final long seed = Long.getLong("ringfence.seed", System.nanoTime());
        final SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < CORRUPTIONS; i++) {
            final Sample sample = SAMPLES.get(random.nextInt(SAMPLES.size()));
            final byte[] corrupted = corrupted(sample.bytes, random);
            final Outcome outcome = survive(sample, corrupted, seed, i);
            if (outcome == Outcome.MALFORMED) {
                refused++;
            } else if (isAscii(corrupted)) {
                assertJson(corrupted, seed, i);
            }
        }
        assertTrue(refused > CORRUPTIONS / 4, "refused=" + refused);
    }

    private static Outcome survive(final Sample sample, final byte[] bytes, final long seed, final int round) {
        try {
            return outcome(sample, bytes);
        } catch (final Throwable e) {
            return fail("-Dringfence.seed=" + seed + " round=" + round + ": " + text(bytes), e);
        }
    }

    private static void assertJson(final byte[] bytes, final long seed, final int round) {
        try {
            JACKSON.readTree(bytes);
        } catch (final IOException e) {
            fail("-Dringfence.seed=" + seed + " round=" + round + " taken, but no JSON: " + text(bytes), e);
        }
    }

    private static Outcome outcome(final Sample sample, final byte[] bytes) {
        return sample.decoder.apply(new UnsafeBuffer(bytes));
    }

    private static byte[] corrupted(final byte[] frame, final SplittableRandom random) {
        byte[] bytes = frame;
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes = damaged(bytes, random);
        }
        return bytes;
    }

    private static byte[] damaged(final byte[] bytes, final SplittableRandom random) {
        if (bytes.length == 0) {
            return bytes;
        }
        final int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> replaced(bytes, at, (byte) random.nextInt(256));
            case 1 -> replaced(bytes, at, STRUCTURE[random.nextInt(STRUCTURE.length)]);
            case 2 -> replaced(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            case 3 -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(1, 9)), new byte[0]);
            case 4 -> spliced(bytes, at, at, new byte[] {STRUCTURE[random.nextInt(STRUCTURE.length)]});
            default -> repeated(bytes, at, random);
        };
    }

    private static byte[] replaced(final byte[] bytes, final int at, final byte value) {
        final byte[] result = bytes.clone();
        result[at] = value;
        return result;
    }

    private static byte[] repeated(final byte[] bytes, final int at, final SplittableRandom random) {
        final int end = Math.min(bytes.length, at + random.nextInt(1, 40));
        return spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
    }

    private static byte[] spliced(final byte[] bytes, final int from, final int to, final byte[] middle) {
        final byte[] result = new byte[bytes.length - (to - from) + middle.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(middle, 0, result, from, middle.length);
        System.arraycopy(bytes, to, result, from + middle.length, bytes.length - to);
        return result;
    }

    private static boolean isAscii(final byte[] bytes) {
        for (final byte character : bytes) {
            if (character < 0) {
                return false;
            }
        }
        return true;
    }

    private static String text(final byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static void collect(final RecordedMarket market) {
        final RecordedMarket.Frames frames = market.frames();
        final MarketRig rig = new MarketRig(market.kind);
        int left = FRAMES_PER_FILE;
        for (int i = 0; left > 0; i++) {
            final RecordedMarket.Line line = frames.lines().get(i);
            if (line.length() < LONGEST && !line.snapshot()) {
                final byte[] bytes = new byte[line.length()];
                frames.bytes().getBytes(line.offset(), bytes);
                SAMPLES.add(new Sample(bytes, buffer -> market(rig, buffer)));
                left--;
            }
        }
    }

    private static Outcome market(final MarketRig rig, final UnsafeBuffer buffer) {
        rig.log.clear();
        return rig.decoder.onFrame(buffer, 0, buffer.capacity());
    }

    private static void collectUserData() {
        final UserDataDecoder decoder = new UserDataDecoder(
                Venues.usdm(), USER_LOG, 1, "USDT", () -> {}, new DecodeCounters(), new DecodeErrors(() -> 0, 4));
        final String id = new ClientOrderId().set(1, 2, 3, 4).toString();
        user(
                decoder,
                "{\"e\":\"ORDER_TRADE_UPDATE\",\"T\":1772462607926,\"E\":1772462607927,\"o\":{\"s\":\"BTCUSDT\","
                        + "\"c\":\"" + id
                        + "\",\"S\":\"BUY\",\"o\":\"LIMIT\",\"q\":\"0.8\",\"p\":\"665\",\"x\":\"TRADE\","
                        + "\"X\":\"FILLED\",\"i\":4904025190,\"l\":\"0.8\",\"z\":\"0.8\",\"L\":\"665\",\"n\":\"0.01\","
                        + "\"N\":\"USDT\",\"T\":1772462607925,\"t\":258309430,\"m\":true,\"R\":false,\"rp\":\"0\"}}");
        user(
                decoder,
                "{\"stream\":\"key\",\"data\":{\"e\":\"ACCOUNT_UPDATE\",\"T\":1564745798939,\"E\":1564745798940,"
                        + "\"a\":{\"m\":\"ORDER\",\"B\":[{\"a\":\"USDT\",\"wb\":\"122624.12345678\",\"cw\":\"100\"}],\"P\":["
                        + "{\"s\":\"BTCUSDT\",\"pa\":\"-0.02\",\"ep\":\"6563.665\",\"ps\":\"BOTH\"}]}}}");
    }

    private static void user(final UserDataDecoder decoder, final String frame) {
        for (int i = 0; i < FRAMES_PER_FILE / 4; i++) {
            SAMPLES.add(new Sample(frame.getBytes(StandardCharsets.US_ASCII), buffer -> {
                USER_LOG.clear();
                return decoder.onFrame(buffer, 0, buffer.capacity());
            }));
        }
    }

    private static void collectAnswers() {
        final ApiAnswerDecoder decoder = new ApiAnswerDecoder(
                Venues.usdm(),
                USER_LOG,
                1,
                (id, status, error) -> {},
                new DecodeCounters(),
                new DecodeErrors(() -> 0, 4));
        final String id = new ClientOrderId().set(1, 2, 3, 4).toString();
        final String frame = "{\"id\":\"p" + id + "\",\"status\":400,\"result\":{\"symbol\":\"BTCUSDT\",\"orderId\":5},"
                + "\"error\":{\"code\":-2010,\"msg\":\"refused\"},\"rateLimits\":[{\"count\":1}]}";
        for (int i = 0; i < FRAMES_PER_FILE / 4; i++) {
            SAMPLES.add(new Sample(frame.getBytes(StandardCharsets.US_ASCII), buffer -> {
                USER_LOG.clear();
                return decoder.onFrame(buffer, 0, buffer.capacity());
            }));
        }
    }
}
