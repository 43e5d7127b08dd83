package io.ringfence.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.RiskConduct;
import io.ringfence.engine.config.RiskGroup;
import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.RiskLimits;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.config.TimeOfDay;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.MarketStatus;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each control at its limit and just beyond, off, and with an instrument's own limit. */
class EntryControlsTest {
    private static final long MINUTE = 60 * Judge.SECOND;
    private static final long DAY = 1_440 * MINUTE;

    private static RiskSettings with(final RiskLimit limit, final String written) {
        return TestSettings.RISK.with(RiskLimit.MAX_IN_FLIGHT, "8").with(limit, written);
    }

    private static Judge judge(final RiskLimit limit, final String written) {
        return new Judge(with(limit, written));
    }

    private static Judge usual() {
        return judge(RiskLimit.MAX_IN_FLIGHT, "8");
    }

    @Test
    void shouldPassWhatIsWithinEveryStandardLimit() {
        final Judge judge = new Judge(
                new RiskSettings(RiskLimits.standard(), Map.of(), Map.of(), Map.of(), TestSettings.RISK.rest()));

        assertEquals("passes", judge.verdict());
    }

    @ParameterizedTest
    @CsvSource({
        "MAX_ORDER_NOTIONAL, 1000, passes",
        "MAX_ORDER_NOTIONAL, 999.99999999, MAX_ORDER_NOTIONAL 99999999999 100000000000",
        "MAX_ORDER_QUANTITY, 1, passes",
        "MAX_ORDER_QUANTITY, 0.9999, MAX_ORDER_QUANTITY 999 1000",
        "MAX_POSITION_NOTIONAL, 1000, passes",
        "MAX_POSITION_NOTIONAL, 999, MAX_POSITION_NOTIONAL 99900000000 100000000000",
        "MAX_GROSS_NOTIONAL, 1000, passes",
        "MAX_GROSS_NOTIONAL, 999, MAX_GROSS_NOTIONAL 99900000000 100000000000",
        "MAX_LEVERAGE, 0.1, passes",
        "MAX_LEVERAGE, 0.09, LEVERAGE 90000000000 100000000000",
        "MAX_POSITIONS, 1, passes",
        "ENTRIES, on, passes",
        "ENTRIES, off, NOT_ALLOWED 0 1",
        "SESSION, 00:00-00:01, passes",
        "SESSION, 00:01-00:00, NOT_ALLOWED 0 1",
        "SESSION, 23:59-00:01, passes",
    })
    void shouldHoldAnOrderAgainstItsLimit(final RiskLimit limit, final String written, final String verdict) {
        assertEquals(verdict, judge(limit, written).verdict());
    }

    @Test
    void shouldCountWhatIsHeldAndUnderWayInAllInstruments() {
        final Judge judge = judge(RiskLimit.MAX_GROSS_NOTIONAL, "2999.94");
        judge.settled(Judge.ETH, -1_000, -1_000, 0, 0).controls.inFlight(Judge.ETH, -1_000);

        // Two ETH at the middle of 999.95, and one BTC at 1,000.00.
        assertEquals("passes", judge(RiskLimit.MAX_GROSS_NOTIONAL, "1000").verdict());
        assertEquals(
                "passes",
                judge(RiskLimit.MAX_GROSS_NOTIONAL, "2999.90")
                        .settled(Judge.ETH, -2_000, -2_000, 0, 0)
                        .verdict());
        assertEquals(
                "MAX_GROSS_NOTIONAL 299989000000 299990000000",
                judge(RiskLimit.MAX_GROSS_NOTIONAL, "2999.89")
                        .settled(Judge.ETH, -2_000, -2_000, 0, 0)
                        .verdict());
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldCountEntriesUnderWayAsPositions() {
        final Judge judge = judge(RiskLimit.MAX_POSITIONS, "1");
        judge.controls.inFlight(Judge.ETH, 1_000);
        assertEquals("MAX_POSITIONS 1 2", judge.verdict());

        judge.controls.inFlight(Judge.ETH, 0);
        assertEquals("passes", judge.verdict());

        judge.settled(Judge.BTC, 1, 1, 0, 0);
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldLimitWhatAGroupIsExposed() {
        final RiskSettings grouped = new RiskSettings(
                TestSettings.RISK.limits(),
                Map.of(),
                Map.of(),
                Map.of("majors", new RiskGroup(List.of("BTCUSDT", "ETHUSDT"), new BigDecimal("1999.95"))),
                TestSettings.RISK.rest());

        assertEquals(
                "passes",
                new Judge(grouped).settled(Judge.ETH, -1_000, -1_000, 0, 0).verdict());
        assertEquals(
                "GROUP_NOTIONAL 199995000000 200094995000",
                new Judge(grouped).settled(Judge.ETH, -1_001, -1_001, 0, 0).verdict());
        assertEquals(
                "passes",
                new Judge(grouped)
                        .define(Judge.ETH, "XRPUSDT", MarketStatus.TRADING)
                        .settled(Judge.ETH, -1_001, -1_001, 0, 0)
                        .verdict());
    }

    @Test
    void shouldReserveMarginFromTheEventThatDecidesAnOrder() {
        final RiskSettings settings = with(RiskLimit.BALANCE, "on")
                .with(RiskLimit.MAX_ORDER_NOTIONAL, "off")
                .with(RiskLimit.MAX_POSITION_NOTIONAL, "off");
        final Judge judge = new Judge(settings).buying(10_000);
        assertEquals("passes", judge.verdict());
        assertEquals("BALANCE 1000000000000 1000100000000", judge.buying(10_001).verdict());

        // One ETH is under way: 999.95 of margin.
        judge.controls.inFlight(Judge.ETH, 1_000);
        assertEquals("BALANCE 900005000000 900100000000", judge.buying(9_001).verdict());
        assertEquals("passes", judge.buying(9_000).verdict());

        judge.controls.inFlight(Judge.ETH, 0);
        judge.settled(Judge.ETH, 1_000, 1_000, 0, 0);
        // Held, it is worth 0.05 less than it cost.
        assertEquals("BALANCE 900000000000 900100000000", judge.buying(9_001).verdict());
        assertEquals("passes", judge.buying(9_000).verdict());
    }

    @Test
    void shouldReserveByLeverageRoundedUp() {
        final Judge judge = new Judge(with(RiskLimit.BALANCE, "on")
                .with(RiskLimit.MAX_ORDER_NOTIONAL, "off")
                .with(RiskLimit.MAX_POSITION_NOTIONAL, "off"));
        judge.controls.leverage(Judge.BTC, 3, 0, false);

        assertEquals("passes", judge.buying(30_000).verdict());
        assertEquals("BALANCE 1000000000000 1000033333334", judge.buying(30_001).verdict());
    }

    @Test
    void shouldFollowTheWalletThroughFillsChargesAndDeposits() {
        final Judge judge = usual().settled(Judge.BTC, 0, 0, -100, -100);
        assertEquals(9_900 * Judge.UNIT, judge.controls.equity());

        judge.controls.wallet(9_950 * Judge.UNIT, 0);
        assertEquals(9_950 * Judge.UNIT, judge.controls.equity());

        judge.settled(Judge.ETH, 1_000, 1_000, -1, -101);
        assertEquals(994_895000000L, judge.controls.equity());
    }

    @Test
    void shouldRefuseAfterTheLossOfADayUntilTheNextOne() {
        final Judge judge = judge(RiskLimit.MAX_DAILY_LOSS, "2");
        assertEquals("passes", judge.verdict());

        judge.settled(Judge.ETH, 0, 0, -200, -200);
        assertEquals("passes", judge.verdict());

        judge.settled(Judge.ETH, 0, 0, -201, -201);
        assertEquals("DAILY_LOSS 20000000000 20100000000", judge.verdict());

        judge.later(DAY - 1).quote(Judge.BTC, 99_990, 100_000);
        assertEquals("DAILY_LOSS 20000000000 20100000000", judge.verdict());

        judge.later(1);
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldCountUnrealizedLossesOfTheDay() {
        final Judge judge = judge(RiskLimit.MAX_DAILY_LOSS, "2");
        assertEquals("passes", judge.verdict());

        // Bought for 1,200.05 more than it would bring.
        judge.settled(Judge.ETH, 1_000, 1_200, 0, 0);

        assertEquals("DAILY_LOSS 20000000000 20005000000", judge.verdict());
    }

    @Test
    void shouldHoldTheDayOfOneInstrumentAgainstItsOwnLimit() {
        final Judge judge = new Judge(with(RiskLimit.MAX_DAILY_LOSS, "off")
                .withInstrument("ETHUSDT", RiskLimits.NONE.with(RiskLimit.MAX_DAILY_LOSS, "1")));
        assertEquals("passes", judge.of(Judge.ETH).verdict());
        judge.settled(Judge.ETH, 0, 0, -101, -101);

        assertEquals("DAILY_LOSS 10000000000 10100000000", judge.of(Judge.ETH).verdict());
        assertEquals("passes", judge.of(Judge.BTC).verdict());

        judge.settled(Judge.BTC, 0, 0, 500, 399);
        assertEquals("DAILY_LOSS 10000000000 10100000000", judge.of(Judge.ETH).verdict());
    }

    @Test
    void shouldBeginTheDayWhenConfigured() {
        final RiskConduct usual = TestSettings.RISK.rest();
        final RiskSettings atNoon = new RiskSettings(
                TestSettings.RISK.limits().with(RiskLimit.MAX_DAILY_LOSS, "1"),
                Map.of(),
                Map.of(),
                Map.of(),
                new RiskConduct(
                        usual.answerTimeout(),
                        TimeOfDay.valueOf("12:00"),
                        usual.killLevel(),
                        usual.killFile(),
                        usual.foreign(),
                        usual.selfTradePrevention(),
                        usual.compareEvery(),
                        usual.quoteAlarm()));
        final Judge judge = new Judge(atNoon);
        judge.rule();
        judge.settled(Judge.ETH, 0, 0, -101, -101);

        judge.later(DAY / 2 - 1).quote(Judge.BTC, 99_990, 100_000);
        assertEquals("DAILY_LOSS 10000000000 10100000000", judge.verdict());
        assertEquals("passes", judge.later(1).verdict());
    }

    @Test
    void shouldTakeADepositForNoProfitAndAWithdrawalForNoLoss() {
        final Judge judge = judge(RiskLimit.MAX_DAILY_LOSS, "1");
        judge.rule();
        judge.controls.wallet(5_000 * Judge.UNIT, -5_000 * Judge.UNIT);
        assertEquals("passes", judge.verdict());

        judge.settled(Judge.ETH, 0, 0, -51, -51);

        assertEquals("DAILY_LOSS 5000000000 5100000000", judge.verdict());
    }

    @Test
    void shouldRefuseFarBelowThePeak() {
        final Judge judge = judge(RiskLimit.MAX_DRAWDOWN, "5");
        judge.settled(Judge.ETH, 0, 0, 1_000, 1_000);
        judge.rule();

        judge.settled(Judge.ETH, 0, 0, 450, 450);
        assertEquals("passes", judge.verdict());

        judge.settled(Judge.ETH, 0, 0, 449, 449);
        assertEquals("DRAWDOWN 55000000000 55100000000", judge.verdict());
        assertEquals(
                "DRAWDOWN 55000000000 55100000000",
                judge.later(2 * Judge.SECOND).verdict());
    }

    @Test
    void shouldRefuseWhileTheVenueNeedsTooMuchMargin() {
        final Judge judge = judge(RiskLimit.MAX_MARGIN, "50");
        judge.controls.margin(100, 50);
        assertEquals("passes", judge.verdict());

        judge.controls.margin(100, 51);
        assertEquals("MARGIN_RATIO 500000000 510000000", judge.verdict());

        judge.controls.margin(0, 51);
        assertEquals("MARGIN_RATIO 500000000 " + Long.MAX_VALUE, judge.verdict());

        final Judge off = judge(RiskLimit.MAX_MARGIN, "off");
        off.controls.margin(100, 99);
        assertEquals("passes", off.verdict());
    }

    @Test
    void shouldRefuseWhileTheClocksDiffer() {
        final Judge judge = judge(RiskLimit.MAX_CLOCK_OFFSET, "500ms");
        judge.controls.clockOffset(-500_000_000);
        assertEquals("passes", judge.verdict());

        judge.controls.clockOffset(-500_000_001);
        assertEquals("CLOCK_SKEW 500000000 500000001", judge.verdict());

        judge.controls.clockOffset(0);
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldRefuseWhileTheStagesAreBehind() {
        final Judge judge = new Judge(with(RiskLimit.MAX_LAG, "100ms").with(RiskLimit.MAX_RING, "50"));
        judge.controls.lag(2_048, 4_096, 100_000_000);
        assertEquals("passes", judge.verdict());

        judge.controls.lag(2_049, 4_096, 0);
        assertEquals("LAG 500000000 500244140", judge.verdict());

        judge.controls.lag(1, 4_096, 100_000_001);
        assertEquals("LAG 100000000 100000001", judge.verdict());
    }

    @Test
    void shouldRefuseWhileTheVenuesRequestsAreUsedUp() {
        final Judge judge = judge(RiskLimit.MAX_REQUESTS, "50");
        judge.controls.requestUse(1_200, 2_400, 0);
        assertEquals("passes", judge.verdict());

        judge.controls.requestUse(1_201, 2_400, 0);
        assertEquals("REQUEST_LIMIT 500000000 500416666", judge.verdict());

        judge.controls.requestUse(0, 2_400, judge.nowNs + 5);
        assertEquals("REQUEST_LIMIT " + judge.nowNs + " " + (judge.nowNs + 5), judge.verdict());
        assertEquals("passes", judge.later(5).verdict());
    }

    @Test
    void shouldCoolDownAfterLossesInARow() {
        final Judge judge = new Judge(with(RiskLimit.MAX_LOSSES, "2").with(RiskLimit.LOSS_COOL_DOWN, "1s"));
        trade(judge, Judge.BTC, -1, -1);
        trade(judge, Judge.BTC, 1, 0);
        trade(judge, Judge.BTC, 0, -1);
        assertEquals("passes", judge.verdict());

        trade(judge, Judge.ETH, -1, -2);
        assertEquals("LOSS_STREAK 0 2", judge.verdict());
        assertEquals("LOSS_STREAK 0 2", judge.later(Judge.SECOND - 1).verdict());
        assertEquals("passes", judge.later(1).verdict());
    }

    /** Opens and closes; {@code net} and {@code accountNet} are all so far. */
    private static void trade(final Judge judge, final int instrument, final long net, final long accountNet) {
        judge.settled(instrument, 1, 1, net, accountNet - 0).settled(instrument, 0, 0, net, accountNet);
    }

    @Test
    void shouldPauseAfterTooManyExecutions() {
        final Judge judge = new Judge(with(RiskLimit.MAX_EXECUTIONS, "2").with(RiskLimit.EXECUTION_PAUSE, "5s"));
        judge.controls.filled(Judge.BTC, 1, true, judge.nowNs);
        judge.controls.filled(Judge.ETH, 1, true, judge.nowNs);
        judge.controls.filled(Judge.ETH, 1, false, judge.nowNs);
        assertEquals("passes", judge.verdict());

        judge.controls.filled(Judge.ETH, 1, true, judge.nowNs);
        assertEquals("EXECUTION_RATE 2 3", judge.verdict());
        judge.later(5 * Judge.SECOND - 1);
        assertEquals("EXECUTION_RATE 2 3", judge.verdict());
        assertEquals("passes", judge.later(1).verdict());
    }

    @Test
    void shouldLetAPersonLiftPausesAndLosses() {
        final Judge judge = new Judge(with(RiskLimit.MAX_EXECUTIONS, "1")
                .with(RiskLimit.EXECUTION_PAUSE, "off")
                .with(RiskLimit.MAX_LOSSES, "1")
                .with(RiskLimit.LOSS_COOL_DOWN, "off")
                .with(RiskLimit.MAX_DRAWDOWN, "1"));
        judge.rule();
        judge.controls.filled(Judge.BTC, 1, true, judge.nowNs);
        judge.controls.filled(Judge.BTC, 1, true, judge.nowNs);
        judge.settled(Judge.BTC, 1, 1, 0, 0).settled(Judge.BTC, 0, 0, -200, -200);
        assertEquals("DRAWDOWN 10000000000 20000000000", judge.verdict());

        judge.controls.lift(Judge.BTC);
        assertEquals("DRAWDOWN 10000000000 20000000000", judge.verdict());

        judge.controls.liftAccount();
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldCountProfitPeakAndDrawdownOfAccountAndStrategy() {
        final Judge judge = new Judge(TestSettings.RISK).signalled(Judge.BTC, 0);
        assertEquals(List.of("0: 0 0 0 10000 0 0", "1: 0 0 0 0 0 0"), judge.profits());

        // 1.000 for 900.00, worth 999.95; what nobody signalled is nobody's.
        judge.settled(Judge.BTC, 1_000, 900, 0, 0).settled(Judge.ETH, 0, 0, 7, 7);
        assertEquals(List.of("0: 7 99 106 10106 0 0", "1: 0 99 99 99 0 0"), judge.profits());

        judge.settled(Judge.BTC, 0, 0, 40, 47);
        assertEquals(List.of("0: 47 0 47 10106 59 59", "1: 40 0 40 99 59 59"), judge.profits());
        assertEquals(
                List.of("0: 47 0 47 10106 59 59", "1: 40 0 40 99 59 59"),
                judge.restarted().profits());

        judge.later(24 * 3_600 * Judge.SECOND);
        assertEquals(List.of("0: 47 0 0 10106 59 59", "1: 40 0 0 99 59 59"), judge.profits());
    }

    @Test
    void shouldNotBlameAStrategyForWhatAnInstrumentHadLostBefore() {
        final Judge judge = new Judge(with(RiskLimit.MAX_DRAWDOWN, "1").with(RiskLimit.MAX_DAILY_LOSS, "1"));
        judge.settled(Judge.BTC, 1_000, 1_000, 0, 0).rule();
        judge.settled(Judge.BTC, 1_000, 1_000, -90, -90).signalled(Judge.BTC, 0);
        assertEquals("1: 0 0 0 0 0 0", judge.profits().get(1));

        judge.settled(Judge.BTC, 0, 0, -80, -80);
        assertEquals("1: 10 0 10 10 0 0", judge.profits().get(1));
        assertEquals("1: 10 0 10 10 0 0", judge.restarted().profits().get(1));
    }

    @Test
    void shouldLeaveWhatAnInstrumentBroughtWithTheStrategyThatHadIt() {
        final Judge judge = new Judge(TestSettings.RISK, 3).signalled(Judge.BTC, 0);
        judge.profits();
        judge.settled(Judge.BTC, 0, 0, 50, 50).profits();

        judge.signalled(Judge.BTC, 1).profits();
        judge.settled(Judge.BTC, 0, 0, 30, 30);

        assertEquals("2: -20 0 -20 0 20 20", judge.profits().get(1));
        assertEquals("2: -20 0 -20 0 20 20", judge.restarted().profits().get(1));
        assertEquals(
                "1: 50 0 50 50 0 0",
                judge.restarted().signalled(Judge.BTC, 0).profits().get(1));
        assertEquals(
                "1: 50 0 50 50 0 0", judge.signalled(Judge.BTC, 0).profits().get(1));
        judge.settled(Judge.BTC, 0, 0, 31, 31);
        assertEquals("1: 51 0 51 51 0 0", judge.profits().get(1));
    }

    /** Whatever brings the day up first: a tick, an entry that is judged, a position that ends. */
    @Test
    void shouldOweAStatementOfAllWheneverADayBegins() {
        final Judge judge = new Judge(TestSettings.RISK, 2).signalled(Judge.BTC, 1);
        judge.rule();
        assertEquals(List.of("0: 0 0 0 10000 0 0", "1: 0 0 0 0 0 0", "2: 0 0 0 0 0 0"), judge.owed(9));
        assertEquals(List.of(), judge.owed(9));

        judge.later(DAY).profits();
        judge.controls.tick(judge.nowNs);
        assertEquals(List.of("0: 0 0 0 10000 0 0"), judge.owed(1));
        assertEquals(
                List.of("1: 0 0 0 0 0 0", "2: 0 0 0 0 0 0"), judge.restarted().owed(9));
        assertEquals(List.of("1: 0 0 0 0 0 0"), judge.owed(1));
        assertEquals(List.of("2: 0 0 0 0 0 0"), judge.owed(1));
        assertEquals(List.of(), judge.owed(1));

        judge.later(DAY).controls.tick(judge.nowNs);
        assertEquals(3, judge.owed(9).size());
    }

    @Test
    void shouldOweWhatCannotBeSaidWhileItDoesNotFitAndRefuseToEnter() {
        final Judge judge = new Judge(TestSettings.RISK, 2).signalled(Judge.BTC, 0);
        judge.profits();
        judge.owed(9);
        judge.settled(Judge.ETH, 1_000, 1_000, 0, 0).quote(Judge.ETH, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);

        assertEquals(List.of(), judge.settled(Judge.BTC, 0, 0, 5, 5).profits());
        assertNull(judge.controls.tick(judge.nowNs));
        assertTrue(judge.controls.hasOverflown());
        assertEquals(Judge.ETH, judge.controls.overflowOf());
        assertEquals(Long.MAX_VALUE / 4, judge.controls.middle(Judge.ETH));
        assertThrows(ArithmeticException.class, judge::rule);
        judge.controls.liftAccount();
        judge.later(DAY).controls.tick(judge.nowNs);
        assertFalse(judge.controls.hasOverflown());
        assertEquals(List.of(), judge.owed(9));

        judge.quote(Judge.ETH, 99_990, 100_000).controls.tick(judge.nowNs);

        assertEquals(0, judge.controls.overflowOf());
        assertEquals(List.of("0: 5 0 0 10004 0 0", "1: 5 0 0 5 0 0", "2: 0 0 0 0 0 0"), judge.owed(9));
    }

    @Test
    void shouldLimitEntriesOfASecondAndOfAMinute() {
        final Judge judge = new Judge(with(RiskLimit.ORDERS_PER_SECOND, "2").with(RiskLimit.ORDERS_PER_MINUTE, "3"));
        judge.place().place();
        assertEquals("ORDER_RATE 2 3", judge.verdict());
        assertEquals("ORDER_RATE 2 3", judge.of(Judge.ETH).verdict());

        judge.later(Judge.SECOND / 2).place();
        judge.later(4 * Judge.SECOND);
        assertEquals("ORDER_RATE 3 4", judge.verdict());
        judge.later(20 * Judge.SECOND).quote(Judge.ETH, 99_990, 100_000);
        assertEquals("passes", judge.verdict());
    }

    /** Half of 300 in 10 s and of 1,200 in a minute, whatever the orders are. */
    @Test
    void shouldLeaveTheRestOfTheVenuesOrderCountToExits() {
        final Judge judge = judge(RiskLimit.MAX_ORDER_COUNT, "50");
        judge.later(-judge.nowNs % (60 * Judge.SECOND) + 60 * Judge.SECOND);
        ordered(judge, 149);
        assertEquals("passes", fresh(judge).verdict());
        ordered(judge, 1);
        assertEquals("ORDER_COUNT 150 151", fresh(judge).verdict());
        assertEquals("ORDER_COUNT 150 151", judge.restarted().verdict());

        // Of two windows, whichever of them the venue counts.
        judge.later(20 * Judge.SECOND - 1);
        assertEquals("ORDER_COUNT 150 151", fresh(judge).verdict());
        judge.later(1);
        assertEquals("passes", fresh(judge).verdict());

        for (int window = 0; window < 3; window++) {
            judge.later(20 * Judge.SECOND);
            ordered(judge, 149);
        }
        assertEquals("passes", fresh(judge).verdict());
        judge.later(20 * Judge.SECOND);
        ordered(judge, 3);
        assertEquals("ORDER_COUNT 600 601", fresh(judge).verdict());
        judge.later(40 * Judge.SECOND);
        assertEquals("passes", fresh(judge).verdict());
    }

    @Test
    void shouldCountNoOrdersWhereThatIsOff() {
        final Judge judge = judge(RiskLimit.MAX_ORDER_COUNT, "off");
        ordered(judge, 1_000);

        assertEquals("passes", judge.verdict());
    }

    private static void ordered(final Judge judge, final int count) {
        for (int i = 0; i < count; i++) {
            judge.controls.ordered(judge.nowNs);
        }
    }

    private static Judge fresh(final Judge judge) {
        return judge.quote(Judge.BTC, 99_990, 100_000);
    }

    @Test
    void shouldLimitEntriesOfOneInstrumentByItsOwnRate() {
        final Judge judge = new Judge(with(RiskLimit.ORDERS_PER_SECOND, "10")
                .withInstrument("ETHUSDT", RiskLimits.NONE.with(RiskLimit.ORDERS_PER_SECOND, "1")));
        judge.of(Judge.ETH).place();

        assertEquals("ORDER_RATE 1 2", judge.verdict());
        assertEquals("passes", judge.of(Judge.BTC).verdict());
    }

    @Test
    void shouldLimitEntriesOfASignal() {
        final Judge judge = judge(RiskLimit.MAX_ORDERS_PER_SIGNAL, "2").place().place();
        assertEquals("ORDERS_PER_SIGNAL 2 3", judge.verdict());

        judge.controls.signal(Judge.BTC, 0);
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldAskForNoMoreThanASignalHasLeft() {
        final Judge judge = usual();
        judge.controls.signal(Judge.BTC, 0);
        assertEquals(700, judge.controls.restOfSignal(Judge.BTC, 700));
        judge.place();
        judge.controls.filled(Judge.BTC, 400, true, judge.nowNs);

        assertEquals(600, judge.controls.restOfSignal(Judge.BTC, 1_500));
        assertEquals(500, judge.controls.restOfSignal(Judge.BTC, 500));

        judge.controls.filled(Judge.BTC, 700, false, judge.nowNs);
        assertEquals(0, judge.controls.restOfSignal(Judge.BTC, 1_500));
    }

    @Test
    void shouldRefuseTheSameOrderAMomentLater() {
        final Judge judge = judge(RiskLimit.DUPLICATE_WINDOW, "500ms").place();
        assertEquals("DUPLICATE 500000000 499999999", judge.later(499_999_999).verdict());
        assertEquals("passes", judge.selling(1_000).verdict());
        assertEquals("passes", judge.buying(1_001).verdict());
        assertEquals("passes", judge.of(Judge.ETH).buying(1_000).verdict());
        assertEquals("passes", judge.of(Judge.BTC).later(1).verdict());
    }

    @Test
    void shouldCountWhatIsUnderWay() {
        assertEquals(
                "MAX_OPEN_ORDERS 2 3",
                judge(RiskLimit.MAX_OPEN_ORDERS, "2").underWay(2, 0, false).verdict());
        assertEquals(
                "passes",
                judge(RiskLimit.MAX_OPEN_ORDERS, "3").underWay(2, 0, false).verdict());
        assertEquals(
                "SELF_TRADE 0 1",
                judge(RiskLimit.SELF_TRADE, "on").underWay(1, 1, false).verdict());
        assertEquals(
                "passes",
                judge(RiskLimit.SELF_TRADE, "off").underWay(1, 1, false).verdict());
        assertEquals(
                "IN_FLIGHT 2 2",
                judge(RiskLimit.MAX_IN_FLIGHT, "2").underWay(2, 0, false).verdict());
        assertEquals(
                "passes",
                judge(RiskLimit.MAX_IN_FLIGHT, "2").underWay(1, 0, false).verdict());
        assertEquals(
                "IN_FLIGHT 2 1",
                judge(RiskLimit.MAX_IN_FLIGHT, "2").underWay(1, 0, true).verdict());
        assertEquals(
                "IN_FLIGHT " + Long.MAX_VALUE + " 1",
                judge(RiskLimit.MAX_IN_FLIGHT, "off").underWay(1, 0, true).verdict());
    }

    @Test
    void shouldRefuseOnOldQuotesByTheInstrumentsOwnLimit() {
        final Judge judge = new Judge(with(RiskLimit.STALE_DATA, "1s")
                .withInstrument("ETHUSDT", RiskLimits.NONE.with(RiskLimit.STALE_DATA, "2s")));
        judge.later(Judge.SECOND);
        assertEquals("passes", judge.verdict());

        judge.later(1);
        assertEquals("STALE_DATA 1000000000 1000000001", judge.verdict());
        assertEquals("passes", judge.of(Judge.ETH).verdict());
    }

    @Test
    void shouldRefuseWhileTheBookHasAGap() {
        final Judge judge = judge(RiskLimit.BOOK_GAP, "on");
        judge.controls.bookGap(Judge.BTC, true);
        assertEquals("BOOK_GAP 0 1", judge.verdict());
        assertEquals("passes", judge.of(Judge.ETH).verdict());

        judge.of(Judge.BTC).controls.bookGap(Judge.BTC, false);
        assertEquals("passes", judge.verdict());

        final Judge off = judge(RiskLimit.BOOK_GAP, "off");
        off.controls.bookGap(Judge.BTC, true);
        assertEquals("passes", off.verdict());
    }

    @Test
    void shouldRefuseOnABookThatIsLocked() {
        assertEquals(
                "CROSSED_BOOK 99999 100000",
                judge(RiskLimit.CROSSED_BOOK, "on")
                        .quote(Judge.BTC, 100_000, 100_000)
                        .verdict());
        assertEquals(
                "passes",
                judge(RiskLimit.CROSSED_BOOK, "on")
                        .quote(Judge.BTC, 99_999, 100_000)
                        .verdict());
        assertEquals(
                "passes",
                judge(RiskLimit.CROSSED_BOOK, "off")
                        .quote(Judge.BTC, 100_000, 100_000)
                        .verdict());
    }

    @Test
    void shouldRefuseOnASpreadManyTimesItsUsual() {
        final Judge judge = judge(RiskLimit.MAX_SPREAD, "10").quietSeconds(14);
        assertEquals("passes", judge.quote(Judge.BTC, 99_000, 100_000).verdict());

        judge.quietSeconds(1);
        assertEquals("passes", judge.quote(Judge.BTC, 99_900, 100_000).verdict());
        assertEquals("SPREAD 100 101", judge.quote(Judge.BTC, 99_899, 100_000).verdict());
    }

    @Test
    void shouldRefuseAfterAJumpUntilASecondQuoteConfirmsIt() {
        final Judge judge = judge(RiskLimit.MAX_JUMP, "5").quietSeconds(15);
        // The market stood still: five ticks of 10 are no jump, one price unit more is.
        assertEquals("passes", judge.quote(Judge.BTC, 100_040, 100_050).verdict());
        assertEquals(
                "PRICE_JUMP 100 102", judge.quote(Judge.BTC, 100_091, 100_101).verdict());
        assertEquals("passes", judge.quote(Judge.BTC, 100_092, 100_102).verdict());

        assertEquals(
                "PRICE_JUMP 100 184", judge.quote(Judge.BTC, 100_000, 100_010).verdict());
        assertEquals("passes", judge.quote(Judge.BTC, 100_090, 100_100).verdict());
    }

    @Test
    void shouldRefuseFarFromTheMarkPriceWhereThereIsOne() {
        final Judge judge = judge(RiskLimit.MARK_BAND, "2");
        assertEquals("passes", judge.verdict());

        judge.controls.mark(Judge.BTC, 98_040, judge.nowNs);
        assertEquals("passes", judge.verdict());

        judge.controls.mark(Judge.BTC, 98_039, judge.nowNs);
        assertEquals("MARK_BAND 1960 1961", judge.verdict());
    }

    @Test
    void shouldRefuseWhereAMarkPriceIsFollowedAndThereIsNoneOrAnOldOne() {
        final Judge judge = judge(RiskLimit.MARK_BAND, "2").followingMarks(0, 0);
        assertEquals("MARK_BAND 0 100000", judge.verdict());

        judge.controls.mark(Judge.BTC, 100_000, judge.nowNs);
        assertEquals("passes", judge.quietSeconds(10).verdict());
        assertEquals("MARK_BAND 0 100000", judge.later(1).verdict());
        assertEquals("MARK_BAND 0 100000", judge.restarted().verdict());
    }

    @Test
    void shouldRefuseWhatTheVenuesOwnBandWouldRefuse() {
        final Judge judge = judge(RiskLimit.ENTRIES, "on").followingMarks(105_000_000, 95_000_000);
        assertEquals("passes", judge.verdict());

        judge.controls.mark(Judge.BTC, 95_239, judge.nowNs);
        assertEquals("passes", judge.verdict());
        judge.controls.mark(Judge.BTC, 95_238, judge.nowNs);
        assertEquals("PERCENT_PRICE 99999 100000", judge.verdict());

        judge.selling(1_000);
        assertEquals("passes", judge.verdict());
        judge.controls.mark(Judge.BTC, 105_255, judge.nowNs);
        assertEquals("PERCENT_PRICE 99993 99990", judge.verdict());
    }

    /** Around an average that isn't known here, so half of it counts. */
    @Test
    void shouldRefuseWhatIsBeyondHalfTheBandOfSpotAroundTheLastTrade() {
        final Judge judge = judge(RiskLimit.PRICE_BAND, "off").onSpot(110_000_000, 80_000_000);
        assertEquals("passes", judge.verdict());

        judge.controls.trade(Judge.BTC, 95_239);
        assertEquals("passes", judge.verdict());
        judge.controls.trade(Judge.BTC, 95_238);
        assertEquals("PERCENT_PRICE 99999 100000", judge.verdict());
    }

    @Test
    void shouldRefuseAnotherLeverageOrMarginTypeThanTheConfiguredOne() {
        final Judge judge = judge(RiskLimit.ENTRIES, "on");
        assertFalse(judge.controls.leverage(Judge.BTC, 20, 0, false));
        assertEquals("passes", judge.verdict());

        assertTrue(judge.controls.leverage(Judge.BTC, 20, 5, false));
        assertFalse(judge.controls.leverage(Judge.BTC, 20, 5, false));
        assertEquals("LEVERAGE_SETTING 5 20", judge.verdict());
        assertEquals("LEVERAGE_SETTING 5 20", judge.restarted().verdict());
        assertEquals("passes", judge.of(Judge.ETH).verdict());

        assertTrue(judge.controls.leverage(Judge.BTC, 5, 5, true));
        assertEquals("LEVERAGE_SETTING 0 1", judge.of(Judge.BTC).verdict());
        assertFalse(judge.controls.leverage(Judge.BTC, 5, 5, false));
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldRefuseWhatTheVenueDoesNotTrade() {
        assertEquals(
                "MARKET_STATUS 0 1",
                judge(RiskLimit.MARKET_STATUS, "on")
                        .define(Judge.BTC, "BTCUSDT", MarketStatus.HALTED)
                        .verdict());
        assertEquals(
                "passes",
                judge(RiskLimit.MARKET_STATUS, "off")
                        .define(Judge.BTC, "BTCUSDT", MarketStatus.HALTED)
                        .verdict());
    }

    @Test
    void shouldPreferTheInstrumentsLimitToTheStrategysAndThatToTheAccounts() {
        final RiskSettings settings = new RiskSettings(
                TestSettings.RISK.limits().with(RiskLimit.MAX_ORDER_NOTIONAL, "1000"),
                Map.of("ETHUSDT", RiskLimits.NONE.with(RiskLimit.MAX_ORDER_NOTIONAL, "300")),
                Map.of(TestSettings.STRATEGY.name(), RiskLimits.NONE.with(RiskLimit.MAX_ORDER_NOTIONAL, "500")),
                Map.of(),
                TestSettings.RISK.rest());

        assertEquals("MAX_ORDER_NOTIONAL 50000000000 100000000000", new Judge(settings).verdict());
        assertEquals(
                "MAX_ORDER_NOTIONAL 30000000000 100000000000",
                new Judge(settings).of(Judge.ETH).verdict());
    }

    @Test
    void shouldJudgeAsBeforeInJournalsOfBefore() {
        final Judge judge = new Judge(with(RiskLimit.ENTRIES, "off")
                .with(RiskLimit.MAX_ORDER_QUANTITY, "0.001")
                .with(RiskLimit.SELF_TRADE, "on"));
        judge.controls.generationStarted(1, judge.nowNs);
        judge.quote(Judge.BTC, 100_000, 100_000).controls.trade(Judge.BTC, 100_000);

        assertEquals("passes", judge.underWay(1, 1, false).verdict());
        assertEquals(
                "MAX_ORDER_NOTIONAL 200000000000 200100000000",
                judge.buying(2_001).verdict());
    }

    @Test
    void shouldGoOnFromASavedState() {
        final Judge judge = new Judge(with(RiskLimit.ORDERS_PER_MINUTE, "1")
                .with(RiskLimit.MAX_DAILY_LOSS, "2")
                .withInstrument("ETHUSDT", RiskLimits.NONE.with(RiskLimit.MAX_ORDER_NOTIONAL, "300")));
        judge.place().settled(Judge.ETH, 0, 0, -201, -201);
        assertEquals("DAILY_LOSS 20000000000 20100000000", judge.verdict());

        final Judge next = judge.restarted();

        assertEquals("DAILY_LOSS 20000000000 20100000000", next.verdict());
        next.later(DAY).quote(Judge.ETH, 99_990, 100_000);
        assertEquals(
                "MAX_ORDER_NOTIONAL 30000000000 100000000000",
                next.of(Judge.ETH).verdict());
    }
}
