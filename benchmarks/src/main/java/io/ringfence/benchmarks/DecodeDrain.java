package io.ringfence.benchmarks;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeDecoder;
import java.util.Optional;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Where our decoders put their events: they are counted, and, while asked to, told as fields. */
final class DecodeDrain implements EventSink {
    private final UnsafeBuffer claimed = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private Optional<DecodedFields> listener = Optional.empty();
    private long events;

    /** From now on, until {@link #forget}. */
    void tell(final DecodedFields fields) {
        listener = Optional.of(fields);
    }

    void forget() {
        listener = Optional.empty();
    }

    long events() {
        return events;
    }

    @Override
    public MutableDirectBuffer claim() {
        return claimed;
    }

    @Override
    public boolean commit(final int lengthBytes) {
        events++;
        listener.ifPresent(this::read);
        return true;
    }

    @Override
    public void received(final long nanoTime) {
        // Nobody asks.
    }

    private void read(final DecodedFields into) {
        switch (EventLayout.templateId(claimed, 0)) {
            case TradeDecoder.TEMPLATE_ID -> trade(into);
            case QuoteDecoder.TEMPLATE_ID -> quote(into);
            case DepthDecoder.TEMPLATE_ID -> depth(into);
            case ExecutionReportDecoder.TEMPLATE_ID -> report(into);
            default -> throw new IllegalStateException("template=" + EventLayout.templateId(claimed, 0));
        }
    }

    private void whoAndWhen(final DecodedFields into) {
        into.add(EventLayout.instrument(claimed, 0));
        into.add(EventLayout.venueTimeNs(claimed, 0));
    }

    private void trade(final DecodedFields into) {
        whoAndWhen(into);
        trade.wrapAndApplyHeader(claimed, 0, header);
        into.add(trade.tradeId());
        into.add(trade.price());
        into.add(trade.quantity());
        into.add(trade.takerSide() == Side.SELL);
    }

    private void quote(final DecodedFields into) {
        whoAndWhen(into);
        quote.wrapAndApplyHeader(claimed, 0, header);
        into.add(quote.updateId());
        into.add(quote.bidPrice());
        into.add(quote.bidQuantity());
        into.add(quote.askPrice());
        into.add(quote.askQuantity());
    }

    /** A frame's parts follow each other. */
    private void depth(final DecodedFields into) {
        depth.wrapAndApplyHeader(claimed, 0, header);
        if (depth.kind() != BookEventKind.DELTA) {
            throw new IllegalStateException("a book isn't in step: kind=" + depth.kind());
        }
        if (depth.part() == 0) {
            whoAndWhen(into);
            into.add(depth.firstUpdateId());
            into.add(depth.lastUpdateId());
        }
        for (final DepthDecoder.LevelsDecoder level : depth.levels()) {
            into.add(level.price());
            into.add(level.quantity());
            into.add(level.side() == Side.SELL);
        }
    }

    private void report(final DecodedFields into) {
        whoAndWhen(into);
        report.wrapAndApplyHeader(claimed, 0, header);
        into.add(report.orderId().engine());
        into.add(report.orderId().epoch());
        into.add(report.orderId().sequence());
        into.add(report.orderId().index());
        into.add(report.venueOrderId());
        into.add(report.tradeId());
        into.add(report.price());
        into.add(report.quantity());
        into.add(report.lastPrice());
        into.add(report.lastQuantity());
        into.add(report.cumulativeQuantity());
        into.add(report.fee());
        into.add(report.realizedProfit());
        into.add(report.side().value());
        into.add(report.executionType().value());
        into.add(report.status().value());
        into.add(report.maker() == Flag.YES);
        into.add(report.reduceOnly() == Flag.YES);
    }
}
