package io.ringfence.benchmarks.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SliceTest {
    private static final long TOLERATED_NS = 5_000;

    private final Schedule schedule = Schedule.steady(1_000, 10);
    private final Latencies latencies = new Latencies(schedule.events());
    private final long[] waitedNs = new long[schedule.blocks()];

    private Slice slice() {
        return Slice.of("subject", schedule, latencies, waitedNs, TOLERATED_NS, PingPong.Result.NONE);
    }

    private void allTake(final long nanos) {
        for (int i = 0; i < schedule.events(); i++) {
            latencies.add(nanos);
        }
    }

    @Test
    void shouldCallABlockCleanInWhichNobodyWaited() {
        allTake(200);

        assertEquals(10, slice().cleanBlocks());
        assertEquals(20, slice().clean().getTotalCount());
        assertEquals(1, slice().cleanShare());
    }

    @Test
    void shouldMarkABlockInWhichAThreadWaitedForACore() {
        allTake(200);
        waitedNs[3] = TOLERATED_NS + 1;

        assertEquals(9, slice().cleanBlocks());
        assertEquals(18, slice().clean().getTotalCount());
        assertEquals(20, slice().all().getTotalCount());
    }

    @Test
    void shouldMarkTheBlockThatAnEarlierOneRanInto() {
        for (int i = 0; i < schedule.events(); i++) {
            latencies.add(i == 5 ? 3_000_000 : 200);
        }

        assertEquals(9, slice().cleanBlocks());
        assertEquals(3_000_000, slice().clean().getMaxValue(), 3_000);
    }

    @Test
    void shouldJudgeByCleanBlocksOnly() {
        allTake(200);
        waitedNs[0] = 1_000_000;
        final Slice slice = slice();

        assertSame(slice.clean(), slice.judged());
    }

    @Test
    void shouldJudgeByEverythingIfTooLittleIsClean() {
        allTake(200);
        for (int block = 1; block < waitedNs.length; block++) {
            waitedNs[block] = 1_000_000;
        }
        final Slice slice = slice();

        assertEquals(0.1, slice.cleanShare());
        assertSame(slice.all(), slice.judged());
    }

    @Test
    void shouldCountWhatNeverEndedAsTheLongestThereIs() {
        allTake(Long.MAX_VALUE / 2);

        assertEquals(Slice.HIGHEST_NS, slice().all().getMaxValue(), Slice.HIGHEST_NS / 500.0);
    }
}
