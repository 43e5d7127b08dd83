package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads a segment's file through a window of its own memory. A Chronicle file is a row of documents, each behind a word
 * of four bytes: length, a bit for meta data (its header and index pages), a bit for unfinished; zero ends the row.
 *
 * <pre>
 *   31          30         29                       0
 *   +-----------+----------+------------------------+
 *   | unfinished| meta data| length in bytes        |   documents start at multiples of 4
 *   +-----------+----------+------------------------+
 * </pre>
 *
 * Reading instead of mapping means that a cut file or a bad block is an {@link IOException}, never a fault, and that
 * Chronicle's tailer, which believes any length and waits 20 s for a lost first page, is not needed. Belongs to its reader.
 */
final class SegmentWindow implements AutoCloseable {
    private static final int UNFINISHED = 0x8000_0000;
    private static final int META_DATA = 0x4000_0000;
    private static final int LENGTH = 0x3FFF_FFFF;
    private static final int WINDOW_BYTES = 256 << 10;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private final UnsafeBuffer buffer = new UnsafeBuffer(memory);
    private final ByteBuffer probe = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long startBytes;
    private int filledBytes;

    SegmentWindow(final Path file) throws IOException {
        this.file = file;
        this.channel = FileChannel.open(file, StandardOpenOption.READ);
    }

    static boolean isEnd(final int word) {
        return word == 0 || (word & UNFINISHED) != 0;
    }

    static boolean isMetaData(final int word) {
        return (word & META_DATA) != 0;
    }

    static int lengthBytes(final int word) {
        return word & LENGTH;
    }

    Path file() {
        return file;
    }

    /** Holds the window's bytes; see {@link #offset}. */
    UnsafeBuffer buffer() {
        return buffer;
    }

    /** What {@link #buffer} wraps. */
    ByteBuffer memory() {
        return memory;
    }

    /** The word at {@code position}; 0 behind the end of the file. A word that ends the row is read afresh every time. */
    int word(final long position) throws IOException {
        final int seen = holds(position, Integer.BYTES) ? wordInWindow(position) : 0;
        if (!isEnd(seen)) {
            return seen;
        }
        if (isEnd(probe(position))) {
            return 0;
        }
        fill(position);
        return wordInWindow(position);
    }

    /** Whether there is a word that says unfinished. Chronicle writes none: a document's word is 0 until it is done. */
    boolean isUnfinished(final long position) throws IOException {
        return (probe(position) & UNFINISHED) != 0;
    }

    /** The word at {@code position} as it stands in the window; 0 if that doesn't hold it. */
    int wordIfThere(final long position) {
        return wordInWindow(position);
    }

    /** Where the document behind the one at {@code position} starts. */
    long behind(final long position, final int word) {
        return position + Integer.BYTES + BitUtil.align((long) lengthBytes(word), LogFrame.ALIGNMENT);
    }

    /** Brings {@code lengthBytes} at {@code position} into the window; false if the file ends before, or it is too long. */
    boolean load(final long position, final int lengthBytes) throws IOException {
        if (holds(position, lengthBytes)) {
            return true;
        }
        if (lengthBytes > WINDOW_BYTES) {
            return false;
        }
        fill(position);
        return holds(position, lengthBytes);
    }

    /** Reads the window anew, from {@code position} on. */
    void refresh(final long position) throws IOException {
        fill(position);
    }

    /** Where {@code position} lies in {@link #buffer}. */
    int offset(final long position) {
        return (int) (position - startBytes);
    }

    /** The file's length. */
    long lengthBytes() throws IOException {
        return channel.size();
    }

    /** The first byte from {@code position} on that isn't zero, or -1. Moves the window. */
    long firstNonZero(final long position) throws IOException {
        try (FileContent content = new FileContent(file)) {
            for (long at = content.from(position); at >= 0; at = content.from(at + filledBytes)) {
                fill(at);
                if (filledBytes == 0) {
                    return -1;
                }
                final int found = firstNonZeroInWindow();
                if (found < filledBytes) {
                    return at + found;
                }
            }
            return -1;
        }
    }

    /** {@code filledBytes} if there is none. */
    private int firstNonZeroInWindow() {
        int at = 0;
        while (at <= filledBytes - Long.BYTES && buffer.getLong(at, ByteOrder.LITTLE_ENDIAN) == 0) {
            at += Long.BYTES;
        }
        while (at < filledBytes && buffer.getByte(at) == 0) {
            at++;
        }
        return at;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private boolean holds(final long position, final int lengthBytes) {
        return position >= startBytes && position + lengthBytes <= startBytes + filledBytes;
    }

    private int wordInWindow(final long position) {
        return holds(position, Integer.BYTES) ? buffer.getInt(offset(position), ByteOrder.LITTLE_ENDIAN) : 0;
    }

    private int probe(final long position) throws IOException {
        probe.clear();
        return channel.read(probe, position) == Integer.BYTES ? probe.getInt(0) : 0;
    }

    private void fill(final long position) throws IOException {
        memory.clear();
        startBytes = position;
        filledBytes = 0;
        while (memory.hasRemaining()) {
            final int count = channel.read(memory, position + filledBytes);
            if (count < 0) {
                break;
            }
            filledBytes += count;
        }
        memory.clear();
    }
}
