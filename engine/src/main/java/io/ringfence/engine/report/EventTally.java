package io.ringfence.engine.report;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.TradeDecoder;
import org.agrona.DirectBuffer;

/** Counts inbound events by type. A depth update counts once, however many parts it has; so does a book snapshot. */
public final class EventTally {
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final DepthDecoder depthPart = new DepthDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();

    private long trades;
    private long quotes;
    private long depths;
    private long others;
    private long conflated;

    public void add(final DirectBuffer buffer, final int offset) {
        switch (EventLayout.templateId(buffer, offset)) {
            case TradeDecoder.TEMPLATE_ID -> trades++;
            case QuoteDecoder.TEMPLATE_ID -> addQuote(buffer, offset);
            case DepthDecoder.TEMPLATE_ID -> addDepth(buffer, offset);
            default -> others++;
        }
    }

    private void addQuote(final DirectBuffer buffer, final int offset) {
        quotes++;
        conflated += quote.wrapAndApplyHeader(buffer, offset, header).conflated();
    }

    private void addDepth(final DirectBuffer buffer, final int offset) {
        depthPart.wrapAndApplyHeader(buffer, offset, header);
        if (depthPart.part() > 0) {
            return;
        }
        if (depthPart.kind() == BookEventKind.DELTA || depthPart.kind() == BookEventKind.SUPERSEDED) {
            depths++;
        } else {
            others++;
        }
    }

    public long trades() {
        return trades;
    }

    public long quotes() {
        return quotes;
    }

    public long depths() {
        return depths;
    }

    /** Everything else, book snapshots and resyncs included. */
    public long others() {
        return others;
    }

    /** Quotes that a later one replaced before they became events. */
    public long conflated() {
        return conflated;
    }

    public long total() {
        return trades + quotes + depths + others;
    }
}
