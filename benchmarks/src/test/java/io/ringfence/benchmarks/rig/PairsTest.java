package io.ringfence.benchmarks.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PairsTest {
    private static final double NEAR = 50;
    private static final double FAR = 220;

    private static Slice slice(final long nanos, final int cleanBlocks, final double hopNs) {
        final Histogram histogram = Slice.histogram();
        histogram.recordValueWithCount(nanos, 100);
        return new Slice("one", histogram, histogram, 10, cleanBlocks, new PingPong.Result(hopNs));
    }

    @Test
    void shouldTakeTheMedianOfThePairsRatios() {
        final Pairs pairs = new Pairs(
                List.of(slice(100, 10, NEAR), slice(100, 10, NEAR), slice(100, 10, NEAR)),
                List.of(slice(200, 10, NEAR), slice(900, 10, NEAR), slice(210, 10, NEAR)));

        assertEquals(2.1, pairs.ratio(50).median(), 0.01);
        assertEquals(2, pairs.ratio(50).least(), 0.01);
        assertEquals(9, pairs.ratio(50).most(), 0.01);
        assertEquals("", pairs.remark());
    }

    @Test
    void shouldLeaveOutPairsWhoseCoresWereMoved() {
        final Pairs pairs = new Pairs(
                List.of(slice(100, 10, NEAR), slice(100, 10, NEAR), slice(100, 10, NEAR)),
                List.of(slice(500, 10, FAR), slice(200, 10, NEAR), slice(200, 10, NEAR)));

        assertTrue(pairs.isBelievable());
        assertEquals(2, pairs.ratio(50).median(), 0.01);
        assertEquals(200, pairs.subject().getTotalCount());
        assertTrue(pairs.remark().contains("2 of 3 pairs"), pairs.remark());
    }

    @Test
    void shouldConcludeNothingFromOnePairOfSeveral() {
        final Pairs pairs = new Pairs(
                List.of(slice(100, 10, NEAR), slice(100, 10, NEAR)),
                List.of(slice(500, 10, FAR), slice(200, 10, NEAR)));

        assertFalse(pairs.isBelievable());
        assertTrue(pairs.remark().contains("1 of 2 pairs"), pairs.remark());
    }

    @Test
    void shouldSayThatNothingCanBeBelieved() {
        final Pairs pairs = new Pairs(List.of(slice(100, 1, NEAR)), List.of(slice(200, 1, NEAR)));

        assertFalse(pairs.isBelievable());
        assertTrue(pairs.remark().contains("10 % of the blocks are clean"), pairs.remark());
    }

    @Test
    void shouldRefuseHalves() {
        assertThrows(IllegalArgumentException.class, () -> new Pairs(List.of(), List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Pairs(List.of(slice(1, 1, NEAR)), List.of()));
    }

    @Test
    void shouldTurnARatioRound() {
        final Ratio inverse = Ratio.of(2, 4, 8).inverse();

        assertEquals(new Ratio(0.25, 0.125, 0.5), inverse);
    }

    @Test
    void shouldFindTheMiddle() {
        assertEquals(3, Median.of(9, 1, 3));
        assertEquals(2, Median.of(3, 1));
        assertTrue(Double.isNaN(Median.of()));
    }
}
