package io.ringfence.benchmarks.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Drives subjects by schedules. The calling thread is the driver: pinned while a slice runs, and spinning. Nothing waits for
 * ever: a subject that doesn't take or finish its events in time fails the run by a {@link LateException}.
 */
public final class Rig {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Between two looks at the clock. */
    private static final int BURST = 256;
    /** Most events in a row for which a subject isn't idle: an inbound loop takes many frames from a socket in one turn. */
    private static final int TURN = 16;
    /** Before the first event is due: threads are up by then. */
    private static final long LEAD_NANOS = 300_000;

    private final Cores cores;
    private final Latencies latencies;

    /** @param mostEvents of any schedule */
    public Rig(final Cores cores, final int mostEvents) {
        this.cores = cores;
        this.latencies = new Latencies(mostEvents);
    }

    public Cores cores() {
        return cores;
    }

    /** Slices that aren't kept: code is compiled, memory touched. */
    public void warmUp(final Subject subject, final Schedule schedule, final int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            run(subject, schedule, subject.toleratedNs());
        }
    }

    /** {@code pairs} times the anchor, then the subject, by the same schedule. */
    public Pairs alternate(final Subject anchor, final Subject subject, final Schedule schedule, final int pairs)
            throws InterruptedException {
        final long toleratedNs = Math.max(anchor.toleratedNs(), subject.toleratedNs());
        final List<Slice> anchors = new ArrayList<>();
        final List<Slice> subjects = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            anchors.add(run(anchor, schedule, toleratedNs));
            subjects.add(run(subject, schedule, toleratedNs));
        }
        return new Pairs(anchors, subjects);
    }

    /** One slice by itself, with a ping-pong before it. */
    public Slice run(final Subject subject, final Schedule schedule) throws InterruptedException {
        return run(subject, schedule, subject.toleratedNs());
    }

    private Slice run(final Subject subject, final Schedule schedule, final long toleratedNs)
            throws InterruptedException {
        cores.pin(0);
        try (RunQueue own = RunQueue.ofThisThread()) {
            final PingPong.Result hop = PingPong.measure(cores);
            latencies.clear();
            subject.begin(latencies);
            try {
                final long[] waited = drive(subject, schedule, own);
                return Slice.of(subject.name(), schedule, latencies, waited, toleratedNs, hop);
            } finally {
                subject.end();
            }
        } finally {
            Cores.release();
        }
    }

    /** As fast as it takes them. */
    public Flood flood(final Subject subject, final long forNanos) throws InterruptedException {
        cores.pin(0);
        latencies.clear();
        subject.begin(latencies);
        try (RunQueue own = RunQueue.ofThisThread()) {
            return flooded(subject, own, forNanos);
        } finally {
            subject.end();
            Cores.release();
        }
    }

    private static Flood flooded(final Subject subject, final RunQueue own, final long forNanos) {
        final long startNanos = System.nanoTime();
        final long limit = startNanos + forNanos + LIMIT_NANOS;
        final long waitedBefore = waited(subject, own);
        long events = 0;
        long nowNanos = startNanos;
        while (nowNanos - startNanos < forNanos) {
            for (int i = 0; i < BURST; i++) {
                send(subject, nowNanos, i % TURN == 0, limit);
            }
            events += BURST;
            nowNanos = System.nanoTime();
        }
        awaitDone(subject, events, limit);
        final long tookNanos = System.nanoTime() - startNanos;
        return new Flood(
                events * (double) TimeUnit.SECONDS.toNanos(1) / tookNanos,
                (double) (waited(subject, own) - waitedBefore) / tookNanos);
    }

    private static long[] drive(final Subject subject, final Schedule schedule, final RunQueue own) {
        final long[] waited = new long[schedule.blocks()];
        final long startNanos = System.nanoTime() + LEAD_NANOS;
        final long limit = startNanos + schedule.lengthNs() + LIMIT_NANOS;
        long before = waited(subject, own);
        for (int block = 0; block < waited.length; block++) {
            final int first = block * schedule.eventsPerBlock();
            final int end = first + schedule.eventsPerBlock();
            for (int i = first; i < end; i++) {
                send(subject, startNanos + schedule.offsetNs(i), i % TURN == 0, limit);
            }
            awaitDone(subject, end, limit);
            final long after = waited(subject, own);
            waited[block] = after - before;
            before = after;
        }
        return waited;
    }

    /** Other work comes before an event that isn't due yet, or between two turns; the due ones of a turn go one behind the other. */
    private static void send(final Subject subject, final long dueNanos, final boolean isTurn, final long limitNanos) {
        if (isTurn || System.nanoTime() < dueNanos) {
            subject.idle();
            awaitTime(dueNanos);
        }
        while (!subject.offer(dueNanos)) {
            subject.idle();
            check(subject, limitNanos);
        }
    }

    private static void awaitTime(final long nanoTime) {
        while (System.nanoTime() < nanoTime) {
            Thread.onSpinWait();
        }
    }

    private static void awaitDone(final Subject subject, final long events, final long limitNanos) {
        while (subject.done() < events) {
            subject.idle();
            check(subject, limitNanos);
        }
    }

    private static void check(final Subject subject, final long limitNanos) {
        if (System.nanoTime() > limitNanos) {
            throw new LateException(subject.name(), subject.done());
        }
    }

    private static long waited(final Subject subject, final RunQueue own) {
        long sum = own.waitedNs();
        final List<RunQueue> others = subject.runQueues();
        for (int i = 0; i < others.size(); i++) {
            sum += others.get(i).waitedNs();
        }
        return sum;
    }
}
