package io.ringfence.engine.inbound;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MarkPriceEncoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.QuoteEncoder;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Holds, per instrument, the newest quote and mark price for which the ring had no room. The survivor says how many it
 * replaced and their lowest bid and highest ask (lowest and highest mark), so that no stop misses a price.
 *
 * <p>Owned by the inbound thread; allocates nothing after construction.
 */
final class QuoteConflation {
    private static final int QUOTE = 0;
    private static final int MARK = 1;
    private static final int KINDS = 2;
    private static final int ENTRY_BYTES = 192;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final UnsafeBuffer entries;
    private final int[] lengths;
    private final int[] waiting;
    private final QuoteDecoder quote = new QuoteDecoder();
    private final QuoteEncoder quoteEncoder = new QuoteEncoder();
    private final MarkPriceDecoder mark = new MarkPriceDecoder();
    private final MarkPriceEncoder markEncoder = new MarkPriceEncoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    private int first;
    private int count;
    private long conflated;

    QuoteConflation(final int maxInstruments) {
        final int slots = (maxInstruments + 1) * KINDS;
        entries = new UnsafeBuffer(ByteBuffer.allocateDirect(slots * ENTRY_BYTES));
        lengths = new int[slots];
        waiting = new int[slots];
    }

    /** Events that were replaced by a newer one since the start. */
    long conflated() {
        return conflated;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Takes the event if it is one that may be conflated. */
    boolean take(final DirectBuffer event, final int lengthBytes) {
        final int kind = kindOf(EventLayout.templateId(event, 0));
        if (kind < 0) {
            return false;
        }
        final int entry = EventLayout.instrument(event, 0) * KINDS + kind;
        if (lengths[entry] == 0) {
            entries.putBytes(entry * ENTRY_BYTES, event, 0, lengthBytes);
            lengths[entry] = lengthBytes;
            waiting[(first + count++) % waiting.length] = entry;
        } else {
            replace(entry, kind, event, lengthBytes);
            conflated++;
        }
        return true;
    }

    /** Moves the event that has waited longest into {@code target}; returns its length in bytes. */
    int poll(final MutableDirectBuffer target) {
        final int entry = waiting[first];
        final int lengthBytes = lengths[entry];
        target.putBytes(0, entries, entry * ENTRY_BYTES, lengthBytes);
        lengths[entry] = 0;
        first = (first + 1) % waiting.length;
        count--;
        return lengthBytes;
    }

    private static int kindOf(final int templateId) {
        return switch (templateId) {
            case QuoteDecoder.TEMPLATE_ID -> QUOTE;
            case MarkPriceDecoder.TEMPLATE_ID -> MARK;
            default -> -1;
        };
    }

    private void replace(final int entry, final int kind, final DirectBuffer event, final int lengthBytes) {
        final int at = entry * ENTRY_BYTES;
        if (kind == QUOTE) {
            replaceQuote(at, event, lengthBytes);
        } else {
            replaceMark(at, event, lengthBytes);
        }
        lengths[entry] = lengthBytes;
    }

    private void replaceQuote(final int at, final DirectBuffer event, final int lengthBytes) {
        quote.wrapAndApplyHeader(entries, at, header);
        final long lowestBid = quote.lowestBid();
        final long highestAsk = quote.highestAsk();
        final int before = quote.conflated();
        entries.putBytes(at, event, 0, lengthBytes);
        quote.wrapAndApplyHeader(entries, at, header);
        quoteEncoder.wrap(entries, at + HEADER);
        quoteEncoder
                .lowestBid(lowest(lowestBid, quote.lowestBid()))
                .highestAsk(Math.max(highestAsk, quote.highestAsk()))
                .conflated(before + 1 + quote.conflated());
    }

    /** An empty side of the book has price 0, which is not the lowest bid of those that were. */
    private static long lowest(final long bid, final long other) {
        return bid == 0 || other == 0 ? Math.max(bid, other) : Math.min(bid, other);
    }

    private void replaceMark(final int at, final DirectBuffer event, final int lengthBytes) {
        mark.wrapAndApplyHeader(entries, at, header);
        final long lowest = mark.lowestMark();
        final long highest = mark.highestMark();
        final int before = mark.conflated();
        entries.putBytes(at, event, 0, lengthBytes);
        mark.wrapAndApplyHeader(entries, at, header);
        markEncoder.wrap(entries, at + HEADER);
        markEncoder
                .lowestMark(Math.min(lowest, mark.lowestMark()))
                .highestMark(Math.max(highest, mark.highestMark()))
                .conflated(before + 1 + mark.conflated());
    }
}
