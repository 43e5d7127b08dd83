package io.ringfence.engine.inbound;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BoundaryEncoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TradeDecoder;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Stands before {@link Inbound}, hears every market trade pass, and publishes a boundary when a candle's time is over by
 * the clock.
 *
 * <p>A trade whose venue time lies more than {@value #MAX_AHEAD_S} s ahead of the venue's clock is taken without that
 * time: it would close every candle up to there, and all honest trades until then would come too late. (A time that lags
 * is only late.) Owned by the inbound thread.
 */
public final class BoundaryTimer implements EventSink {
    /** The recorded markets run 1.27 s ahead of the receive clock. */
    static final int MAX_AHEAD_S = 60;

    private static final long MAX_AHEAD_NS = TimeUnit.SECONDS.toNanos(MAX_AHEAD_S);

    private final Inbound inbound;
    private final BoundaryClock clock;
    private final UnsafeBuffer boundary = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BoundaryEncoder encoder = new BoundaryEncoder();

    private MutableDirectBuffer claimed;
    private long refusedTimes;

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
        final int templateId = EventLayout.templateId(claimed, 0);
        if (templateId == TradeDecoder.TEMPLATE_ID) {
            return commitTimed(lengthBytes, false);
        }
        return templateId == MarkPriceDecoder.TEMPLATE_ID && clock.followsMarks()
                ? commitTimed(lengthBytes, true)
                : inbound.commit(lengthBytes);
    }

    private boolean commitTimed(final int lengthBytes, final boolean isMark) {
        final int instrument = EventLayout.instrument(claimed, 0);
        final long venueTimeNs = EventLayout.venueTimeNs(claimed, 0);
        final boolean timed = venueTimeNs != EventLayout.NO_TIME;
        final boolean believed = timed && isNear(venueTimeNs - clock.offsetNs());
        if (timed && !believed) {
            EventLayout.describe(claimed, 0, instrument, 0, EventLayout.NO_TIME);
        }
        final boolean taken = inbound.commit(lengthBytes);
        if (taken && believed) {
            if (isMark) {
                clock.onMark(instrument, venueTimeNs);
            } else {
                clock.onTrade(instrument, venueTimeNs);
            }
        } else if (taken && timed) {
            refusedTimes++;
        }
        return taken;
    }

    /** What is near the newest event's time is near the time now, too: the clock is asked of the rest alone. */
    private boolean isNear(final long timeNs) {
        return timeNs - inbound.receiveTimeNs() <= MAX_AHEAD_NS || timeNs - inbound.timeNs() <= MAX_AHEAD_NS;
    }

    /** Called when the offset of the venue's clock to the receive clock has been measured anew. */
    public void onOffset(final long venueMinusReceiveNs) {
        clock.onOffset(venueMinusReceiveNs);
    }

    /** Trades that were taken without their time, which was too far ahead. */
    public long refusedTimes() {
        return refusedTimes;
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
        return inbound.offer(boundary, 0, lengthBytes, Inbound.NO_FRAME);
    }
}
