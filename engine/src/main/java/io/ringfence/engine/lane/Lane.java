package io.ringfence.engine.lane;

import com.lmax.disruptor.Sequence;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import java.util.List;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.SleepingIdleStrategy;

/**
 * A row of stages and how far it has come. Polled by one thread: a lane thread, an event loop, a replay or a test.
 *
 * <p>A stage that throws lights the {@link Halt} with its name and the event's sequence; the lane stays before that
 * event for ever. Lit by any other thread, it stops this lane before its next batch.
 */
public final class Lane {
    /** Before a lane that yields does so: an event that comes meanwhile costs it no system call. */
    private static final int SPINS = 100;

    private static final long NAP_NS = 50_000;
    /** As long as a loop sleeps at most: whoever stops a lane that sleeps waits no longer. */
    private static final long LONGEST_PARK_NS = 1_000_000;

    private final String name;
    private final EventRing ring;
    private final Stage[] stages;
    private final Sequence[] dependencies;
    private final Sequence sequence = new Sequence();
    private final Halt halt;
    private final int batchLimit;

    private long done;
    private int stageAt;
    private boolean failed;

    /**
     * @param dependencies lanes that must be done with an event before this one takes it
     * @param batchLimit   most events per poll, 1 and up
     */
    public Lane(
            final String name,
            final EventRing ring,
            final List<Stage> stages,
            final List<Lane> dependencies,
            final int batchLimit,
            final Halt halt) {
        this.name = name;
        this.ring = ring;
        this.stages = stages.toArray(Stage[]::new);
        this.dependencies = dependencies.stream().map(lane -> lane.sequence).toArray(Sequence[]::new);
        this.batchLimit = batchLimit;
        this.halt = halt;
        ring.follow(sequence);
    }

    public String name() {
        return name;
    }

    /** Sequence of the last event that this lane is done with (acquire). Any thread. */
    public long reached() {
        return EventRing.reached(sequence);
    }

    /**
     * Runs the stages over what is there, at most a batch. Called from the lane's thread.
     *
     * @return events processed
     */
    public int poll() {
        return halt.isLit() ? 0 : advance();
    }

    /**
     * Goes on to the newest event although the engine has halted, unless this lane has failed itself. Called by whoever
     * has stopped the lane's thread, and only for a lane that sends nothing: the journal's.
     */
    public void catchUp() {
        int work;
        do {
            work = advance();
        } while (work > 0);
    }

    /** What this lane's thread does while there is nothing to do. Before the first event only. */
    public IdleStrategy idle(final Idle idle) {
        return switch (idle) {
            case SPIN -> new BusySpinIdleStrategy();
            case YIELD -> new BackoffIdleStrategy(SPINS, Long.MAX_VALUE, 1, 1);
            case BLOCK -> new ParkingIdle(this, ring, LONGEST_PARK_NS);
            case SLEEP -> new SleepingIdleStrategy(NAP_NS);
        };
    }

    private int advance() {
        final long from = done + 1;
        final long to = Math.min(available(), done + batchLimit);
        if (to < from || failed) {
            return 0;
        }
        try {
            run(from, to);
        } catch (final Throwable failure) { // An Error of a library is no reason to trade on, either.
            fail(failure);
        }
        EventRing.reach(sequence, done);
        return (int) (done - from + 1);
    }

    private long available() {
        long least = ring.newest();
        for (final Sequence dependency : dependencies) {
            least = Math.min(least, EventRing.reached(dependency));
        }
        return least;
    }

    private void run(final long from, final long to) {
        for (long at = from; at <= to; at++) {
            final Slot slot = ring.slot(at);
            for (stageAt = 0; stageAt < stages.length; stageAt++) {
                stages[stageAt].onEvent(slot);
            }
            done = at;
        }
    }

    private void fail(final Throwable failure) {
        failed = true;
        halt.light(stages[stageAt].name(), done + 1, failure);
    }
}
