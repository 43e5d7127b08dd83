package io.ringfence.engine.ring;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.ringfence.engine.stage.Slot;
import java.util.Arrays;

/**
 * The Disruptor ring with the one numbering that the rest of the engine uses: an event's sequence, from 1. (The
 * Disruptor counts from 0; nobody else sees that.) Lanes poll, so the ring itself never makes anyone wait.
 */
public final class EventRing {
    /** The smallest ring: one slot for the market, one for reports, and room to run. */
    public static final int MIN_SIZE = 4;

    public static final int MAX_SIZE = 65_536;

    private static final int FIRST_SEQUENCE = 1;

    private final RingBuffer<Slot> ring;
    private Runnable[] sleepers = {};

    /** A ring whose lanes may share the stages as they like. */
    public EventRing(final int size) {
        this(size, false);
    }

    /**
     * @param size           a power of two, {@value #MIN_SIZE} to {@value #MAX_SIZE}
     * @param oneLaneDecides whether one lane runs every stage that decides ({@link io.ringfence.engine.config.LaneLayout#oneLaneDecides})
     */
    public EventRing(final int size, final boolean oneLaneDecides) {
        if (size < MIN_SIZE || size > MAX_SIZE || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException(
                    "ringSize=" + size + ": must be a power of two from " + MIN_SIZE + " to " + MAX_SIZE);
        }
        ring = RingBuffer.createSingleProducer(
                Slot.ofRing(size, oneLaneDecides)::get, size, new BusySpinWaitStrategy());
    }

    public int size() {
        return ring.getBufferSize();
    }

    /** Makes the writer wait for {@code follower}; before the first event only. */
    public void follow(final Sequence follower) {
        ring.addGatingSequences(follower);
    }

    /**
     * Calls {@code waker} behind every event that is published: for a lane that sleeps. Before the first event only; it is run by the
     * inbound thread, and must be quick.
     */
    public void wake(final Runnable waker) {
        sleepers = Arrays.copyOf(sleepers, sleepers.length + 1);
        sleepers[sleepers.length - 1] = waker;
    }

    /** Whether {@code count} slots are free. Called from the inbound thread. */
    public boolean hasRoom(final int count) {
        return ring.hasAvailableCapacity(count);
    }

    /** Claims the next slot, which must be free, and returns its event's sequence. Called from the inbound thread. */
    public long claim() {
        assert hasRoom(1) : "claim without room";
        return ring.next() + FIRST_SEQUENCE;
    }

    /** Shows the event to the lanes (release). Called from the inbound thread. */
    public void publish(final long sequence) {
        ring.publish(sequence - FIRST_SEQUENCE);
        for (final Runnable sleeper : sleepers) {
            sleeper.run();
        }
        if (hasRoom(1)) {
            slot(sequence + 1).prepare();
        }
    }

    /** The newest published event's sequence, 0 before the first (acquire). */
    public long newest() {
        return ring.getCursor() + FIRST_SEQUENCE;
    }

    public Slot slot(final long sequence) {
        return ring.get(sequence - FIRST_SEQUENCE);
    }

    /** The event up to which a follower has come, 0 before the first (acquire). */
    public static long reached(final Sequence follower) {
        return follower.get() + FIRST_SEQUENCE;
    }

    /** Says that the follower is done with all events up to {@code sequence} (release). */
    public static void reach(final Sequence follower, final long sequence) {
        follower.set(sequence - FIRST_SEQUENCE);
    }
}
