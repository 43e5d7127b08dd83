package io.ringfence.engine.inbound;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TickEncoder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Publishes a tick for every 10 ms of engine time; however far the clock jumps, it is one tick. Owned by the inbound
 * thread.
 */
public final class Ticker {
    /** Ticks lie on whole multiples of this, ns. */
    public static final long INTERVAL_NS = 10_000_000;

    private final Inbound inbound;
    private final UnsafeBuffer tick = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final int lengthBytes;

    private long dueNs;

    public Ticker(final Inbound inbound) {
        this.inbound = inbound;
        final TickEncoder encoder = new TickEncoder();
        encoder.wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder());
        EventLayout.describe(tick, 0, 0, 0, EventLayout.NO_TIME);
        lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    /** Called in each turn of the inbound loop; returns 1 if a tick was published. */
    public int poll() {
        final long nowNs = inbound.timeNs();
        if (nowNs < dueNs || !inbound.offer(tick, 0, lengthBytes, Inbound.NO_FRAME)) {
            return 0;
        }
        dueNs = nowNs - Math.floorMod(nowNs, INTERVAL_NS) + INTERVAL_NS;
        return 1;
    }
}
