package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Market;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.DiskLevel;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What orders do while the journal's disk has little space. */
class LowDiskTest {
    private final Desk desk = new Desk();
    private final Market market = desk.market;

    @ParameterizedTest
    @EnumSource(
            value = DiskLevel.class,
            names = {"LOW", "EXHAUSTED"})
    void shouldRefuseEntriesWithTheMarkAndTheSpaceThatThereIs(final DiskLevel level) {
        market.disk(level, 300, 1_000);

        desk.signal(1);

        assertEquals(0, desk.sent());
        assertEquals(List.of("DISK 1000 300"), desk.refusals());
        assertEquals(List.of("DISK 1000 300"), desk.alarms());
    }

    @Test
    void shouldEnterAgainWhenThereIsSpace() {
        market.disk(DiskLevel.LOW, 300, 1_000);
        desk.signal(1);

        market.disk(DiskLevel.AMPLE, 5_000, 1_000);
        desk.quote("61999.90", "62000.00");

        assertEquals(1, desk.sent());
    }

    @Test
    void shouldExitAllTheSame() {
        desk.longPosition();
        market.disk(DiskLevel.EXHAUSTED, 300, 1_000);

        desk.quote("61000.00", "61000.10");

        assertEquals(2, desk.sent());
        assertTrue(desk.isExit());
    }

    /** The next engine looks for itself, and tells before it enters. */
    @Test
    void shouldForgetItWithAnotherGeneration() {
        market.disk(DiskLevel.EXHAUSTED, 300, 1_000);
        market.generationStarted(RecoveryOutcome.CLEAN, false)
                .orderEntry(ChannelState.UP)
                .reconciled();
        market.trade(BTC, "62000.00", "0.001", Side.BUY);
        desk.quote("61999.90", "62000.00").signal(1);

        assertEquals(1, desk.sent());
    }
}
