package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.RunQueue;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The threads of a subject that is running: each pins itself and shows its run queue before it begins. */
final class BusyThreads {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Cores cores;
    private final List<RunQueue> runQueues = new CopyOnWriteArrayList<>();
    private final Map<String, Long> ids = new ConcurrentSkipListMap<>();

    BusyThreads(final Cores cores) {
        this.cores = cores;
    }

    /** Called first by each thread; places wrap around where there are more threads than cores. */
    void enter(final int place) {
        cores.pin(place % cores.count());
        ids.put(Thread.currentThread().getName(), Thread.currentThread().getId());
        runQueues.add(RunQueue.ofThisThread());
    }

    /** Waits until {@code count} threads have entered. */
    void await(final int count) {
        final long limit = System.nanoTime() + LIMIT_NANOS;
        while (runQueues.size() < count) {
            if (System.nanoTime() > limit) {
                throw new IllegalStateException("threads=" + runQueues.size() + " of " + count + " have started");
            }
            Thread.yield();
        }
    }

    List<RunQueue> runQueues() {
        return runQueues;
    }

    /** By name: as the JVM knows them. */
    Map<String, Long> ids() {
        return ids;
    }

    /** When the threads have ended. */
    void clear() {
        ids.clear();
        runQueues.forEach(RunQueue::close);
        runQueues.clear();
    }
}
