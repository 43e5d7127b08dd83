package io.ringfence.engine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.testing.TestSettings;
import org.junit.jupiter.api.Test;

/** What is usual of a market, to the sample. */
class MarketWatchTest {
    private static Judge judge(final RiskLimit limit, final String written) {
        return new Judge(TestSettings.RISK.with(RiskLimit.MAX_IN_FLIGHT, "8").with(limit, written));
    }

    /** A second later with that spread under an ask of 1,000.00. */
    private static Judge second(final Judge judge, final long spread) {
        return judge.later(Judge.SECOND).quote(Judge.BTC, 100_000 - spread, 100_000);
    }

    @Test
    void shouldTakeTheMedianOfTheLast31Spreads() {
        final Judge judge = judge(RiskLimit.MAX_SPREAD, "1");
        for (int i = 0; i < 31; i++) {
            // 100, 1, 99, 2, ... in no order: half of them small.
            second(judge, i % 2 == 0 ? 100 - i : i);
        }

        // Sorted: 1, 3, ... 29 (15), 70, 72, ... 100 (16): the middle is 70.
        assertEquals("passes", judge.quote(Judge.BTC, 99_930, 100_000).verdict());
        assertEquals("SPREAD 70 71", judge.quote(Judge.BTC, 99_929, 100_000).verdict());

        for (int i = 0; i < 16; i++) {
            second(judge, 5);
        }
        assertEquals("SPREAD 5 71", judge.quote(Judge.BTC, 99_929, 100_000).verdict());
    }

    @Test
    void shouldSampleOnceASecond() {
        final Judge judge = judge(RiskLimit.MAX_SPREAD, "1");
        for (int i = 0; i < 15; i++) {
            second(judge, 10);
        }
        for (int i = 0; i < 40; i++) {
            judge.later(10_000_000).quote(Judge.BTC, 99_000, 100_000);
        }

        assertEquals("SPREAD 10 1000", judge.verdict());
    }

    @Test
    void shouldHoldAStepAgainstTheDeviationOfSecondsBefore() {
        final Judge judge = judge(RiskLimit.MAX_JUMP, "2");
        for (int i = 0; i < 40; i++) {
            // The middle goes up and down by 100: twice of it by 200, which is the deviation.
            final long bid = i % 2 == 0 ? 99_990 : 99_890;
            judge.later(Judge.SECOND).quote(Judge.BTC, bid, bid + 10);
        }
        final long bid = 99_890;

        assertEquals("passes", judge.quote(Judge.BTC, bid + 195, bid + 205).verdict());
        judge.quote(Judge.BTC, bid, bid + 10);
        assertEquals(
                "PRICE_JUMP",
                judge.quote(Judge.BTC, bid + 201, bid + 211).rule().name());
        assertEquals(
                "PRICE_JUMP",
                judge.quote(Judge.BTC, bid + 500, bid + 510).rule().name());
        assertEquals("passes", judge.quote(Judge.BTC, bid + 505, bid + 515).verdict());
    }

    @Test
    void shouldTakeAJumpBackForNone() {
        final Judge judge = judge(RiskLimit.MAX_JUMP, "5").quietSeconds(16);
        assertEquals("PRICE_JUMP", judge.quote(Judge.BTC, 90_000, 90_010).rule().name());

        assertEquals("passes", judge.quote(Judge.BTC, 99_990, 100_000).verdict());
    }

    @Test
    void shouldForgetWhatWasUsualWithAGeneration() {
        final Judge judge = judge(RiskLimit.MAX_SPREAD, "1").quietSeconds(20);
        assertEquals("SPREAD 10 1000", judge.quote(Judge.BTC, 99_000, 100_000).verdict());

        judge.controls.generationStarted(2, judge.nowNs);
        assertEquals("STALE_DATA 5000000000 " + Long.MAX_VALUE, judge.verdict());
        judge.quote(Judge.BTC, 99_000, 100_000).controls.trade(Judge.BTC, 100_000);
        assertEquals("passes", judge.verdict());
    }

    @Test
    void shouldGoOnWithWhatWasUsualFromASavedState() {
        final Judge judge = judge(RiskLimit.MAX_SPREAD, "1").quietSeconds(20);

        final Judge next = judge.restarted();

        assertEquals("SPREAD 10 1000", next.quote(Judge.BTC, 99_000, 100_000).verdict());
    }

    @Test
    void shouldForgetClocksAndLimitsOfAnotherProcess() {
        final Judge judge = judge(RiskLimit.MAX_CLOCK_OFFSET, "1ms");
        judge.controls.clockOffset(2_000_000);
        judge.controls.lag(4_096, 4_096, 0);
        assertEquals("CLOCK_SKEW 1000000 2000000", judge.verdict());

        judge.controls.generationStarted(2, judge.nowNs);
        judge.quote(Judge.BTC, 99_990, 100_000).controls.trade(Judge.BTC, 100_000);

        assertEquals("passes", judge.verdict());
    }
}
