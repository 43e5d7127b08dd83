package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.SizingSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is different for orders on spot, event by event: what can be sold, what a stop locks, and what refusals mean. */
class SpotOrdersTest {
    private static final String GUARDED = "{hard: {distance: 1%}, disaster: {distance: 2%, step: 0.5%, every: 10s}}";
    private static final long BOUGHT = 1_612_000;

    private Desk desk = desk(1_000, GUARDED);
    private AlgoVenue venue = new AlgoVenue(desk.market);

    private static Desk desk(final double notional, final String stop) {
        return Desk.onSpot(settings(notional, stop));
    }

    private static StageSettings settings(final double notional, final String stop) {
        return TestSettings.sized(new SizingSettings(notional), TestSettings.stop(stop));
    }

    @Test
    void shouldTakeTheStopsPlaceWithTheExitInOneStep() {
        guardedPosition();
        desk.quote("61000.00", "61000.10");

        assertEquals(BOUGHT, desk.order().quantity());
        assertEquals(sequence(venue.placed()), desk.order().replaces().sequence());
    }

    /** Both refused: the stop isn't there, since it fired perhaps, and its report is on its way. */
    @Test
    void shouldTryByItselfWhenThereWasNoStopToReplaceAndAlarmTheSecondTime() {
        guardedPosition();
        desk.quote("61000.00", "61000.10").market.answer(desk.lastSent(), -2022);
        assertEquals(List.of(), desk.alarms());
        desk.later(300).quote("61000.00", "61000.10");

        assertEquals(3, desk.sent());
        assertEquals(0, desk.order().replaces().sequence());
        desk.market.answer(desk.lastSent(), -2010);

        assertEquals(List.of("EXIT_REFUSED 1612000 1612000"), desk.alarms());
    }

    /** The new order alone refused: the stop is gone, and nothing else must take its place before the exit is tried again. */
    @Test
    void shouldTryByItselfWhenTheStopHasGoneWithoutTheExit() {
        guardedPosition();
        desk.quote("61000.00", "61000.10").market.refusedWithoutStop(desk.lastSent(), -2010);
        assertEquals(1, desk.market.disasters().size());
        desk.later(300).quote("61000.00", "61000.10");

        assertEquals(3, desk.sent());
        assertEquals(0, desk.order().replaces().sequence());
        assertEquals(1, desk.market.disasters().size());
    }

    /** That the venue is throttling says nothing about the stop. */
    @Test
    void shouldTryInOneStepAgainAfterAThrottledExit() {
        guardedPosition();
        desk.quote("61000.00", "61000.10").market.answer(desk.lastSent(), -1003);
        desk.later(300).quote("61000.00", "61000.10");

        assertEquals(3, desk.sent());
        assertEquals(sequence(venue.placed()), desk.order().replaces().sequence());
    }

    @Test
    void shouldStayByItselfUntilThereIsNothingToSell() {
        guardedPosition();
        desk.quote("61000.00", "61000.10").market.answer(desk.lastSent(), -2022);
        desk.later(300).quote("61000.00", "61000.10").market.answer(desk.lastSent(), -1003);
        desk.later(600).quote("61000.00", "61000.10");
        assertEquals(4, desk.sent());
        assertEquals(0, desk.order().replaces().sequence());
        desk.market.answer(desk.lastSent(), -2010);
        desk.later(1_200).quote("61000.00", "61000.10");

        assertEquals(5, desk.sent());
        assertEquals(sequence(venue.placed()), desk.order().replaces().sequence());
    }

    /** 0.0001 bought for 6.20: worth 4.50 at the price of now. */
    @Test
    void shouldKeepWhatHasBecomeTooLittleToSellUntilItIsWorthEnough() {
        desk = desk(6.5, "{hard: {distance: 1%}}");
        desk.longPosition();
        for (int seconds = 0; seconds < 60; seconds++) {
            desk.later(1_000).quote("45000.00", "45000.10");
        }
        assertEquals(1, desk.sent());
        assertEquals(List.of("MIN_NOTIONAL 500000000 450000000"), desk.refusals());
        assertEquals(
                List.of("EXIT_OVERDUE"),
                desk.alarms().stream()
                        .map(alarm -> alarm.split(" ")[0])
                        .distinct()
                        .toList());
        desk.later(1_000).quote("50000.00", "50000.10");

        assertEquals(2, desk.sent());
        assertTrue(desk.isExit());
    }

    @Test
    void shouldBuyNothingThatCouldNotBeSoldAtItsStop() {
        desk = desk(6, GUARDED);
        desk.signal(1);

        // Of 0.00009 a fee leaves 0.00008, at twice the stop's distance: 60,760.
        assertEquals(List.of("MIN_NOTIONAL 500000000 486080000"), desk.refusals());
        assertEquals(0, desk.sent());
    }

    @Test
    void shouldBuyWhatCanBeSoldAtItsStop() {
        desk = desk(6.5, GUARDED);
        desk.signal(1);

        assertEquals(List.of(), desk.refusals());
        assertEquals(10_000, desk.order().quantity());
    }

    /** Twice as far there is no price. */
    @Test
    void shouldBuyWithAVeryWideStop() {
        desk = desk(25, "{hard: {distance: 50%}}");
        desk.signal(1);

        assertEquals(List.of(), desk.refusals());
        assertEquals(40_000, desk.order().quantity());
    }

    @Test
    void shouldKeepRoomForAFallWhereTheStopsDistanceIsntKnown() {
        desk = desk(6, "{hard: {distance: 1 USDT}}");
        desk.signal(1);

        assertEquals(List.of("MIN_NOTIONAL 500000000 446400000"), desk.refusals());
    }

    @Test
    void shouldLeaveAPortionThatIsTooLittleToSellWithTheRest() {
        desk = desk(40, "{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: 10%}]}");
        desk.longPosition().quote("62620.00", "62620.10");

        assertEquals(1, desk.sent());
        assertEquals(64_000, desk.position());
    }

    @Test
    void shouldTakeAlongWhatAPortionWouldLeaveTooLittleToSell() {
        desk = desk(40, "{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: 90%}]}");
        desk.longPosition().quote("62620.00", "62620.10");

        assertEquals(2, desk.sent());
        assertEquals(64_000, desk.order().quantity());
    }

    /** What is left is worth 4.88, for which nobody sells, so no stop need guard it and the next signal may buy again. */
    @Test
    void shouldBeDoneWhenTooLittleToSellIsLeft() {
        guardedPosition();
        desk.quote("61000.00", "61000.10");
        final Decision exit = desk.lastSent();
        final long sold = BOUGHT - 8_000;
        desk.market.report(exit, OrderStatus.PARTIALLY_FILLED, 800, 6_100_000, sold, sold, 0);
        desk.market.report(exit, OrderStatus.EXPIRED, sold);
        desk.later(60_000).quote("61000.00", "61000.10");

        assertEquals(0, desk.position());
        assertEquals(8_000, desk.market.stages().portfolio().positions().dust(1));
        assertEquals(2, desk.sent());
        assertEquals(List.of(), desk.alarms());
    }

    /** What an order takes is taken when it is decided. */
    @Test
    void shouldNotSpendWhatAnOrderUnderWayWillPay() {
        desk = withBalanceChecked();
        desk.market.balance("USDT", "1200");
        desk.signal(1);

        assertEquals(List.of("BALANCE 20056000000 99998250000"), refusedOfEther());
    }

    @Test
    void shouldNotSpendWhatWasPaidWhateverTheVenueHasStatedByThen() {
        desk = withBalanceChecked();
        desk.market.balance("USDT", "1200");
        desk.signal(1).market.fill(desk.lastSent(), "62000.00");

        assertEquals(List.of("BALANCE 20056000000 99998250000"), refusedOfEther());
    }

    @Test
    void shouldNotSpendWhatWasPaidOnceTheVenueHasStatedIt() {
        desk = withBalanceChecked();
        desk.market.balance("USDT", "1200");
        desk.signal(1).market.fill(desk.lastSent(), "62000.00").balance("USDT", "200.56");

        assertEquals(List.of("BALANCE 20056000000 99998250000"), refusedOfEther());
    }

    @Test
    void shouldNotSpendWhatDustHasCost() {
        desk = withBalanceChecked();
        desk.market.balance("USDT", "1000");
        desk.market.foreignFill(BTC, 900, 6_200_000, 8_000, 0).balance("USDT", "995.04");

        assertEquals(List.of("BALANCE 99504000000 99998250000"), refusedOfEther());
    }

    private static Desk withBalanceChecked() {
        return Desk.onSpot(TestSettings.settings(TestSettings.RISK.with(RiskLimit.BALANCE, "on")));
    }

    /** It wants to spend 999.4825 and a fee of 0.05 %. */
    private List<String> refusedOfEther() {
        final int before = desk.refusals().size();
        desk.later(1_000).market.quote(Market.ETH, "2549.90", "2550.00").trade(Market.ETH, "2550.00", "0.1", Side.BUY);
        desk.strategy.want(1);
        desk.later(1_000).market.quote(Market.ETH, "2549.90", "2550.00").trade(Market.ETH, "2550.00", "0.1", Side.BUY);
        return desk.refusals().subList(before, desk.refusals().size());
    }

    private void guardedPosition() {
        desk.longPosition();
        assertTrue(venue.requests().startsWith("SELL " + BOUGHT), venue::requests);
        venue.answer(venue.last(), 0);
    }

    private static long sequence(final Decision placed) {
        return placed.as(new DisasterPlacedDecoder()).orderId().sequence();
    }
}
