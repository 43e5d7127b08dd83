package io.ringfence.engine.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.testing.TestSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
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

    /** Against all multiples of all timeframes, 2 s and 3 s being no multiples of each other. */
    @Test
    void shouldTellEveryBoundaryOfEveryTimeframeBehindATradeExactlyOnce() {
        final List<Timeframe> timeframes =
                List.of(Timeframe.valueOf("2s"), Timeframe.valueOf("3s"), Timeframe.valueOf("10s"));
        final BoundaryClock odd = new BoundaryClock(
                1, new IndicatorSettings(timeframes, 2, 4, 3, 3, Timeframe.valueOf("250ms"), Timeframe.valueOf("10s")));
        final SplittableRandom random = new SplittableRandom(3);
        final TreeSet<String> expected = new TreeSet<>();
        final List<String> told = new ArrayList<>();
        long now = 1_000 * SECOND;
        for (int i = 0; i < 3_000; i++) {
            odd.onTrade(1, now);
            final long next = now + random.nextLong(1, random.nextInt(4) == 0 ? 20 * SECOND : SECOND);
            for (final Timeframe timeframe : timeframes) {
                final long boundary = (now / timeframe.ns() + 1) * timeframe.ns();
                if (boundary <= next - GRACE) {
                    expected.add("1@" + boundary / SECOND);
                }
            }
            told.addAll(drain(odd, next));
            now = next;
        }

        assertEquals(told.size(), new TreeSet<>(told).size());
        assertEquals(expected, new TreeSet<>(told));
    }

    private List<String> drain(final long receiveTimeNs) {
        return drain(clock, receiveTimeNs);
    }

    private static List<String> drain(final BoundaryClock clock, final long receiveTimeNs) {
        final List<String> told = new ArrayList<>();
        int instrument;
        while ((instrument = clock.due(receiveTimeNs)) != BoundaryClock.NONE) {
            told.add(instrument + "@" + clock.boundaryTimeNs() / SECOND);
            clock.published();
        }
        return told;
    }
}
