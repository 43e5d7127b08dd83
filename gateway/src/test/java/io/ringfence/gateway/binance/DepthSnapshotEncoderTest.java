package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.json.Fault;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DepthSnapshotEncoderTest {
    private static final String BODY = "{\"lastUpdateId\":600859605926,\"E\":1626992741264,\"T\":1626992741261,"
            + "\"bids\":[[\"7.61\",\"6\"],[\"7.60\",\"161\",[]]],\"asks\":[[\"7.62\",\"0.5\"]]}";

    private final DecodeErrors errors = new DecodeErrors(() -> 0, 4);
    private final DepthSnapshotEncoder encoder = new DepthSnapshotEncoder(Venues.usdm(), errors);
    private final EventLog log = new EventLog();

    @Test
    void shouldEncodeABody() {
        assertTrue(read(BODY));
        assertTrue(encoder.publish(log));

        assertEquals(
                List.of("depth of 1/0 at 1626992741261000000 SNAPSHOT 600859605926..600859605926 part=0 last=YES"
                        + " BUY 6000@761 BUY 161000@760 SELL 500@762"),
                told());
    }

    @Test
    void shouldEncodeTheLargestBodyInParts() {
        final String side = "[" + "[\"1\",\"2\"],".repeat(DepthSnapshotEncoder.MAX_LEVELS - 1) + "[\"1\",\"2\"]]";

        assertTrue(read("{\"lastUpdateId\":5,\"bids\":" + side + ",\"asks\":" + side + "}"));
        assertTrue(encoder.publish(log));

        final int parts = (2 * DepthSnapshotEncoder.MAX_LEVELS + 55) / 56;
        assertEquals(parts, log.size());
        assertTrue(told().get(parts - 1).contains("at - SNAPSHOT 5..5 part=" + (parts - 1) + " last=YES"));
    }

    @Test
    void shouldGoOnWhereTheSinkWasFull() {
        read("{\"lastUpdateId\":5,\"bids\":[" + "[\"1\",\"2\"],".repeat(99) + "[\"1\",\"2\"]],\"asks\":[]}");
        log.room(1);

        assertFalse(encoder.publish(log));
        assertFalse(encoder.publish(log));
        log.room(5);
        assertTrue(encoder.publish(log));
        assertTrue(encoder.publish(log));

        assertEquals(2, log.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":-1121,\"msg\":\"Invalid symbol.\"}",
                "{\"lastUpdateId\":5,\"bids\":[]}",
                "{\"lastUpdateId\":5,\"bids\":[[\"1\"]],\"asks\":[]}",
                "{\"lastUpdateId\":5,\"bids\":[[\"1.001\",\"1\"]],\"asks\":[]}",
                "{\"lastUpdateId\":-5,\"bids\":[],\"asks\":[]}",
                "<html>",
                "",
            })
    void shouldPublishNothingOfWhatIsNoDepth(final String body) {
        read(BODY);

        assertFalse(read(body));
        assertTrue(encoder.publish(log));

        assertEquals(0, log.size());
        assertEquals(1, errors.total());
    }

    @Test
    void shouldRefuseMoreLevelsThanThereIsRoomFor() {
        final String side = "[" + "[\"1\",\"2\"],".repeat(DepthSnapshotEncoder.MAX_LEVELS) + "[\"1\",\"2\"]]";

        assertFalse(read("{\"lastUpdateId\":5,\"bids\":" + side + ",\"asks\":[]}"));

        assertEquals(Fault.TOO_LONG, errors.entries().get(0).fault());
    }

    @Test
    void shouldRefuseEveryStrictPrefix() {
        for (int length = 0; length < BODY.length(); length++) {
            assertFalse(read(BODY.substring(0, length)));
        }
    }

    private boolean read(final String body) {
        final UnsafeBuffer buffer = Venues.frame(body);
        return encoder.read(Venues.BTC, buffer, 0, buffer.capacity());
    }

    private List<String> told() {
        return log.events().stream().map(Told::of).toList();
    }
}
