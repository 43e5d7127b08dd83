package io.ringfence.engine.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.TestInstruments;
import io.ringfence.journal.message.StopReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** STOPS.md, rule by rule. Prices have 2 decimals, quantities 3; the tick is 10 unless it says otherwise. */
class PositionStopsTest {
    private static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.valueOf("1m"), Timeframe.valueOf("5m"));
    private static final int ONE_MINUTE = 0;
    private static final int FIVE_MINUTES = 1;
    private static final long SECOND = 1_000_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    /** 0.04 %. */
    private static final long TAKER_FEE = 400_000;

    private final Spoken spoken = new Spoken();
    private long nowNs;

    // Arming, the price, firing.

    @Test
    void shouldArmAtTheHardStopRoundedTowardsThePrice() {
        final PositionStops stops = stops("{hard: {distance: 1%}}");

        hold(stops, 5, 100_005);
        hold(stops, 0, 0);
        hold(stops, -5, 100_005);

        // 99,004.95 up to the tick, 101,005.05 down to it.
        assertSaid("armed 5 99010 from 100005", "disarmed", "armed -5 101000 from 100005");
    }

    @Test
    void shouldStandAtLeastOneTickFromTheEntryAndAlwaysAtAPrice() {
        hold(stops("{hard: {distance: 0.001%}}"), 5, 1_000);
        hold(stops("{hard: {distance: 900 ticks}}"), 5, 1_000);
        hold(stops("{hard: {distance: 900 ticks}}"), -5, 1_000);

        assertSaid("armed 5 990 from 1000", "armed 5 10 from 1000", "armed -5 1990 from 1000");
    }

    @Test
    void shouldFireOnceOnTheFirstPriceAtOrBeyondTheStop() {
        final PositionStops stops = stops("{hard: {distance: 1%}}");
        hold(stops, 5, 100_000);
        bid(stops, 99_010);
        assertTrue(stops.isArmed(1));

        bid(stops, 98_000, 97_000, 200_000);

        assertSaid("armed 5 99000 from 100000", "hit 99000 by 98000 HARD");
        assertEquals(1_000, spoken.lastSlip);
        assertFalse(stops.isArmed(1));
    }

    @Test
    void shouldFireByTheExtremeOfAConflatedQuote() {
        final PositionStops stops = stops("{hard: {distance: 1%}}");
        hold(stops, 5, 100_000);

        stops.quote(1, 102_000, 102_010, 98_990, 102_500, nowNs);

        assertSaid("armed 5 99000 from 100000", "hit 99000 by 98990 HARD");
    }

    @Test
    void shouldNotFireByAnExtremeThatOnlyTheMovedStopWouldHaveMet() {
        final PositionStops stops = stops("{hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);

        stops.quote(1, 101_000, 101_010, 99_500, 101_010, nowNs);

        assertSaid("armed 5 99000 from 100000", "moved 100600 from 99000 best 101000 TRAIL");
    }

    @Test
    void shouldFireByTheLatestPriceIfARuleWantsTheStopBeyondIt() {
        final PositionStops stops = stops("{hard: {distance: 1%}, breakEven: {trigger: 0.1%, offset: 50 ticks}}");
        hold(stops, 5, 100_000);

        bid(stops, 100_100);

        assertSaid(
                "armed 5 99000 from 100000",
                "moved 100500 from 99000 best 100100 BREAK_EVEN",
                "hit 100500 by 100100 BREAK_EVEN");
    }

    @Test
    void shouldUseTradesOnlyBeforeTheFirstQuote() {
        final PositionStops stops = stops("{hard: {distance: 1%}}");
        hold(stops, 5, 100_000);
        stops.trade(1, 99_500, nowNs);
        bid(stops, 0);
        stops.trade(1, 90_000, nowNs);
        assertTrue(stops.isArmed(1));

        final PositionStops unquoted = stops("{hard: {distance: 1%}}");
        hold(unquoted, 5, 100_000);
        unquoted.trade(1, 98_999, nowNs);

        assertFalse(unquoted.isArmed(1));
    }

    @Test
    void shouldTakeAnEmptySideOfTheBookForNoPrice() {
        final PositionStops stops = stops("{hard: {distance: 1%}}");
        hold(stops, 5, 100_000);

        bid(stops, 0);
        stops.quote(1, 99_500, 99_510, 0, 99_510, nowNs);
        assertTrue(stops.isArmed(1));
        stops.quote(1, 99_000, 99_010, 0, 99_010, nowNs);

        assertFalse(stops.isArmed(1));
    }

    @Test
    void shouldListenToTradesAlone() {
        final PositionStops stops = stops("{trigger: trade, hard: {distance: 1%}}");
        hold(stops, -5, 100_000);

        stops.quote(1, 150_000, 150_010, 150_000, 150_010, nowNs);
        stops.mark(1, 150_000, 150_000, 150_000, nowNs);
        assertTrue(stops.isArmed(1));
        stops.trade(1, 101_000, nowNs);

        assertSaid("armed -5 101000 from 100000", "hit 101000 by 101000 HARD");
    }

    @Test
    void shouldListenToMarkPricesWithTheirExtremesAlone() {
        final PositionStops stops = stops("{trigger: mark, hard: {distance: 1%}}");
        hold(stops, -5, 100_000);

        stops.quote(1, 150_000, 150_010, 150_000, 150_010, nowNs);
        stops.trade(1, 150_000, nowNs);
        assertTrue(stops.isArmed(1));
        stops.mark(1, 100_000, 99_000, 101_020, nowNs);

        assertSaid("armed -5 101000 from 100000", "hit 101000 by 101020 HARD");
    }

    // The rules.

    @Test
    void shouldFixTheAtrOfTheHardStopWhenItFirstComes() {
        final PositionStops stops = stops("{hard: {distance: 2.5 ATR 5m, fallback: 2%}}");
        hold(stops, 5, 100_000);
        bar(stops, ONE_MINUTE, 10);
        bar(stops, FIVE_MINUTES, Double.NaN);
        bid(stops, 100_000);
        assertSaid("armed 5 98000 from 100000");

        bar(stops, FIVE_MINUTES, 200.5);
        bid(stops, 100_000);
        bar(stops, FIVE_MINUTES, 50);
        bid(stops, 100_000);
        hold(stops, 10, 100_000);
        hold(stops, 11, 100_000);

        // 501.25 behind, down to 501: 99,499 up to the tick. The second ATR counts for the added entry.
        assertSaid(
                "armed 5 98000 from 100000",
                "moved 99500 from 98000 best 100000 HARD",
                "moved 99880 from 99500 best 100000 HARD");
    }

    @Test
    void shouldTakeTheAtrOfTheMomentOfArming() {
        final PositionStops stops = stops("{hard: {distance: 2 ATR 1m, fallback: 2%}}");
        bar(stops, ONE_MINUTE, 300);

        hold(stops, -5, 100_000);

        assertSaid("armed -5 100600 from 100000");
    }

    @Test
    void shouldLoseNoMoreThanTheMoneyAtTheStop() {
        final PositionStops stops = stops("{hard: {distance: 20 USDT}}");

        // 0.05 coins: 20 / 0.05 = 400.00 of price.
        hold(stops, 50, 6_100_000);
        hold(stops, 25, 6_100_000);
        bid(stops, 6_100_000);
        hold(stops, 80, 6_100_000);

        assertSaid("armed 50 6060000 from 6100000", "moved 6075000 from 6060000 best 6100000 HARD");
    }

    @Test
    void shouldTakeFeesOffTheMoney() {
        final PositionStops stops = stops("{fees: included, hard: {distance: 20 USDT}}");

        hold(stops, 50, 6_100_000);
        hold(stops, 0, 0);
        hold(stops, 5_000, 6_100_000);

        // F = 4880. Of 40,000 are left 35,120; of 400 nothing, which is one tick.
        assertSaid("armed 50 6064880 from 6100000", "disarmed", "armed 5000 6099990 from 6100000");
    }

    @Test
    void shouldKeepAMoneyStopThatIsWiderThanThePriceAtAPrice() {
        final PositionStops stops = stops("{hard: {distance: 1000000000 USDT}}");

        hold(stops, 1, 100_000);

        assertSaid("armed 1 10 from 100000");
    }

    /** Prices of 4 decimals and quantities of 6: money of 8 is a hundredth of their product. */
    @Test
    void shouldLoseNoMoreThanTheMoneyWhereUnitsAreFiner() {
        final PositionStops stops = new PositionStops(
                ConfigLoader.parseStopProfile("test", "{hard: {distance: 20 USDT}}"),
                TIMEFRAMES,
                TAKER_FEE,
                TestInstruments.with(4, 6, 1),
                1,
                spoken);

        // 20 / 0.3 = 66.6666.
        hold(stops, 300_000, 1_000_0000);
        hold(stops, 0, 0);
        // 20 / 0.000001 is far beyond the price, as is 20 / 0.0005 of 1,000; 20 / 0.05 isn't.
        hold(stops, -1, 1_000_0000);
        hold(stops, 0, 0);
        hold(stops, 5_000, 1_000_0000);
        hold(stops, 0, 0);
        hold(stops, 50_000, 1_000_0000);

        assertSaid(
                "armed 300000 9333334 from 10000000",
                "disarmed",
                "armed -1 19999999 from 10000000",
                "disarmed",
                "armed 5000 1 from 10000000",
                "disarmed",
                "armed 50000 6000000 from 10000000");
    }

    @Test
    void shouldMoveToBreakEvenAfterFees() {
        final PositionStops stops =
                stops("{fees: included, hard: {distance: 1%}, breakEven: {trigger: 0.5%, offset: 2 ticks}}");
        hold(stops, -5, 100_000);

        ask(stops, 99_430);
        assertSaid("armed -5 101000 from 100000");
        ask(stops, 99_420);

        // F = 80: break-even at 99,920, the trigger 500 further.
        assertSaid("armed -5 101000 from 100000", "moved 99900 from 101000 best 99420 BREAK_EVEN");
    }

    @Test
    void shouldNeverTriggerEarly() {
        final PositionStops stops = stops("{hard: {distance: 1%}, breakEven: {trigger: 0.5%}}");
        hold(stops, 5, 100_010);

        // 500.05 is reached by 501, not by 500.
        bid(stops, 100_510);
        assertSaid("armed 5 99010 from 100010");
        bid(stops, 100_511);

        assertSaid("armed 5 99010 from 100010", "moved 100010 from 99010 best 100511 BREAK_EVEN");
    }

    @Test
    void shouldKeepWhatTheHighestRungSays() {
        final PositionStops stops = stops(
                "{hard: {distance: 1%}, profitLock: [{at: 0.5%, keep: 0.1%}, {at: 1%, keep: 0.6%}, {at: 3%, keep: 2%}]}");
        hold(stops, 5, 100_000);

        bid(stops, 100_500, 101_500, 102_990);

        assertSaid(
                "armed 5 99000 from 100000",
                "moved 100100 from 99000 best 100500 PROFIT_LOCK",
                "moved 100600 from 100100 best 101500 PROFIT_LOCK");
    }

    @Test
    void shouldGiveBackNoMoreThanTheShare() {
        final PositionStops stops = stops("{hard: {distance: 1%}, giveBack: {activation: 1%, share: 40%}}");
        hold(stops, 5, 100_000);

        bid(stops, 100_990, 101_005, 100_700, 100_610);

        // 1,005 less 402 is 603.
        assertSaid(
                "armed 5 99000 from 100000",
                "moved 100610 from 99000 best 101005 GIVE_BACK",
                "hit 100610 by 100610 GIVE_BACK");
    }

    @Test
    void shouldTrailOnlyOnceActivated() {
        final PositionStops stops = stops("{hard: {distance: 1%}, trail: {activation: 0.5%, distance: 0.4%}}");
        hold(stops, 5, 100_000);
        bid(stops, 100_490);
        assertSaid("armed 5 99000 from 100000");

        bid(stops, 100_500, 100_200, 101_000);

        assertSaid(
                "armed 5 99000 from 100000",
                "moved 100100 from 99000 best 100500 TRAIL",
                "moved 100600 from 100100 best 101000 TRAIL");
    }

    @Test
    void shouldTrailByTheAtrAndNeverLoosenWhenItWidens() {
        final PositionStops stops = stops("{hard: {distance: 1%}, trail: {distance: 2.5 ATR 1m}}");
        hold(stops, 5, 100_000);
        bid(stops, 100_100);
        assertSaid("armed 5 99000 from 100000");

        bar(stops, ONE_MINUTE, 100.5);
        bid(stops, 100_100);
        bar(stops, ONE_MINUTE, 1_000);
        bid(stops, 100_200);
        bar(stops, ONE_MINUTE, 20);
        bid(stops, 100_150);

        // 251.25 behind down to 251; 50 behind the best of 100,200.
        assertSaid(
                "armed 5 99000 from 100000",
                "moved 99850 from 99000 best 100100 TRAIL",
                "moved 100150 from 99850 best 100200 TRAIL",
                "hit 100150 by 100150 TRAIL");
    }

    @Test
    void shouldHangFromTheHighestHighOfTheLastBars() {
        final PositionStops stops = stops("{hard: {distance: 5%}, chandelier: {bars: 3, distance: 2 ATR 1m}}");
        bar(stops, ONE_MINUTE, 102_000, 99_000, 100);
        bar(stops, ONE_MINUTE, 101_000, 99_000, 100);
        hold(stops, 5, 100_000);
        bid(stops, 101_000);
        assertSaid("armed 5 95000 from 100000");

        bar(stops, FIVE_MINUTES, 190_000, 99_000, 100);
        bar(stops, ONE_MINUTE, 101_500, 99_000, 1_000);
        bid(stops, 101_000);
        bar(stops, ONE_MINUTE, 101_200, 99_000, 300);
        bid(stops, 101_000);

        // 102,000 has left the three bars with the fourth.
        assertSaid(
                "armed 5 95000 from 100000",
                "moved 100000 from 95000 best 101000 CHANDELIER",
                "moved 100900 from 100000 best 101000 CHANDELIER");
    }

    @Test
    void shouldHangAShortFromTheLowestLow() {
        final PositionStops stops = stops("{hard: {distance: 5%}, chandelier: {bars: 2, distance: 1 ATR 1m}}");
        bar(stops, ONE_MINUTE, 102_000, 98_005, 100);
        bar(stops, ONE_MINUTE, 101_000, 99_000, 1_000);
        hold(stops, -5, 99_000);

        ask(stops, 98_900);

        assertSaid("armed -5 103950 from 99000", "moved 99000 from 103950 best 98900 CHANDELIER");
    }

    @Test
    void shouldFollowWildersParabola() {
        final PositionStops stops = stops("{hard: {distance: 1%}, sar: {timeframe: 1m, step: 0.1, max: 0.2}}");
        hold(stops, 5, 100_000);

        bar(stops, ONE_MINUTE, 100_800, 99_900, Double.NaN);
        bid(stops, 100_500);
        bar(stops, ONE_MINUTE, 101_000, 100_200, Double.NaN);
        bid(stops, 100_500);
        bar(stops, ONE_MINUTE, 101_500, 99_300, Double.NaN);
        bid(stops, 100_500);

        // 99,000 + 0.1 x 1,000 = 99,100, af 0.2 for ep 100,800; + 0.2 x 1,700 = 99,440, af stays; + 0.2 x 1,560 =
        // 99,752,
        // but not above the low of 99,300.
        assertSaid(
                "armed 5 99000 from 100000",
                "moved 99100 from 99000 best 100500 SAR",
                "moved 99440 from 99100 best 100500 SAR");
    }

    @Test
    void shouldHoldTheParabolaBelowTheLowOfTheBarBefore() {
        final PositionStops stops = stops("{hard: {distance: 1%}, sar: {timeframe: 1m, step: 0.5, max: 0.5}}");
        hold(stops, -5, 100_000);

        bar(stops, ONE_MINUTE, 100_700, 99_900, Double.NaN);
        ask(stops, 99_950);
        bar(stops, ONE_MINUTE, 100_100, 99_000, Double.NaN);
        ask(stops, 99_950);

        // 101,000 - 500 = 100,500 is below the high of 100,700; from there - 0.5 x 800 = 100,300, again below it.
        assertSaid("armed -5 101000 from 100000", "moved 100700 from 101000 best 99950 SAR");
    }

    @Test
    void shouldEndAtItsAgeOnlyInLoss() {
        final PositionStops stops = stops("{hard: {distance: 5%}, time: {maxAge: 4h, onlyInLoss: true}}");
        hold(stops, 5, 100_000);
        at(5 * HOUR);
        stops.time(1, nowNs);
        bid(stops, 100_000);
        assertTrue(stops.isArmed(1));

        bid(stops, 99_990);

        assertSaid("armed 5 95000 from 100000", "hit 95000 by 99990 TIME");
        assertEquals(0, spoken.lastSlip);
    }

    @Test
    void shouldEndAtItsAgeWithoutAPrice() {
        final PositionStops stops = stops("{hard: {distance: 5%}, time: {maxAge: 4h}}");
        at(HOUR);
        hold(stops, 5, 100_000);
        at(5 * HOUR - 1);
        stops.time(1, nowNs);
        assertTrue(stops.isArmed(1));

        at(5 * HOUR);
        stops.time(1, nowNs);
        stops.time(1, nowNs);

        assertSaid("armed 5 95000 from 100000", "hit 95000 by 0 TIME");
    }

    @Test
    void shouldEndWithTheSession() {
        final PositionStops stops = stops("{hard: {distance: 5%}, sessionEnd: \"21:55\"}");
        at(21 * HOUR + 55 * 60 * SECOND);
        hold(stops, 5, 100_000);
        at(45 * HOUR + 55 * 60 * SECOND - 1);
        stops.time(1, nowNs);
        assertTrue(stops.isArmed(1), "the session that ended with the opening is not the position's");

        at(45 * HOUR + 55 * 60 * SECOND);
        stops.time(1, nowNs);

        assertSaid("armed 5 95000 from 100000", "hit 95000 by 0 SESSION_END");
    }

    @Test
    void shouldTakeProfitInPortionsOfTheLargestPosition() {
        final PositionStops stops = stops(
                "{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: 30%}, {at: 2%, portion: 30%}, {at: 3%, portion: 40%}]}");
        hold(stops, 15, 100_000);

        bid(stops, 101_000);
        hold(stops, 11, 100_000);
        bid(stops, 101_000, 103_000, 109_000);

        assertSaid(
                "armed 15 99000 from 100000",
                "profit 1: 4 at 101000",
                "profit 2: 4 at 103000",
                "profit 3: 7 at 103000");
    }

    @Test
    void shouldNotSellTwiceWhatATakeProfitAskedFor() {
        final PositionStops stops =
                stops("{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: 60%}, {at: 2%, portion: 40%}]}");
        hold(stops, -10, 100_000);

        ask(stops, 99_000, 98_000);
        hold(stops, -7, 100_000);
        hold(stops, -3, 100_000);
        hold(stops, -1, 100_000);
        ask(stops, 101_000);

        assertSaid(
                "armed -10 101000 from 100000",
                "profit 1: -6 at 99000",
                "profit 2: -4 at 98000",
                "hit 101000 by 101000 HARD");
        assertEquals(-1, spoken.lastQuantity);
    }

    @Test
    void shouldSkipAPortionOfLessThanALot() {
        final PositionStops stops =
                stops("{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: 30%}, {at: 2%, portion: 50%}]}");
        hold(stops, 2, 100_000);

        bid(stops, 101_000, 102_000);

        assertSaid("armed 2 99000 from 100000", "profit 2: 1 at 102000");
    }

    // Which of them wins.

    @Test
    void shouldTakeTheMostProtectiveAndOfEqualsTheFirst() {
        final PositionStops stops =
                stops("{hard: {distance: 1%}, breakEven: {trigger: 0.5%, offset: 10 ticks}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);

        bid(stops, 100_500, 100_600);

        // The trail of 100,500 is at 100,098, up to 100,100: as far as break-even.
        assertSaid(
                "armed 5 99000 from 100000",
                "moved 100100 from 99000 best 100500 BREAK_EVEN",
                "moved 100200 from 100100 best 100600 TRAIL");
    }

    @Test
    void shouldMakeNoStepSmallerThanConfigured() {
        final PositionStops stops = stops("{minStep: 20, hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);
        bid(stops, 100_000, 100_190, 100_201);

        assertSaid(
                "armed 5 99000 from 100000",
                "moved 99600 from 99000 best 100000 TRAIL",
                "moved 99810 from 99600 best 100201 TRAIL");
    }

    @Test
    void shouldPreferTheStopToTheClockAndTheClockToAProfit() {
        final String profile =
                "{hard: {distance: 1%}, time: {maxAge: 1h}, sessionEnd: \"01:00\", takeProfit: [{at: 1%, portion: 50%}]}";
        final PositionStops hit = stops(profile);
        hold(hit, 5, 100_000);
        final PositionStops aged = stops(profile);
        hold(aged, 5, 100_000);

        at(HOUR);
        bid(hit, 99_000);
        bid(aged, 101_000);

        assertSaid(
                "armed 5 99000 from 100000",
                "armed 5 99000 from 100000",
                "hit 99000 by 99000 HARD",
                "hit 99000 by 101000 TIME");
    }

    // Confirmation.

    @Test
    void shouldWaitForPricesInARow() {
        final PositionStops stops = stops("{confirm: {events: 3}, hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);

        bid(stops, 100_000, 99_600, 99_590, 99_610, 99_600, 99_500, 99_400);

        assertSaid("armed 5 99000 from 100000", "moved 99600 from 99000 best 100000 TRAIL", "hit 99600 by 99400 TRAIL");
    }

    @Test
    void shouldBeginAnewWithAMoveOfTheStop() {
        final PositionStops stops = stops("{confirm: {events: 2}, hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);
        bid(stops, 100_000);

        stops.quote(1, 100_100, 100_110, 99_600, 100_110, nowNs);
        bid(stops, 99_700);
        assertTrue(stops.isArmed(1));
        bid(stops, 99_700);

        assertSaid(
                "armed 5 99000 from 100000",
                "moved 99600 from 99000 best 100000 TRAIL",
                "moved 99700 from 99600 best 100100 TRAIL",
                "hit 99700 by 99700 TRAIL");
    }

    @Test
    void shouldWaitForADuration() {
        final PositionStops stops =
                stops("{confirm: {duration: 500ms}, hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);
        bid(stops, 100_000, 99_600);
        at(SECOND / 2 - 1);
        bid(stops, 99_600);
        assertTrue(stops.isArmed(1));
        at(SECOND);

        bid(stops, 99_600);

        assertFalse(stops.isArmed(1));
    }

    /** A quiet market that stays beyond the stop is no reason to hold on to the position. */
    @Test
    void shouldTakeSilenceForConfirmation() {
        final PositionStops stops =
                stops("{confirm: {duration: 500ms}, hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);
        bid(stops, 100_000, 99_600);
        at(SECOND / 2 - 1);
        stops.time(1, nowNs);
        assertTrue(stops.isArmed(1));
        at(SECOND / 2);

        stops.time(1, nowNs);

        assertFalse(stops.isArmed(1));
    }

    @Test
    void shouldNotTakeSilenceForConfirmationWhenThePriceHasComeBack() {
        final PositionStops stops =
                stops("{confirm: {duration: 500ms}, hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);
        bid(stops, 100_000, 99_600, 99_601);
        at(SECOND);

        stops.time(1, nowNs);

        assertTrue(stops.isArmed(1));
    }

    @Test
    void shouldNeverConfirmTheHardStop() {
        final PositionStops stops = stops("{confirm: {events: 3}, hard: {distance: 1%}, trail: {distance: 0.4%}}");
        hold(stops, 5, 100_000);

        bid(stops, 100_000, 99_000);
        final PositionStops untrailed = stops("{confirm: {events: 3}, hard: {distance: 1%}}");
        hold(untrailed, 5, 100_000);
        bid(untrailed, 99_000);

        assertSaid(
                "armed 5 99000 from 100000",
                "moved 99600 from 99000 best 100000 TRAIL",
                "hit 99600 by 99000 HARD",
                "armed 5 99000 from 100000",
                "hit 99000 by 99000 HARD");
    }

    // The position changes.

    @Test
    void shouldRebaseOnAnAddedEntryOnlyToTheProtectiveSide() {
        final PositionStops stops = stops("{hard: {distance: 1%}}");
        hold(stops, 5, 100_000);
        hold(stops, 10, 100_200);
        hold(stops, 15, 99_000);
        hold(stops, 15, 100_300);

        assertSaid(
                "armed 5 99000 from 100000",
                "moved 99200 from 99000 best 100000 HARD",
                "moved 99300 from 99200 best 100000 HARD");
    }

    @Test
    void shouldFollowAReductionsQuantityWithoutMoving() {
        final PositionStops stops = stops("{hard: {distance: 1%}}");
        hold(stops, 5, 100_000);
        hold(stops, 2, 90_000);
        bid(stops, 99_000);

        assertEquals(2, spoken.lastQuantity);
        assertSaid("armed 5 99000 from 100000", "hit 99000 by 99000 HARD");
    }

    @Test
    void shouldStaySilentAfterAHitUntilThePositionIsGone() {
        final PositionStops stops = stops("{hard: {distance: 1%}, takeProfit: [{at: 1%, portion: 50%}]}");
        hold(stops, 5, 100_000);
        bid(stops, 99_000);
        hold(stops, 8, 99_900);
        hold(stops, 3, 99_900);
        bid(stops, 90_000, 190_000);
        hold(stops, 0, 0);
        hold(stops, 5, 90_000);

        assertSaid("armed 5 99000 from 100000", "hit 99000 by 99000 HARD", "disarmed", "armed 5 89100 from 90000");
    }

    @Test
    void shouldTreatATurnedPositionAsANewOne() {
        final PositionStops stops =
                stops("{hard: {distance: 1%}, trail: {distance: 1%}, takeProfit: [{at: 1%, portion: 50%}]}");
        hold(stops, 4, 100_000);
        bid(stops, 101_000);
        hold(stops, -4, 100_000);
        ask(stops, 99_000);

        assertSaid(
                "armed 4 99000 from 100000",
                "moved 99990 from 99000 best 101000 TRAIL",
                "profit 1: 2 at 101000",
                "disarmed",
                "armed -4 101000 from 100000",
                "moved 99990 from 101000 best 99000 TRAIL",
                "profit 1: -2 at 99000");
    }

    private PositionStops stops(final String profile) {
        return new PositionStops(
                ConfigLoader.parseStopProfile("test", profile),
                TIMEFRAMES,
                TAKER_FEE,
                TestInstruments.withTick(10),
                1,
                spoken);
    }

    private void at(final long ns) {
        nowNs = ns;
    }

    private void hold(final PositionStops stops, final long quantity, final long entryPrice) {
        stops.position(1, quantity, entryPrice, nowNs);
    }

    private void bid(final PositionStops stops, final long... bids) {
        for (final long bid : bids) {
            stops.quote(1, bid, bid + 10, bid, bid + 10, nowNs);
        }
    }

    private void ask(final PositionStops stops, final long... asks) {
        for (final long ask : asks) {
            stops.quote(1, ask - 10, ask, ask - 10, ask, nowNs);
        }
    }

    private static void bar(final PositionStops stops, final int timeframe, final double atr) {
        bar(stops, timeframe, 100_000, 100_000, atr);
    }

    private static void bar(
            final PositionStops stops, final int timeframe, final long high, final long low, final double atr) {
        stops.bar(1, timeframe, high, low, atr);
    }

    private void assertSaid(final String... words) {
        assertEquals(List.of(words), spoken.words);
    }

    /** What a stop said, as text. */
    static final class Spoken implements StopListener {
        final List<String> words = new ArrayList<>();
        long lastQuantity;
        long lastSlip;

        @Override
        public void onArmed(final int instrument, final long quantity, final long stop, final long entry) {
            words.add("armed " + quantity + " " + stop + " from " + entry);
        }

        @Override
        public void onMoved(
                final int instrument,
                final long quantity,
                final long stop,
                final long previous,
                final long best,
                final StopReason reason) {
            words.add("moved " + stop + " from " + previous + " best " + best + " " + reason);
        }

        @Override
        public void onHit(
                final int instrument,
                final long quantity,
                final long stop,
                final long trigger,
                final long slip,
                final StopReason reason) {
            lastQuantity = quantity;
            lastSlip = slip;
            words.add("hit " + stop + " by " + trigger + " " + reason);
        }

        @Override
        public void onTakeProfit(final int instrument, final int level, final long quantity, final long price) {
            words.add("profit " + level + ": " + quantity + " at " + price);
        }

        @Override
        public void onDisarmed(final int instrument) {
            words.add("disarmed");
        }
    }
}
