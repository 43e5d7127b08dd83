package io.ringfence.benchmarks.rig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class RigTest {
    private static final long STALL_NS = 4_000_000;

    /** Done with each event as it takes it; stalls once. */
    private static final class Stalling implements Subject {
        private final int at;
        private Latencies latencies;
        private long done;

        Stalling(final int at) {
            this.at = at;
        }

        @Override
        public String name() {
            return "stalling";
        }

        @Override
        public void begin(final Latencies into) {
            latencies = into;
            done = 0;
        }

        @Override
        public List<RunQueue> runQueues() {
            return List.of();
        }

        @Override
        public boolean offer(final long dueNanos) {
            final long until = System.nanoTime() + STALL_NS;
            while (done == at && System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            latencies.add(System.nanoTime() - dueNanos);
            done++;
            return true;
        }

        @Override
        public long done() {
            return done;
        }

        @Override
        public void end() {
            // Nothing runs.
        }
    }

    @Test
    void shouldChargeAStallToEveryEventThatWasDueMeanwhile() throws Exception {
        final Schedule schedule = Schedule.steady(100_000, 4);

        final Slice slice = new Rig(Cores.ofProcess(), schedule.events()).run(new Stalling(100), schedule);

        final long delayed = slice.all().getCountBetweenValues(STALL_NS / 4, Slice.HIGHEST_NS);
        assertEquals(schedule.events(), slice.all().getTotalCount());
        assertTrue(delayed > 100, "events charged: " + delayed);
    }

    @Test
    void shouldDriveAnchorAndSubjectAlternately() throws Exception {
        final Schedule schedule = Schedule.steady(10_000, 2);

        final Pairs pairs = new Rig(Cores.ofProcess(), schedule.events())
                .alternate(new Stalling(-1), new Stalling(-1), schedule, 3);

        assertEquals(3, pairs.anchors().size());
        assertEquals(3, pairs.subjects().size());
    }
}
