package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.Side;
import java.nio.ByteOrder;
import org.agrona.MutableDirectBuffer;

/**
 * A whole depth update or snapshot as read, and its encoding in parts of at most
 * {@link EventLayout#MAX_EVENT_LENGTH} bytes: bids first, then asks; an update without levels is one empty part.
 * Preallocated; owned by the decoder's thread.
 */
final class DepthUpdate {
    /** There was no {@code pu}. */
    static final long NO_ID = -1;

    static final int HEAD_LENGTH =
            MessageHeaderEncoder.ENCODED_LENGTH + DepthEncoder.BLOCK_LENGTH + DepthEncoder.LevelsEncoder.HEADER_SIZE;
    static final int LEVEL_LENGTH = DepthEncoder.LevelsEncoder.sbeBlockLength();
    private static final int PRICE = DepthEncoder.LevelsEncoder.priceEncodingOffset();
    private static final int QUANTITY = DepthEncoder.LevelsEncoder.quantityEncodingOffset();
    private static final int SIDE = DepthEncoder.LevelsEncoder.sideEncodingOffset();
    static final int LEVELS_PER_PART = (EventLayout.MAX_EVENT_LENGTH - HEAD_LENGTH) / LEVEL_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final DepthEncoder encoder = new DepthEncoder();

    final LevelRows bids;
    final LevelRows asks;
    int instrument;
    long venueTimeNs;
    long firstUpdateId;
    long lastUpdateId;
    long previousUpdateId;

    DepthUpdate(final int levelsPerSide) {
        bids = new LevelRows(levelsPerSide);
        asks = new LevelRows(levelsPerSide);
    }

    void clear() {
        bids.clear();
        asks.clear();
        instrument = InstrumentDirectory.NONE;
        venueTimeNs = EventLayout.NO_TIME;
        firstUpdateId = NO_ID;
        lastUpdateId = NO_ID;
        previousUpdateId = NO_ID;
    }

    int partCount() {
        return Math.max(1, (levelCount() + LEVELS_PER_PART - 1) / LEVELS_PER_PART);
    }

    /** Bytes of all parts together. */
    int lengthBytes() {
        return partCount() * HEAD_LENGTH + levelCount() * LEVEL_LENGTH;
    }

    /** Encodes one part at {@code offset} and returns its length in bytes. */
    int encode(final BookEventKind kind, final int part, final MutableDirectBuffer buffer, final int offset) {
        final int from = part * LEVELS_PER_PART;
        final int to = Math.min(levelCount(), from + LEVELS_PER_PART);
        encoder.wrapAndApplyHeader(buffer, offset, header);
        EventLayout.describe(buffer, offset, instrument, 0, venueTimeNs);
        encoder.firstUpdateId(firstUpdateId)
                .lastUpdateId(lastUpdateId)
                .part(part)
                .kind(kind)
                .lastPart(to == levelCount() ? Flag.YES : Flag.NO);
        encoder.levelsCount(to - from);
        final int ofBids = Math.min(to, bids.count());
        int at = offset + HEAD_LENGTH;
        for (int i = from; i < ofBids; i++) {
            at = level(buffer, at, bids.price(i), bids.quantity(i), Side.BUY);
        }
        for (int i = Math.max(from, bids.count()) - bids.count(); i < to - bids.count(); i++) {
            at = level(buffer, at, asks.price(i), asks.quantity(i), Side.SELL);
        }
        return at - offset;
    }

    /** Encodes one part straight into {@code sink}; false if that has no room. */
    boolean publish(final BookEventKind kind, final int part, final EventSink sink) {
        return sink.commit(encode(kind, part, sink.claim(), 0));
    }

    private int levelCount() {
        return bids.count() + asks.count();
    }

    /** As the schema's encoder would, which looks for its place anew for every field. */
    private static int level(
            final MutableDirectBuffer buffer, final int at, final long price, final long quantity, final Side side) {
        buffer.putLong(at + PRICE, price, ByteOrder.LITTLE_ENDIAN);
        buffer.putLong(at + QUANTITY, quantity, ByteOrder.LITTLE_ENDIAN);
        buffer.putByte(at + SIDE, (byte) side.value());
        return at + LEVEL_LENGTH;
    }
}
