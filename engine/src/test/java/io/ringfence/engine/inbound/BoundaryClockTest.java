package io.ringfence.engine.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoundaryClockTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long GRACE = 250_000_000L;

    private final BoundaryClock clock = new BoundaryClock(8, TestSettings.INDICATORS);

    @Test
    void shouldTellABoundaryOnceTheGraceHasPassed() {
        clock.onTrade(1, 100 * SECOND + 1);

        assertEquals(List.of(), drain(101 * SECOND + GRACE - 1));
        assertEquals(List.of("1@101"), drain(101 * SECOND + GRACE));
        assertEquals(List.of(), drain(104 * SECOND));
    }

    @Test
    void shouldTellEveryTimeframesBoundaryOfTheLastTradeAndThenNothing() {
        clock.onTrade(1, 101 * SECOND);

        assertEquals(List.of("1@102", "1@105"), drain(1_000_000 * SECOND));
        assertEquals(List.of(), drain(2_000_000 * SECOND));
    }

    @Test
    void shouldFollowTheMeasuredOffset() {
        clock.onOffset(2 * SECOND);
        clock.onTrade(1, 100 * SECOND);

        assertEquals(List.of("1@101"), drain(99 * SECOND + GRACE));
    }

    @Test
    void shouldNotTellABoundaryThatATradeHasPassed() {
        clock.onTrade(1, 100 * SECOND);
        clock.onTrade(1, 101 * SECOND);

        assertEquals(List.of("1@102"), drain(102 * SECOND + GRACE));
    }

    @Test
    void shouldIgnoreATimeThatStepsBack() {
        clock.onTrade(1, 101 * SECOND);
        clock.onTrade(1, 100 * SECOND);

        assertEquals(List.of("1@102"), drain(102 * SECOND + GRACE));
    }

    @Test
    void shouldSayTheSameUntilItWasPublished() {
        clock.onTrade(3, 100 * SECOND);
        clock.onTrade(2, 100 * SECOND);

        assertEquals(2, clock.due(102 * SECOND));
        assertEquals(2, clock.due(102 * SECOND));
        clock.published();
        assertEquals(3, clock.due(102 * SECOND));
    }

    @Test
    void shouldTellEveryBoundaryBehindATradeExactlyOnce() {
        final SplittableRandom random = new SplittableRandom(3);
        final List<String> expected = new ArrayList<>();
        final List<String> told = new ArrayList<>();
        long now = 1_000 * SECOND;
        for (int i = 0; i < 2_000; i++) {
            clock.onTrade(1, now);
            final long next = now + random.nextLong(1, 3 * SECOND);
            // What a list of all boundaries up to the next trade says.
            final long limit = next - GRACE;
            addBoundary(expected, now, SECOND, limit, Long.MIN_VALUE);
            addBoundary(expected, now, 5 * SECOND, limit, now / SECOND * SECOND + SECOND);
            told.addAll(drain(next));
            now = next;
        }
        assertEquals(expected, told);
    }

    private static void addBoundary(
            final List<String> expected, final long tradeNs, final long timeframeNs, final long limit, final long not) {
        final long boundary = tradeNs / timeframeNs * timeframeNs + timeframeNs;
        final String told = "1@" + boundary / SECOND;
        if (boundary <= limit && boundary != not && !expected.contains(told)) {
            expected.add(told);
        }
    }

    private List<String> drain(final long receiveTimeNs) {
        final List<String> told = new ArrayList<>();
        int instrument;
        while ((instrument = clock.due(receiveTimeNs)) != BoundaryClock.NONE) {
            told.add(instrument + "@" + clock.boundaryTimeNs() / SECOND);
            clock.published();
        }
        return told;
    }
}
