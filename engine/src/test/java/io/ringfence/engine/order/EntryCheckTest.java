package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.Venue;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryCheckTest {
    private final Desk desk = new Desk();
    private final Market market = desk.market;

    @Test
    void shouldRefuseWhileEntriesAreStoppedAndEnterOnceResumed() {
        market.command(Command.PAUSE, null);
        desk.signal(1).quote("61999.90", "62000.00");
        assertEquals(List.of("ENTRIES_STOPPED 0 1"), desk.refusals());
        assertEquals(0, desk.sent());

        market.command(Command.RESUME, null);
        desk.quote("61999.90", "62000.00");

        assertEquals(1, desk.sent());
    }

    @Test
    void shouldStopEntriesOfOneInstrumentAlone() {
        market.command(Command.REDUCE_ONLY, Market.ETH);
        desk.signal(1);

        assertEquals(1, desk.sent());
    }

    @Test
    void shouldRefuseUntilTheOrderEntryIsUp() {
        market.orderEntry(ChannelState.DOWN);
        desk.signal(1);
        assertEquals(List.of("ORDER_ENTRY_DOWN 1 0"), desk.refusals());

        market.orderEntry(ChannelState.UP);
        desk.quote("61999.90", "62000.00");

        assertEquals(1, desk.sent());
    }

    /** A fill that nobody hears of would leave a position that nobody guards. */
    @Test
    void shouldRefuseWhileReportsAreLost() {
        market.connection(ChannelKind.USER_DATA, ChannelState.DOWN);
        desk.signal(1);
        assertEquals(List.of("ORDER_ENTRY_DOWN 1 0"), desk.refusals());

        market.connection(ChannelKind.USER_DATA, ChannelState.UP);
        desk.quote("61999.90", "62000.00");

        assertEquals(1, desk.sent());
    }

    @Test
    void shouldRefuseOnStaleQuotes() {
        desk.strategy.want(1);
        desk.later(5_001);
        market.trade(BTC, "62000.00", "0.001", Side.BUY);

        assertEquals(List.of("STALE_DATA 5000000000 5001000000"), desk.refusals());
    }

    @Test
    void shouldRefuseAPriceFarFromTheLastTrade() {
        desk.quote("63000.00", "63000.10");
        desk.strategy.want(1);
        desk.later(1_000);
        market.trade(BTC, "62000.00", "0.001", Side.BUY);

        assertEquals(List.of("PRICE_BAND 62000 100010"), desk.refusals());
    }

    @Test
    void shouldRefuseAnOrderAboveItsLimit() {
        final Desk small = new Desk(TestSettings.settings(
                new RiskSettings(500, 3_000, 1, Timeframe.valueOf("5s"), 1, Timeframe.valueOf("2s"))));
        small.signal(1);

        assertEquals(List.of("MAX_ORDER_NOTIONAL 50000000000 99200000000"), small.refusals());
    }

    @Test
    void shouldRefuseAPositionAboveItsLimit() {
        final Desk small = new Desk(TestSettings.settings(
                new RiskSettings(2_000, 900, 1, Timeframe.valueOf("5s"), 1, Timeframe.valueOf("2s"))));
        small.signal(1);

        assertEquals(List.of("MAX_POSITION_NOTIONAL 90000000000 99200000000"), small.refusals());
    }

    @Test
    void shouldRefuseLessThanTheVenueTakes() {
        assertEquals(List.of("QUANTITY 50 16"), refusals(50, 0));
        assertEquals(List.of("MIN_NOTIONAL 200000000000 99200000000"), refusals(1, 2_000_00000000L));
    }

    @Test
    void shouldSellNothingOnSpotThatIsNotHeld() {
        final Instrument spot = new Instrument(1, Venue.SIMULATED, MarketKind.SPOT, BTC, 2, 3, 1, 1, 1, 1_000_000, 0);

        assertEquals(List.of("NO_SHORT 0 -1"), refusals(market(spot, "62000.00", -1)));
        assertEquals(List.of(), refusals(market(spot, "62000.00", 1)));
    }

    @Test
    void shouldRecordARefusalWhenItsRuleChangesNotPerEvent() {
        market.command(Command.PAUSE, null);
        desk.signal(1);
        for (int i = 0; i < 100; i++) {
            desk.quote("61999.90", "62000.00");
        }
        market.orderEntry(ChannelState.DOWN).command(Command.RESUME, null);
        for (int i = 0; i < 100; i++) {
            desk.quote("61999.90", "62000.00");
        }

        assertEquals(List.of("ENTRIES_STOPPED 0 1", "ORDER_ENTRY_DOWN 1 0"), desk.refusals());
    }

    @Test
    void shouldRefuseAnAmountThatDoesNotFit() {
        final Instrument fine =
                new Instrument(1, Venue.SIMULATED, MarketKind.USDM, BTC, 12, 12, 1, 1, 1, Long.MAX_VALUE, 0);
        final Market tiny = market(fine, "0.000000000001");

        assertEquals("QUANTITY", tiny.last(new RiskRejectDecoder()).rule().name());
    }

    private static List<String> refusals(final long minQuantity, final long minNotional) {
        return refusals(new Instrument(
                1, Venue.SIMULATED, MarketKind.USDM, BTC, 2, 3, 1, 1, minQuantity, 1_000_000, minNotional));
    }

    private static List<String> refusals(final Instrument instrument) {
        return refusals(market(instrument, "62000.00"));
    }

    private static List<String> refusals(final Market market) {
        return market.decisions(new RiskRejectDecoder()).stream()
                .map(decision -> decision.as(new RiskRejectDecoder()))
                .map(reject -> reject.rule() + " " + reject.bound() + " " + reject.value())
                .toList();
    }

    private static Market market(final Instrument instrument, final String price) {
        return market(instrument, price, 1);
    }

    private static Market market(final Instrument instrument, final String price, final int target) {
        final ScriptedStrategy strategy = new ScriptedStrategy();
        final Market market = new Market(TestSettings.settings(), strategy);
        market.define(instrument).orderEntry(ChannelState.UP).quote(BTC, price, price);
        strategy.want(target);
        market.trade(BTC, price, "1", Side.BUY);
        return market.at(1).trade(BTC, price, "1", Side.BUY);
    }
}
