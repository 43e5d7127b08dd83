package io.ringfence.gateway.websocket;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Bytes that must outlive the read they came in; grows as needed and keeps its size. Owned by one reader. */
final class KeptBytes {
    /** More than a read brings, so that growing stays the exception: it allocates. */
    private static final int INITIAL_CAPACITY = 128 * 1024;

    private UnsafeBuffer buffer = new UnsafeBuffer(new byte[INITIAL_CAPACITY]);
    private int start;
    private int end;

    DirectBuffer buffer() {
        return buffer;
    }

    int offset() {
        return start;
    }

    int length() {
        return end - start;
    }

    boolean isEmpty() {
        return start == end;
    }

    void append(final DirectBuffer source, final int offset, final int length) {
        if (length > buffer.capacity() - end) {
            makeRoom(length);
        }
        buffer.putBytes(end, source, offset, length);
        end += length;
    }

    /** Forgets the first {@code length} bytes. */
    void drop(final int length) {
        start += length;
        if (isEmpty()) {
            clear();
        }
    }

    /** Forgets the last {@code length} bytes. */
    void takeBack(final int length) {
        end -= length;
    }

    void clear() {
        start = 0;
        end = 0;
    }

    private void makeRoom(final int length) {
        final int kept = length();
        final UnsafeBuffer target = kept + length <= buffer.capacity() ? buffer : grown(kept + length);
        target.putBytes(0, buffer, start, kept);
        buffer = target;
        start = 0;
        end = kept;
    }

    private static UnsafeBuffer grown(final int length) {
        return new UnsafeBuffer(new byte[Integer.highestOneBit(length) << 1]);
    }
}
