package io.ringfence.engine.stop;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopReason;
import io.ringfence.journal.message.TakeProfitDecoder;
import io.ringfence.journal.message.Venue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StopsStageTest {
    private static final StopProfiles ALL =
            TestSettings.stop("{hard: {distance: 1%}, time: {maxAge: 1m}, takeProfit: [{at: 1%, portion: 50%}]}");
    private static final StopProfiles OTHER_FOR_ETH = new StopProfiles(
            ALL.standard(),
            Map.of(ETH, TestSettings.stop("{hard: {distance: 2%}}").standard()),
            0);

    private long fills;

    @Test
    void shouldProtectAnInstrumentByTheProfileOfItsSymbol() {
        final Market market = market(OTHER_FOR_ETH);

        hold(market, BTC, 10);
        hold(market, ETH, 10);

        assertEquals(
                List.of(market.units(BTC, "990"), market.units(ETH, "980")),
                market.decisions(new StopArmedDecoder()).stream()
                        .map(armed -> armed.as(new StopArmedDecoder()).stopPrice())
                        .toList());
    }

    @Test
    void shouldFindTheProfilesAgainInASavedState() {
        final Market market = market(OTHER_FOR_ETH);
        hold(market, ETH, 10);
        final Market other = market(OTHER_FOR_ETH);
        final Market unopened = new Market(TestSettings.settings(OTHER_FOR_ETH), new ScriptedStrategy());
        unopened.know(new Instrument(2, Venue.SIMULATED, MarketKind.USDM, ETH, 2, 3, 1, 1, 1, 10_000_000, 0));
        unopened.stages().load(market.stages().save());

        hold(unopened, ETH, -20);
        hold(other, ETH, -10);

        assertEquals(
                unopened.units(ETH, "1020"),
                unopened.last(new StopArmedDecoder()).stopPrice());
        assertEquals(
                other.units(ETH, "1020"), other.last(new StopArmedDecoder()).stopPrice());
    }

    @Test
    void shouldEndPositionsByTheTick() {
        final Market market = market(ALL);
        hold(market, BTC, 10);
        hold(market, ETH, -10);

        market.at(62).tick();

        assertEquals(2, market.count(new StopHitDecoder()));
        assertEquals(StopReason.TIME, market.last(new StopHitDecoder()).reason());
        assertFalse(market.stages().stops().stops().isArmed(market.id(BTC)));
    }

    @Test
    void shouldRecordATakeProfit() {
        final Market market = market(ALL);
        hold(market, BTC, -10);

        market.trade(BTC, "990.00", "0.001", Side.BUY).trade(BTC, "989.00", "0.001", Side.BUY);

        final TakeProfitDecoder taken = market.last(new TakeProfitDecoder());
        assertEquals(1, market.count(taken));
        assertEquals(1, taken.level());
        assertEquals(Side.SELL, taken.side());
        assertEquals(5, taken.quantity());
        assertEquals(market.units(BTC, "990"), taken.price());
        assertEquals(StopReason.TAKE_PROFIT, taken.reason());
    }

    private static Market market(final StopProfiles stops) {
        return new Market(TestSettings.settings(stops), new ScriptedStrategy())
                .open()
                .at(1);
    }

    private void hold(final Market market, final String symbol, final long quantity) {
        market.foreignFill(symbol, ++fills, market.units(symbol, "1000"), quantity, 0);
    }
}
