package io.ringfence.engine.inbound;

import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The one writer of the ring. Market decoders encode straight into the claimed slot ({@link EventSink}); everything
 * else comes already encoded ({@link #offer}) and finds slots reserved that the market can't take.
 *
 * <p>In the one-thread layout the stages run over each event as it is published, so an order leaves before the next frame
 * is decoded, and the ring is never full. In the others, without room, quotes and mark prices are conflated, and any
 * other event is refused: its source stops reading. Owned by the inbound thread.
 */
public final class Inbound implements EventSink {
    /** Runs the stages over a new event at once, on this thread, for the layout in which nobody else would. */
    @FunctionalInterface
    public interface Inside {
        /** Other threads run the stages. */
        Inside NONE = () -> 0;

        /** Returns the number of events processed; 0 if there is nothing that this thread can do. */
        int run();
    }

    /** For {@link #offer}: no frame brought this event, so an order that it causes has no latency to measure. */
    static final long NO_FRAME = 0;

    private static final long NOTHING_CLAIMED = 0;
    private static final int MAX_RESERVED = 64;

    private final EventRing ring;
    private final EngineClock clock;
    private final Inside inside;
    private final QuoteConflation conflation;
    private final UnsafeBuffer aside = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final int epoch;
    private final int reserved;

    private long claimed = NOTHING_CLAIMED;
    private boolean claimedAside;
    private long receiveTimeNs;
    private long receivedNanos;
    private long published;

    public Inbound(
            final EventRing ring,
            final EngineClock clock,
            final int epoch,
            final int maxInstruments,
            final Inside inside) {
        this.ring = ring;
        this.clock = clock;
        this.epoch = epoch;
        this.inside = inside;
        this.reserved = Math.min(MAX_RESERVED, ring.size() / EventRing.MIN_SIZE);
        this.conflation = new QuoteConflation(maxInstruments);
    }

    @Override
    public void received(final long nanoTime) {
        receivedNanos = nanoTime;
    }

    @Override
    public MutableDirectBuffer claim() {
        claimedAside = !roomForMarket();
        if (claimedAside) {
            return aside;
        }
        return claimSlot().event();
    }

    @Override
    public boolean commit(final int lengthBytes) {
        if (!claimedAside) {
            publish(lengthBytes, receivedNanos);
            return true;
        }
        return conflation.take(aside, lengthBytes, receivedNanos);
    }

    /**
     * Hands in a finished event of another source.
     *
     * @param nanoTime when its bytes arrived, as in {@link EventSink#received}, or {@link #NO_FRAME}
     * @return false if there is no room: offer it again
     */
    public boolean offer(final DirectBuffer event, final int offset, final int lengthBytes, final long nanoTime) {
        if (!ring.hasRoom(1)) {
            return false;
        }
        claimSlot().event().putBytes(0, event, offset, lengthBytes);
        publish(lengthBytes, nanoTime);
        return true;
    }

    /** Publishes what was conflated, as far as there is room. Called in each turn of the inbound loop. */
    public int flush() {
        int work = 0;
        while (!conflation.isEmpty() && ring.hasRoom(reserved + 1)) {
            final long nanoTime = conflation.firstReceivedNanos();
            publish(conflation.poll(claimSlot().event()), nanoTime);
            work++;
        }
        return work;
    }

    /** Engine time of the newest event, ns since 1970; never decreases. */
    public long receiveTimeNs() {
        return receiveTimeNs;
    }

    /** Engine time now, as the next event would be stamped. */
    public long timeNs() {
        return Math.max(receiveTimeNs, clock.timeNs());
    }

    /** Events published so far; the newest event's sequence. */
    public long published() {
        return published;
    }

    /** Quotes and mark prices that were replaced by a newer one. */
    public long conflated() {
        return conflation.conflated();
    }

    /** What waited comes first, so that no event overtakes an older quote of its instrument. */
    private boolean roomForMarket() {
        if (!conflation.isEmpty()) {
            flush();
        }
        return conflation.isEmpty() && ring.hasRoom(reserved + 1);
    }

    private Slot claimSlot() {
        if (claimed == NOTHING_CLAIMED) {
            claimed = ring.claim();
        }
        return ring.slot(claimed);
    }

    private void publish(final int lengthBytes, final long nanoTime) {
        final Slot slot = ring.slot(claimed);
        receiveTimeNs = timeNs();
        EventLayout.stamp(slot.event(), 0, epoch, claimed, receiveTimeNs);
        slot.eventBytes(lengthBytes);
        slot.receivedNanos(nanoTime);
        ring.publish(claimed);
        published = claimed;
        claimed = NOTHING_CLAIMED;
        inside.run();
    }
}
