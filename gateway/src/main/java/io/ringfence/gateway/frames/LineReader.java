package io.ringfence.gateway.frames;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Lines of a plain or gzipped file as stretches of one buffer, which grows to the longest line. */
final class LineReader implements AutoCloseable {
    private static final int FIRST_BUFFER_LENGTH = 1 << 16;
    private static final int MAX_LINE_LENGTH = 1 << 26;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_BUFFER_LENGTH];
    private int filled;
    private int nextStart;
    private int lineStart;
    private int lineLength;
    private boolean atEnd;

    LineReader(final Path path) throws IOException {
        in = open(path);
    }

    /** Moves to the next line; false at the end. */
    boolean next() throws IOException {
        int searched = nextStart;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    return take(i, i + 1);
                }
            }
            searched = filled - nextStart;
            if (!refill()) {
                return nextStart < filled && take(filled, filled);
            }
        }
    }

    byte[] buffer() {
        return buffer;
    }

    int lineStart() {
        return lineStart;
    }

    /** Without line end. */
    int lineLength() {
        return lineLength;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean take(final int lineEnd, final int followingStart) {
        lineStart = nextStart;
        final boolean carriageReturn = lineEnd > lineStart && buffer[lineEnd - 1] == '\r';
        lineLength = lineEnd - lineStart - (carriageReturn ? 1 : 0);
        nextStart = followingStart;
        return true;
    }

    /** Moves the unfinished line to the front and reads on behind it; false at the end of the file. */
    private boolean refill() throws IOException {
        if (atEnd) {
            return false;
        }
        System.arraycopy(buffer, nextStart, buffer, 0, filled - nextStart);
        filled -= nextStart;
        nextStart = 0;
        if (filled == buffer.length) {
            grow();
        }
        final int read = in.read(buffer, filled, buffer.length - filled);
        atEnd = read < 0;
        filled += Math.max(0, read);
        return true;
    }

    private void grow() throws IOException {
        if (buffer.length >= MAX_LINE_LENGTH) {
            throw new IOException("a line is longer than " + MAX_LINE_LENGTH + " bytes");
        }
        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }

    private static InputStream open(final Path path) throws IOException {
        final PushbackInputStream in = new PushbackInputStream(Files.newInputStream(path), 2);
        final byte[] magic = in.readNBytes(2);
        in.unread(magic);
        final boolean gzip = magic.length == 2 && (magic[0] & 0xFF) == GZIP_FIRST && (magic[1] & 0xFF) == GZIP_SECOND;
        return gzip ? new GZIPInputStream(in, FIRST_BUFFER_LENGTH) : in;
    }
}
