package io.ringfence.engine.inbound;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BoundaryEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TradeDecoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stands before {@link Inbound}, hears every market trade pass, and publishes a boundary when a candle's time is over by
 * the clock. Owned by the inbound thread.
 */
public final class BoundaryTimer implements EventSink {
    private final Inbound inbound;
    private final BoundaryClock clock;
    private final UnsafeBuffer boundary = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BoundaryEncoder encoder = new BoundaryEncoder();

    private MutableDirectBuffer claimed;

    public BoundaryTimer(final Inbound inbound, final BoundaryClock clock) {
        this.inbound = inbound;
        this.clock = clock;
    }

    @Override
    public MutableDirectBuffer claim() {
        claimed = inbound.claim();
        return claimed;
    }

    @Override
    public boolean commit(final int lengthBytes) {
        final boolean isTrade = EventLayout.templateId(claimed, 0) == TradeDecoder.TEMPLATE_ID;
        final int instrument = EventLayout.instrument(claimed, 0);
        final long venueTimeNs = EventLayout.venueTimeNs(claimed, 0);
        final boolean taken = inbound.commit(lengthBytes);
        if (taken && isTrade && venueTimeNs != EventLayout.NO_TIME) {
            clock.onTrade(instrument, venueTimeNs);
        }
        return taken;
    }

    @Override
    public void received(final long nanoTime) {
        inbound.received(nanoTime);
    }

    /** Publishes what is due. Called in each turn of the inbound loop; returns the number of boundaries. */
    public int poll() {
        int work = 0;
        for (int instrument = due(); instrument != BoundaryClock.NONE; instrument = due()) {
            if (!publish(instrument)) {
                return work;
            }
            clock.published();
            work++;
        }
        return work;
    }

    private int due() {
        return clock.due(inbound.timeNs());
    }

    private boolean publish(final int instrument) {
        encoder.wrapAndApplyHeader(boundary, 0, header);
        EventLayout.describe(boundary, 0, instrument, 0, EventLayout.NO_TIME);
        encoder.boundaryTimeNs(clock.boundaryTimeNs());
        final int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
        return inbound.offer(boundary, 0, lengthBytes, System.nanoTime());
    }
}
