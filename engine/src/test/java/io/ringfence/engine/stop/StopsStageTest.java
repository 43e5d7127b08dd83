package io.ringfence.engine.stop;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.HistoryState;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
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

    @Test
    void shouldFollowQuotesAndSayWhatItDidOfWhom() {
        final Market market = market(TestSettings.stop("{hard: {distance: 1%}, trail: {distance: 0.5%}}"));
        hold(market, BTC, -10);
        hold(market, ETH, 20);

        market.quote(ETH, 101_000, 101_010, 100_900, 101_020, 0);
        final StopMovedDecoder moved = market.last(new StopMovedDecoder());
        assertEquals(2, moved.header().instrument());
        assertEquals(TestSettings.ACCOUNT, moved.header().account());
        assertEquals(Side.BUY, moved.side());
        assertEquals(20, moved.quantity());
        assertEquals(100_495, moved.stopPrice());
        assertEquals(99_000, moved.previousPrice());
        assertEquals(101_000, moved.bestPrice());
        assertEquals(StopReason.TRAIL, moved.reason());

        market.quote(BTC, 100_500, 100_510, 100_500, 101_030, 0);
        final StopHitDecoder hit = market.last(new StopHitDecoder());
        assertEquals(1, hit.header().instrument());
        assertEquals(TestSettings.ACCOUNT, hit.header().account());
        assertEquals(Side.SELL, hit.side());
        assertEquals(10, hit.quantity());
        assertEquals(101_000, hit.stopPrice());
        assertEquals(101_030, hit.triggerPrice());
        assertEquals(30, hit.slip());
        assertEquals(StopReason.HARD, hit.reason());

        hold(market, BTC, 10);
        final StopDisarmedDecoder gone = market.last(new StopDisarmedDecoder());
        assertEquals(1, gone.header().instrument());
        assertEquals(TestSettings.ACCOUNT, gone.header().account());
    }

    @Test
    void shouldFollowMarkPricesAlone() {
        final Market market = market(TestSettings.stop("{trigger: mark, hard: {distance: 1%}}"));
        hold(market, BTC, 10);
        market.quote(BTC, "900.00", "900.10").trade(BTC, "900.00", "0.001", Side.SELL);
        assertEquals(0, market.count(new StopHitDecoder()));

        market.markPrice(BTC, "990.00");

        assertEquals(99_000, market.last(new StopHitDecoder()).triggerPrice());
    }

    @Test
    void shouldTakeTheAtrOfClosedBars() {
        final Market market = market(TestSettings.stop("{hard: {distance: 1 ATR 1s, fallback: 5%}}"));
        hold(market, ETH, 10);
        assertEquals(95_000, market.last(new StopArmedDecoder()).stopPrice());

        for (int second = 2; second < 10; second++) {
            market.at(second).trade(BTC, "1000.00", "0.001", Side.BUY);
            market.trade(BTC, "1005.00", "0.001", Side.BUY).trade(BTC, "995.00", "0.001", Side.BUY);
            market.trade(BTC, "1000.00", "0.001", Side.BUY);
        }
        hold(market, BTC, 10);

        assertEquals(1, market.last(new StopArmedDecoder()).header().instrument());
        assertEquals(99_000, market.last(new StopArmedDecoder()).stopPrice());
    }

    /** Nobody waits for the next close, be it an hour away. */
    @Test
    void shouldTakeTheAtrAndTheBarsOfAPastThatWasTold() {
        final Market market = market(TestSettings.stop(
                "{hard: {distance: 1 ATR 5s, fallback: 5%}, chandelier: {bars: 3, distance: 1 ATR 5s}}"));

        tellPast(market, BTC);
        hold(market, BTC, 10);
        market.quote(BTC, "1000.00", "1000.10");

        assertEquals(99_000, market.last(new StopArmedDecoder()).stopPrice());
        assertEquals(99_500, market.last(new StopMovedDecoder()).stopPrice());
        assertEquals(StopReason.CHANDELIER, market.last(new StopMovedDecoder()).reason());
    }

    @Test
    void shouldGiveAnAtrThatWasToldToAHardStopThatHasNone() {
        final Market market = market(TestSettings.stop("{hard: {distance: 1 ATR 5s, fallback: 5%}}"));
        hold(market, BTC, 10);
        assertEquals(95_000, market.last(new StopArmedDecoder()).stopPrice());

        tellPast(market, BTC);
        market.quote(BTC, "1000.00", "1000.10");

        assertEquals(99_000, market.last(new StopMovedDecoder()).stopPrice());
    }

    /** The venue's candle of the same interval comes later. */
    @Test
    void shouldNotLookBackOnACandleThatMissedTradesWhileThePastIsTold() {
        final Market market = market(TestSettings.stop(
                "{hard: {distance: 1 ATR 5s, fallback: 5%}, chandelier: {bars: 3, distance: 1 ATR 5s}}"));
        market.at(28).history(BTC, 5, HistoryState.BEGUN, -1).trade(BTC, "1200.00", "0.001", Side.BUY);
        market.at(30.1).trade(BTC, "1000.00", "0.001", Side.BUY);

        tellPast(market, BTC);
        hold(market, BTC, 10);
        market.quote(BTC, "1000.00", "1000.10");

        assertEquals(99_500, market.last(new StopMovedDecoder()).stopPrice());
    }

    /** Six candles of 5 s with an ATR of 10.00. */
    private static void tellPast(final Market market, final String symbol) {
        market.at(30.5).history(symbol, 5, HistoryState.BEGUN, -1);
        for (int second = 0; second < 30; second += 5) {
            market.candle(symbol, 5, second, "995.00", "1005.00", "1000.00", "1");
        }
        market.history(symbol, 5, HistoryState.TOLD, 30);
    }

    @Test
    void shouldTakeTheTimeOfAnyEventOfTheInstrumentAndOfNoOther() {
        final Market market = market(ALL);
        hold(market, BTC, 10);
        hold(market, ETH, 10);

        market.at(62).orderEntry(ChannelState.UP).clockOffset(0);
        assertEquals(0, market.count(new StopHitDecoder()));
        market.command(Command.PAUSE, ETH);

        assertEquals(1, market.count(new StopHitDecoder()));
        assertEquals(2, market.last(new StopHitDecoder()).header().instrument());
    }

    /** Until it is defined nobody knows its tick: what was quoted then isn't its first quote. */
    @Test
    void shouldLeaveOutInstrumentsThatItDoesNotKnow() {
        final Market market = market(TestSettings.stop("{hard: {distance: 1%}}"));
        final Instrument third = new Instrument(3, Venue.SIMULATED, MarketKind.USDM, "XRP", 2, 3, 1, 1, 1, 10_000, 0);
        market.know(third);
        market.quote("XRP", "1000.00", "1000.10")
                .trade("XRP", "1000.00", "0.001", Side.BUY)
                .markPrice("XRP", "1000.00");

        market.define(third);
        hold(market, "XRP", 10);
        market.trade("XRP", "989.00", "0.001", Side.BUY);

        assertEquals(3, market.last(new StopHitDecoder()).header().instrument());
        assertEquals("stops", stage(market).name());
        assertEquals(2, stage(market).stateVersion());
    }

    /** A section has room for so many hits; the others follow with the next tick, also after a restart. */
    @Test
    void shouldEndWithTheNextTickWhatAFirstHasNoRoomFor() {
        final StageSettings many = TestSettings.settings(TestSettings.withInstruments(32), ALL);
        final Market market = new Market(many, new ScriptedStrategy()).open().at(1);
        final Market next = new Market(many, new ScriptedStrategy());
        for (int id = 1; id <= 20; id++) {
            final Instrument one =
                    new Instrument(id, Venue.SIMULATED, MarketKind.USDM, "S" + id, 2, 3, 1, 1, 1, 100, 0);
            market.define(one);
            next.know(one);
            hold(market, "S" + id, 10);
        }

        market.at(62).tick();
        final int first = market.count(new StopHitDecoder());
        assertTrue(first >= 10 && first < 20, () -> "hits=" + first);
        next.stages().load(market.stages().save());
        next.at(63).tick();
        market.at(63).tick();

        assertEquals(20, market.count(new StopHitDecoder()));
        assertEquals(20 - first, next.count(new StopHitDecoder()));
        assertEquals(
                20,
                market.decisions(new StopHitDecoder()).stream()
                        .map(hit -> hit.as(new StopHitDecoder()).header().instrument())
                        .distinct()
                        .count());
    }

    private static StopsStage stage(final Market market) {
        return market.stages().stops();
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
