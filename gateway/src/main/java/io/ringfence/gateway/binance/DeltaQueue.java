package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Depth updates that wait for their snapshot, as encoded parts, oldest first. Bounded and preallocated; space is given
 * back when the queue runs empty. Owned by the inbound thread.
 *
 * <pre>
 *   update: | lengthBytes (8) | first (8) | last (8) | previous (8) | part | part | ...
 *   part:   | lengthBytes (8) | SBE Depth ... |
 * </pre>
 */
final class DeltaQueue {
    private static final int FIRST = 8;
    private static final int LAST = 16;
    private static final int PREVIOUS = 24;
    private static final int HEAD_LENGTH = 32;
    private static final int PART_HEAD_LENGTH = 8;
    private static final int KIND = MessageHeaderEncoder.ENCODED_LENGTH + DepthEncoder.kindEncodingOffset();

    private final UnsafeBuffer buffer;
    private int head;
    private int tail;
    /** The next part of the oldest update to hand in. */
    private int cursor = HEAD_LENGTH;

    DeltaQueue(final int capacityBytes) {
        buffer = new UnsafeBuffer(new byte[capacityBytes]);
    }

    boolean isEmpty() {
        return head == tail;
    }

    void clear() {
        head = 0;
        tail = 0;
        cursor = HEAD_LENGTH;
    }

    long firstUpdateId() {
        return buffer.getLong(head + FIRST);
    }

    long lastUpdateId() {
        return buffer.getLong(head + LAST);
    }

    long previousUpdateId() {
        return buffer.getLong(head + PREVIOUS);
    }

    /** Appends a copy; false, and unchanged, if it doesn't fit. */
    boolean add(final DepthUpdate update) {
        final int parts = update.partCount();
        final int lengthBytes = HEAD_LENGTH + parts * PART_HEAD_LENGTH + update.lengthBytes();
        if (lengthBytes > buffer.capacity() - tail) {
            return false;
        }
        buffer.putLong(tail, lengthBytes);
        buffer.putLong(tail + FIRST, update.firstUpdateId);
        buffer.putLong(tail + LAST, update.lastUpdateId);
        buffer.putLong(tail + PREVIOUS, update.previousUpdateId);
        addParts(update, parts);
        tail += lengthBytes;
        return true;
    }

    private void addParts(final DepthUpdate update, final int parts) {
        int at = tail + HEAD_LENGTH;
        for (int part = 0; part < parts; part++) {
            final int length = update.encode(BookEventKind.DELTA, part, buffer, at + PART_HEAD_LENGTH);
            buffer.putLong(at, length);
            at += PART_HEAD_LENGTH + length;
        }
    }

    /** Hands in what is left of the oldest update, as {@code kind}, and forgets it; false without room: come again. */
    boolean publish(final BookEventKind kind, final EventSink sink) {
        final int end = head + (int) buffer.getLong(head);
        while (cursor < end) {
            final int length = (int) buffer.getLong(cursor);
            final MutableDirectBuffer event = sink.claim();
            event.putBytes(0, buffer, cursor + PART_HEAD_LENGTH, length);
            event.putByte(KIND, (byte) kind.value());
            if (!sink.commit(length)) {
                return false;
            }
            cursor += PART_HEAD_LENGTH + length;
        }
        forget(end);
        return true;
    }

    private void forget(final int end) {
        if (end == tail) {
            clear();
            return;
        }
        head = end;
        cursor = end + HEAD_LENGTH;
    }
}
