package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.testing.CollectingSink;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.Venue;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionRulesTest {
    private final CollectingSink sink = new CollectingSink();
    private final ConnectionReport report = new ConnectionReport(sink, Venue.SIMULATED, ChannelKind.ORDER_ENTRY, 1);

    @ParameterizedTest
    @ValueSource(strings = {"ws://localhost:9000/a", "ws://127.0.0.1:9000", "wss://127.1.2.3:9000", "ws://[::1]:9000"})
    void shouldLetOrdersGoToThisHost(final String address) throws UnknownHostException {
        final InetSocketAddress found = LoopbackRule.resolve(URI.create(address));

        assertTrue(found.getAddress().isLoopbackAddress());
        assertEquals(9000, found.getPort());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"wss://192.0.2.1/ws-fapi/v1", "ws://0.0.0.0:9000", "ws://10.0.0.1", "ws://[2001:db8::1]:9000"})
    void shouldRefuseOrdersToAnybodyElse(final String address) {
        final Exception refusal =
                assertThrows(OrderEntryRefused.class, () -> LoopbackRule.resolve(URI.create(address)));

        assertTrue(refusal.getMessage().contains(address), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("not loopback"), refusal.getMessage());
    }

    @Test
    void shouldComeAgainWithinABoundThatDoublesUpToAMaximum() {
        final ReconnectPolicy policy = ReconnectPolicy.standard();
        final SplittableRandom random = new SplittableRandom(4);

        for (int failures = 1; failures < 80; failures++) {
            final long boundMs = failures > 9 ? 30_000 : Math.min(30_000, 100L << (failures - 1));
            long largestMs = 0;
            for (int i = 0; i < 500; i++) {
                largestMs = Math.max(largestMs, policy.delayMs(failures, random));
            }
            assertTrue(largestMs <= boundMs && largestMs > boundMs / 2, "failures=" + failures + " " + largestMs);
        }
    }

    @Test
    void shouldRenewBeforeTheVenueCuts() {
        final SplittableRandom random = new SplittableRandom(4);

        for (int i = 0; i < 1_000; i++) {
            final Duration renewal =
                    Duration.ofMillis(ReconnectPolicy.standard().renewalMs(random));
            assertTrue(renewal.toHours() >= 20 && renewal.compareTo(Duration.ofHours(23)) <= 0, renewal.toString());
        }
    }

    @Test
    void shouldTellUpAndDownInOrderWhenThereIsRoomAgain() {
        sink.giveRoomFor(0);
        report.up();
        report.down();
        report.up();
        assertFalse(report.settle());
        sink.giveRoomFor(1);

        assertFalse(report.settle());
        sink.giveRoomFor(1);
        assertTrue(report.settle());

        assertEquals(List.of("ORDER_ENTRY DOWN", "ORDER_ENTRY UP"), sink.events());
    }

    @Test
    void shouldNeverLeaveADownOut() {
        report.up();
        sink.giveRoomFor(0);
        report.down();
        report.up();
        report.down();
        sink.giveRoomFor(5);

        assertTrue(report.settle());

        assertEquals(List.of("ORDER_ENTRY UP", "ORDER_ENTRY DOWN"), sink.events());
    }
}
