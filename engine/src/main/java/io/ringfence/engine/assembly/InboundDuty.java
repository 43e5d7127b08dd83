package io.ringfence.engine.assembly;

import io.ringfence.engine.inbound.BoundaryTimer;
import io.ringfence.engine.inbound.Inbound;
import io.ringfence.engine.inbound.Ticker;
import io.ringfence.engine.snapshot.SnapshotRequests;
import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.loop.Duty;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.gateway.session.MarketDataSession;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import org.agrona.DirectBuffer;

/** What the inbound thread does besides reading its sockets: everything else that becomes an event. */
final class InboundDuty implements Duty {
    private static final int DRAIN_LIMIT = 256;

    private final HandOver handOver;
    private final HandOver.Handler handler = this::onHandedOver;
    private final Inbound inbound;
    private final Ticker ticker;
    private final BoundaryTimer boundaries;
    private final SnapshotRequests snapshots;
    private final MarketDataSession market;
    private final BookSyncs books;
    private final CommandEcho commands;
    private volatile boolean ending;
    private volatile boolean ended;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final ClockOffsetDecoder clockOffset = new ClockOffsetDecoder();

    InboundDuty(
            final HandOver handOver,
            final Inbound inbound,
            final Ticker ticker,
            final BoundaryTimer boundaries,
            final SnapshotRequests snapshots,
            final MarketDataSession market,
            final BookSyncs books,
            final CommandEcho commands) {
        this.handOver = handOver;
        this.inbound = inbound;
        this.ticker = ticker;
        this.boundaries = boundaries;
        this.snapshots = snapshots;
        this.market = market;
        this.books = books;
        this.commands = commands;
    }

    /** Asks for the last event, a request for a snapshot; nothing is published behind it. Any thread. */
    void end() {
        ending = true;
    }

    /** Whether the last event is published. Any thread. */
    boolean hasEnded() {
        return ended;
    }

    @Override
    public int poll() {
        return ending ? publishLast() : pollAll();
    }

    private int publishLast() {
        if (ended || !snapshots.publish()) {
            return 0;
        }
        ended = true;
        return 1;
    }

    private int pollAll() {
        final int work = handOver.drain(handler, DRAIN_LIMIT) + market.poll() + inbound.flush();
        books.settle();
        // A generation's first event says so; no tick comes before it.
        return inbound.published() == 0 ? work : work + ticker.poll() + boundaries.poll() + snapshots.poll();
    }

    private boolean onHandedOver(
            final DirectBuffer buffer, final int offset, final int lengthBytes, final long receivedNanos) {
        if (isSnapshotPart(buffer, offset)) {
            inbound.received(receivedNanos);
            return books.onSnapshotPart(buffer, offset, lengthBytes);
        }
        if (EventLayout.templateId(buffer, offset) == SnapshotRequestDecoder.TEMPLATE_ID) {
            return ask(buffer, offset);
        }
        final boolean taken = inbound.offer(buffer, offset, lengthBytes, receivedNanos);
        if (taken) {
            commands.published(buffer, offset, inbound.published());
        }
        if (taken && EventLayout.templateId(buffer, offset) == ClockOffsetDecoder.TEMPLATE_ID) {
            boundaries.onOffset(
                    clockOffset.wrapAndApplyHeader(buffer, offset, header).offsetNs());
        }
        return taken;
    }

    /** While another snapshot is being taken, that one stands for this. */
    private boolean ask(final DirectBuffer buffer, final int offset) {
        final boolean taken = snapshots.ask();
        if (taken) {
            commands.published(buffer, offset, inbound.published());
        }
        return taken;
    }

    private boolean isSnapshotPart(final DirectBuffer buffer, final int offset) {
        return EventLayout.templateId(buffer, offset) == DepthDecoder.TEMPLATE_ID
                && depth.wrapAndApplyHeader(buffer, offset, header).kind() == BookEventKind.SNAPSHOT;
    }
}
