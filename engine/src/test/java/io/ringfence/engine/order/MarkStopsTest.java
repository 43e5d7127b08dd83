package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.Venue;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stop that listens to mark prices, which come on a socket of their own. */
class MarkStopsTest {
    private final Desk desk =
            new Desk(TestSettings.settings(TestSettings.stop("{trigger: mark, hard: {distance: 1%}}")));
    private final Market market = desk.market;

    @BeforeEach
    void hold() {
        market.define(new Instrument(
                1,
                Venue.SIMULATED,
                MarketKind.USDM,
                BTC,
                2,
                3,
                10,
                1,
                1,
                1_000_000,
                5_00000000L,
                MarketStatus.TRADING,
                true,
                0,
                0));
        market.markPrice(BTC, "62000.00");
        desk.longPosition();
    }

    @Test
    void shouldTellOnceWhenNoMarkPriceComesForAPosition() {
        market.markPrice(BTC, "62100.00");
        desk.later(10_000);
        market.tick();
        assertEquals(List.of(), desk.alarms());

        desk.later(1).quote("61999.90", "62000.00");
        market.tick().tick();
        assertEquals(List.of("MARK_MISSING 6210000 16"), desk.alarms());

        market.markPrice(BTC, "62100.00").tick();
        desk.later(10_001);
        market.tick();
        assertEquals(2, desk.alarms().size());
    }

    @Test
    void shouldTellNothingWithoutAPosition() {
        market.foreignFill(BTC, 901, 6_200_000, -16, 0);
        desk.later(60_000);
        market.tick();

        assertEquals(List.of("UNEXPECTED_FILL 0 16"), desk.alarms());
    }

    @Test
    void shouldNotBeGuardedBeforeAMarkPrice() {
        market.generationStarted(RecoveryOutcome.REPLAYED, false)
                .orderEntry(ChannelState.UP)
                .reconciled();
        desk.quote("61999.90", "62000.00");
        market.tick();
        assertEquals(0, market.count(new GuardedDecoder()));

        market.markPrice(BTC, "62000.00").tick();

        assertEquals(1, market.count(new GuardedDecoder()));
        assertEquals(List.of(), desk.alarms());
    }
}
