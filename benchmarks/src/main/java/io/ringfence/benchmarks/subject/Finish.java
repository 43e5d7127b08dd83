package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Latencies;
import java.util.concurrent.atomic.AtomicLong;

/** Behind the last stage: notes how late an event is, and that it is done. The same for every subject. */
final class Finish {
    private final AtomicLong done = new AtomicLong();
    private Latencies latencies;
    /** Owned by the last stage's thread. */
    private long count;

    void begin(final Latencies into) {
        latencies = into;
        count = 0;
        done.set(0);
    }

    /** Called from the last stage's thread. */
    void passed(final long dueNanos) {
        latencies.add(System.nanoTime() - dueNanos);
        count++;
        done.lazySet(count);
    }

    long done() {
        return done.get();
    }
}
