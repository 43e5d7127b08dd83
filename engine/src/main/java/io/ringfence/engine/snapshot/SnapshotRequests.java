package io.ringfence.engine.snapshot;

import io.ringfence.engine.inbound.Inbound;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.SnapshotRequestEncoder;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Asks for snapshots: every so often in engine time, and when somebody else wants one. Owned by the inbound thread, the
 * one that knows which sequence the request will have.
 */
public final class SnapshotRequests {
    /** As interval: none by the clock. */
    public static final long NEVER = 0;

    private static final long NO_FRAME = 0;

    private final Inbound inbound;
    private final SnapshotTaking taking;
    private final long everyNs;
    private final UnsafeBuffer request = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final int lengthBytes;
    private final AtomicLong skipped = new AtomicLong();

    private long dueNs = Long.MIN_VALUE;

    /** @param everyNs engine time between two snapshots, {@link #NEVER} for none */
    public SnapshotRequests(final Inbound inbound, final SnapshotTaking taking, final long everyNs) {
        this.inbound = inbound;
        this.taking = taking;
        this.everyNs = everyNs;
        final SnapshotRequestEncoder encoder = new SnapshotRequestEncoder();
        encoder.wrapAndApplyHeader(request, 0, new MessageHeaderEncoder());
        EventLayout.describe(request, 0, 0, 0, EventLayout.NO_TIME);
        lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** Called in each turn of the inbound loop once there are events; returns 1 if a request was published. */
    public int poll() {
        if (everyNs == NEVER) {
            return 0;
        }
        final long nowNs = inbound.timeNs();
        if (dueNs == Long.MIN_VALUE) {
            dueNs = nowNs + everyNs;
        }
        if (nowNs < dueNs || !ask()) {
            return 0;
        }
        dueNs = nowNs + everyNs;
        return 1;
    }

    /**
     * Asks for a snapshot now. While another is being taken or written there is none and no event either, and {@link
     * #skipped} counts it.
     *
     * @return false if there is no room for the request: ask again
     */
    public boolean ask() {
        if (!taking.isIdle()) {
            skipped.incrementAndGet();
            return true;
        }
        taking.ask(inbound.published() + 1);
        if (publish()) {
            return true;
        }
        taking.withdraw();
        return false;
    }

    /**
     * Publishes a request that no stage answers, for its {@code StateHash}: the last event, before the state is saved by
     * whoever has stopped everything.
     *
     * @return false if there is no room: try again
     */
    public boolean publish() {
        return inbound.offer(request, 0, lengthBytes, NO_FRAME);
    }

    /** Requests that came while another was being seen to. Any thread. */
    public long skipped() {
        return skipped.get();
    }
}
