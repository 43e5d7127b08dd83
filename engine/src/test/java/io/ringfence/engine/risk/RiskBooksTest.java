package io.ringfence.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.RiskLimits;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.KillLevel;
import io.ringfence.journal.message.RiskRule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the controls are held against, from fill to fill, through restarts and a person's lifting. */
class RiskBooksTest {
    private static final long MINUTE = 60 * Judge.SECOND;

    private static RiskSettings with(final RiskLimit limit, final String written) {
        return TestSettings.RISK.with(RiskLimit.MAX_IN_FLIGHT, "8").with(limit, written);
    }

    private static RiskSettings cooling(final String losses, final String coolDown) {
        return with(RiskLimit.MAX_LOSSES, losses).with(RiskLimit.LOSS_COOL_DOWN, coolDown);
    }

    /** A position of {@code id} that comes to {@code net} of the instrument and {@code accountNet} of the account. */
    private static Judge trip(
            final Judge judge, final int id, final long netBefore, final long net, final long account) {
        return judge.settled(id, 5, 5, netBefore, account).settled(id, 0, 0, net, account);
    }

    @Test
    void shouldCountALossFromWhereItsPositionBegan() {
        final Judge judge = new Judge(cooling("2", "1m"));
        // Opened with a fee of 3, closed 2 higher: a loss of 1. The next is a gain though the sum is below zero.
        judge.settled(Judge.ETH, 5, 5, -3, -3).settled(Judge.ETH, 0, 0, -1, -1);
        judge.settled(Judge.ETH, 5, 5, -1, -1).settled(Judge.ETH, 0, 0, 0, 0);
        judge.settled(Judge.ETH, 5, 5, 0, 0).settled(Judge.ETH, 0, 0, -1, -1);
        assertEquals("passes", judge.of(Judge.ETH).verdict());

        judge.settled(Judge.ETH, 5, 5, -1, -1).settled(Judge.ETH, 3, 3, -9, -9);
        assertEquals("passes", judge.of(Judge.ETH).verdict());
        judge.settled(Judge.ETH, -2, -2, -10, -10);
        assertEquals("LOSS_STREAK 0 2", judge.of(Judge.ETH).verdict());
        // The account's count with BTCUSDT's.
        assertEquals("LOSS_STREAK 0 2", judge.of(Judge.BTC).verdict());
    }

    @Test
    void shouldCountLossesOfAnInstrumentByItsOwnLimit() {
        final Judge judge = new Judge(
                cooling("9", "1m").withInstrument("ETHUSDT", RiskLimits.NONE.with(RiskLimit.MAX_LOSSES, "1")));
        trip(judge, Judge.ETH, 0, -1, -1);

        assertEquals("LOSS_STREAK 0 1", judge.of(Judge.ETH).verdict());
        assertEquals("passes", judge.of(Judge.BTC).verdict());
        assertEquals("LOSS_STREAK 0 1", judge.restarted().of(Judge.ETH).verdict());

        judge.controls.lift(Judge.BTC);
        assertEquals("LOSS_STREAK 0 1", judge.of(Judge.ETH).verdict());
        judge.controls.lift(Judge.ETH);
        assertEquals("passes", judge.of(Judge.ETH).verdict());
        trip(judge, Judge.ETH, -1, -2, -2);
        assertEquals("LOSS_STREAK 0 1", judge.of(Judge.ETH).verdict());
    }

    @Test
    void shouldCountLossesOfAStrategyByItsOwnLimit() {
        final RiskSettings ofOne = new RiskSettings(
                cooling("9", "1m").limits(),
                Map.of(),
                Map.of(TestSettings.STRATEGY.name(), RiskLimits.NONE.with(RiskLimit.MAX_LOSSES, "2")),
                Map.of(),
                TestSettings.RISK.rest());
        final Judge judge = new Judge(ofOne, 3).signalled(Judge.BTC, 2).signalled(Judge.ETH, 1);
        trip(judge, Judge.ETH, 0, -1, -1);
        trip(judge, Judge.BTC, 0, -1, -2);
        assertEquals("passes", judge.of(Judge.ETH).verdict());

        trip(judge, Judge.ETH, -1, -2, -3);
        assertEquals("LOSS_STREAK 0 2", judge.of(Judge.ETH).verdict());
        assertEquals("passes", judge.of(Judge.BTC).verdict());
        judge.signalled(Judge.BTC, 1);
        assertEquals("LOSS_STREAK 0 2", judge.of(Judge.BTC).verdict());
        assertEquals("LOSS_STREAK 0 2", judge.restarted().of(Judge.BTC).verdict());

        judge.later(MINUTE - 1).quote(Judge.BTC, 99_990, 100_000);
        assertEquals("LOSS_STREAK 0 2", judge.of(Judge.BTC).verdict());
        judge.later(1);
        assertEquals("passes", judge.of(Judge.BTC).verdict());
    }

    @Test
    void shouldCutAWaitOfAnEarlierClockToItsLength() {
        final Judge judge = new Judge(cooling("1", "1m"));
        trip(judge.signalled(Judge.ETH, 0), Judge.ETH, 0, -1, -1);
        // The host's clock was an hour ahead.
        final Judge next = judge.restarted().later(-60 * MINUTE);
        next.controls.generationStarted(2, next.nowNs);
        next.quote(Judge.ETH, 99_990, 100_000).quote(Judge.BTC, 99_990, 100_000);
        next.controls.trade(Judge.ETH, 100_000);
        next.controls.trade(Judge.BTC, 100_000);
        assertEquals("LOSS_STREAK 0 1", next.of(Judge.ETH).verdict());
        next.later(MINUTE - 1).quote(Judge.ETH, 99_990, 100_000);
        assertEquals("LOSS_STREAK 0 1", next.of(Judge.ETH).verdict());
        next.later(1);
        assertEquals("passes", next.of(Judge.ETH).verdict());
    }

    @Test
    void shouldCutNoWaitOfAnInstrumentToThatOfTheAccount() {
        final Judge judge = new Judge(cooling("9", "1s")
                .withInstrument(
                        "ETHUSDT",
                        RiskLimits.NONE.with(RiskLimit.MAX_LOSSES, "1").with(RiskLimit.LOSS_COOL_DOWN, "1m")));
        trip(judge, Judge.ETH, 0, -1, -1);
        judge.controls.generationStarted(2, judge.nowNs);
        judge.later(MINUTE - 1).quote(Judge.ETH, 99_990, 100_000);
        judge.controls.trade(Judge.ETH, 100_000);

        assertEquals("LOSS_STREAK 0 1", judge.of(Judge.ETH).verdict());
    }

    @Test
    void shouldWaitForAPersonThroughStartsWhereThatIsConfigured() {
        final Judge judge = new Judge(cooling("1", "off"));
        trip(judge.signalled(Judge.ETH, 0), Judge.ETH, 0, -1, -1);
        judge.controls.generationStarted(2, judge.nowNs);
        judge.quote(Judge.ETH, 99_990, 100_000);
        judge.controls.trade(Judge.ETH, 100_000);

        assertEquals("LOSS_STREAK 0 1", judge.of(Judge.ETH).verdict());
        judge.controls.lift(Judge.ETH);
        assertEquals("LOSS_STREAK 0 1", judge.verdict());
        judge.controls.liftAccount();
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldThrowTheKillSwitchAtALimitOnce() {
        final Judge judge = new Judge(with(RiskLimit.KILL_DAILY_LOSS, "1").with(RiskLimit.KILL_DRAWDOWN, "2"));
        assertNull(judge.controls.tick(judge.nowNs));
        judge.settled(Judge.ETH, 0, 0, -100, -100);
        assertNull(judge.controls.tick(judge.nowNs));

        judge.settled(Judge.ETH, 0, 0, -101, -101);
        assertEquals(RiskRule.DAILY_LOSS, judge.controls.tick(judge.nowNs));
        assertEquals(100 * Judge.UNIT, judge.controls.hitBound());
        assertEquals(101 * Judge.UNIT, judge.controls.hitValue());

        assertEquals(KillLevel.REDUCE_ONLY, judge.controls.killLevel());
        judge.controls.killSwitch().raise(0, judge.controls.killLevel());
        assertNull(judge.controls.tick(judge.nowNs));
        assertEquals(
                KillLevel.REDUCE_ONLY, judge.restarted().controls.killSwitch().level(0));
    }

    @Test
    void shouldThrowTheKillSwitchAtADrawdownOverDays() {
        final Judge judge = new Judge(with(RiskLimit.KILL_DRAWDOWN, "2"));
        judge.controls.tick(judge.nowNs);
        judge.settled(Judge.ETH, 0, 0, -150, -150).controls.tick(judge.nowNs);
        judge.later(1_440 * MINUTE).controls.tick(judge.nowNs);
        judge.settled(Judge.ETH, 0, 0, -200, -200);
        assertNull(judge.controls.tick(judge.nowNs));

        judge.settled(Judge.ETH, 0, 0, -201, -201);

        assertEquals(RiskRule.DRAWDOWN, judge.controls.tick(judge.nowNs));
        assertEquals(200 * Judge.UNIT, judge.controls.hitBound());
        assertEquals(201 * Judge.UNIT, judge.controls.hitValue());
    }

    @Test
    void shouldSayWhatIsWorthAnAlarm() {
        final Judge judge = new Judge(with(RiskLimit.WARN_CLOCK_OFFSET, "250ms").with(RiskLimit.MAX_LAG, "100ms"));
        assertFalse(judge.controls.clockOffset(250_000_000));
        assertTrue(judge.controls.clockOffset(250_000_001));
        assertTrue(judge.controls.clockOffset(-250_000_001));
        assertEquals(250_000_000, judge.controls.warnClockNs());
        assertFalse(judge.controls.lag(5, 64, 100_000_000));
        assertTrue(judge.controls.lag(5, 64, 100_000_001));
        assertEquals(100_000_000, judge.controls.maxLagNs());
        assertTrue(judge.controls.isComplete());

        judge.controls.generationStarted(1, judge.nowNs);
        assertFalse(judge.controls.isComplete());
        assertFalse(judge.controls.clockOffset(250_000_001));
        assertFalse(judge.restarted().controls.isComplete());
    }

    @Test
    void shouldForgetPricesAndSurroundingsWithAGeneration() {
        final Judge judge = new Judge(with(RiskLimit.MAX_CLOCK_OFFSET, "500ms"));
        judge.controls.clockOffset(600_000_000);
        judge.controls.requestUse(2_400, 2_400, 0);
        judge.controls.lag(64, 64, 10 * Judge.SECOND);
        judge.controls.filled(Judge.BTC, 1, true, judge.nowNs);
        judge.settled(Judge.ETH, 1_000, 900, 0, 0);
        judge.controls.tick(judge.nowNs);
        final long before = judge.controls.equity();
        judge.controls.generationStarted(2, judge.nowNs);

        // Without a price nobody knows what it would bring.
        assertEquals(9_995_000_000L, before - judge.controls.equity());
        assertEquals(0, judge.controls.middle(Judge.BTC));
        judge.quote(Judge.BTC, 99_990, 100_000).controls.trade(Judge.BTC, 100_000);
        assertEquals("passes", judge.verdict());
        judge.quote(Judge.ETH, 99_990, 100_000);
        judge.controls.tick(judge.nowNs);
        assertEquals(before, judge.controls.equity());
    }

    @Test
    void shouldKnowTheMiddleOfAMarket() {
        final Judge judge = new Judge(TestSettings.RISK);
        assertEquals(99_995, judge.controls.middle(Judge.ETH));
        judge.quote(Judge.ETH, 99_990, 100_001);
        assertEquals(99_995, judge.controls.middle(Judge.ETH));
        judge.quote(Judge.ETH, 0, 0);
        assertEquals(100_000, judge.controls.middle(Judge.ETH));
    }

    @Test
    void shouldCountWhatIsHeldAtItsCostWhileThereIsNoPrice() {
        final Judge judge = new Judge(with(RiskLimit.MAX_GROSS_NOTIONAL, "2500"));
        judge.controls.generationStarted(2, judge.nowNs);
        judge.quote(Judge.BTC, 99_990, 100_000).controls.trade(Judge.BTC, 100_000);

        assertEquals("passes", judge.settled(Judge.ETH, -1_000, -1_500, 0, 0).verdict());
        assertEquals(
                "MAX_GROSS_NOTIONAL 250000000000 250100000000",
                judge.settled(Judge.ETH, -1_000, -1_501, 0, 0).verdict());
        judge.controls.trade(Judge.ETH, 150_000);
        assertEquals("passes", judge.verdict());
        judge.controls.trade(Judge.ETH, 150_001);
        assertEquals("MAX_GROSS_NOTIONAL 250000000000 250001000000", judge.verdict());
        assertEquals(
                "MAX_GROSS_NOTIONAL 250000000000 250001000000",
                judge.restarted().verdict());
    }

    @Test
    void shouldCountPositionsAgainAfterARestart() {
        final Judge judge = new Judge(with(RiskLimit.MAX_POSITIONS, "1"));
        judge.settled(Judge.ETH, 5, 5, 0, 0);
        assertEquals("MAX_POSITIONS 1 2", judge.restarted().verdict());

        final Judge next = judge.restarted();
        next.settled(Judge.ETH, 0, 0, 0, 0);
        assertEquals("passes", next.verdict());
        next.settled(Judge.BTC, 5, 5, 0, 0).settled(Judge.BTC, 7, 7, 0, 0).settled(Judge.BTC, 0, 0, 0, 0);
        assertEquals("passes", next.verdict());
        assertEquals("passes", next.of(Judge.ETH).verdict());
    }

    @Test
    void shouldTellWhoseAnInstrumentIs() {
        final Judge judge = new Judge(TestSettings.RISK, 3);
        assertEquals(-1, judge.controls.owner(Judge.ETH));
        assertEquals(0, judge.controls.strategy(Judge.ETH));
        judge.signalled(Judge.ETH, 2);
        assertEquals(2, judge.controls.owner(Judge.ETH));
        assertEquals(2, judge.restarted().controls.strategy(Judge.ETH));
        assertEquals(10_000 * Judge.UNIT, judge.controls.wallet());
        judge.controls.wallet(9_000 * Judge.UNIT, 0);
        assertEquals(9_000 * Judge.UNIT, judge.restarted().controls.wallet());
    }

    /** Two strategies: what one lost is not the other's, and a person's lifting is for both. */
    @Test
    void shouldHoldEachStrategyAgainstItsOwnDayAndPeak() {
        final RiskSettings drawn = with(RiskLimit.MAX_DRAWDOWN, "1").with(RiskLimit.MAX_DAILY_LOSS, "1");
        final Judge judge = new Judge(drawn, 2).signalled(Judge.BTC, 0).signalled(Judge.ETH, 1);
        judge.rule();
        judge.settled(Judge.BTC, 0, 0, 300, 300)
                .settled(Judge.ETH, 0, 0, 0, 300)
                .rule();
        judge.settled(Judge.ETH, 0, 0, -101, 199);

        assertEquals("passes", judge.of(Judge.BTC).verdict());
        assertEquals("DAILY_LOSS 10000000000 10100000000", judge.of(Judge.ETH).verdict());
        assertEquals(List.of("0: 199 0 199 10300 101 101", "1: 300 0 300 300 0 0"), judge.profits());

        judge.later(1_440 * MINUTE).quote(Judge.ETH, 99_990, 100_000).quote(Judge.BTC, 99_990, 100_000);
        judge.settled(Judge.ETH, 0, 0, -104, 196);
        assertEquals("DRAWDOWN 10300000000 10400000000", judge.of(Judge.ETH).verdict());
        judge.controls.liftAccount();
        assertEquals("passes", judge.of(Judge.ETH).verdict());
        assertEquals("passes", judge.of(Judge.BTC).verdict());
    }

    @Test
    void shouldKnowHowFarTheVenueLetsBuyAndSell() {
        final Judge judge = new Judge(TestSettings.RISK).followingMarks(105_000_000, 95_000_000);
        assertEquals(0, judge.controls.venueBound(Judge.ETH, 1, judge.nowNs));

        judge.controls.mark(Judge.ETH, 100_010, judge.nowNs);
        // 105,010.5 down, 95,009.5 up.
        assertEquals(105_010, judge.controls.venueBound(Judge.ETH, 1, judge.nowNs));
        assertEquals(95_010, judge.controls.venueBound(Judge.ETH, -1, judge.nowNs));
        judge.controls.mark(Judge.ETH, 100_000, judge.nowNs);
        assertEquals(95_000, judge.controls.venueBound(Judge.ETH, -1, judge.nowNs));
        assertEquals(95_000, judge.restarted().controls.venueBound(Judge.ETH, -1, judge.nowNs));
        assertEquals(0, judge.controls.venueBound(Judge.BTC, 1, judge.nowNs));

        final long tooOld = judge.nowNs + 10 * Judge.SECOND + 1;
        assertEquals(105_000, judge.controls.venueBound(Judge.ETH, 1, tooOld - 1));
        assertEquals(0, judge.controls.venueBound(Judge.ETH, 1, tooOld));
        judge.followingMarks(0, 0);
        assertEquals(0, judge.controls.venueBound(Judge.ETH, 1, judge.nowNs));
    }

    @Test
    void shouldBeginWithNothingUnderOtherStrategies() {
        final Judge judge = new Judge(TestSettings.RISK, 2).signalled(Judge.BTC, 1);
        judge.rule();
        judge.settled(Judge.BTC, 0, 0, -70, -70).profits();

        final Judge next = judge.restartedWith(3);

        assertEquals(-1, next.controls.owner(Judge.BTC));
        assertEquals(List.of("0: -70 0 -70 10000 70 70"), next.profits());
        next.signalled(Judge.BTC, 2).settled(Judge.BTC, 0, 0, -90, -90);
        // The signal and the fill came in one moment, in which nothing was measured.
        assertEquals("3: 0 0 0 0 0 0", next.profits().get(1));
        next.settled(Judge.BTC, 0, 0, -95, -95);
        assertEquals("3: -5 0 -5 0 5 5", next.profits().get(1));
    }

    @Test
    void shouldFollowWhatIsHeldWithEveryPrice() {
        final Judge judge =
                new Judge(TestSettings.RISK, 2).signalled(Judge.ETH, 0).signalled(Judge.BTC, 1);
        judge.settled(Judge.ETH, 1_000, 1_000, 0, 0)
                .settled(Judge.BTC, -1_000, -1_000, 0, 0)
                .profits();

        judge.quote(Judge.ETH, 110_000, 110_000).quote(Judge.BTC, 120_000, 120_000);
        assertEquals(List.of("0: 0 -100 -100 10000 100 100", "2: 0 -200 -200 0 200 200"), judge.profits());
        judge.quote(Judge.BTC, 0, 0).controls.trade(Judge.BTC, 130_000);
        assertEquals(List.of("0: 0 -200 -200 10000 200 200", "2: 0 -300 -300 0 300 300"), judge.profits());

        final Judge next = judge.restarted();
        assertEquals(List.of("0: 0 -200 -200 10000 200 200", "2: 0 -300 -300 0 300 300"), next.profits());
    }

    /** All but the rows of strategies, of which there is room for 256, is full. */
    @Test
    void shouldNeedTheRoomThatItAsksForAndNoMore() {
        final Judge judge = new Judge(TestSettings.RISK);
        final StateWriter state = new StateWriter(RiskControls.stateBytes(2));
        state.begin();
        judge.controls.save(state, 2);

        final long spare = RiskControls.stateBytes(2) - state.lengthBytes() - 255 * 6 * Long.BYTES;
        assertTrue(spare >= 0 && spare <= 64, () -> "spare=" + spare);
    }
}
