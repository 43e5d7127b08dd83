package io.ringfence.engine.assembly;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.agrona.DirectBuffer;

/**
 * A folder of frames files, one per symbol as recorders write them, because a snapshot line doesn't say whose it is:
 * lines of {@code <receive time in ns> <message>}, gzipped. Owned by the capture's thread.
 */
final class CapturedFrames implements AutoCloseable {
    private static final byte[] STREAM = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final Map<String, SymbolFile> files = new TreeMap<>();
    private byte[] line = new byte[1 << 16];

    /** Times of one file never step back, which readers rely on. */
    private static final class SymbolFile {
        private final OutputStream out;
        private long timeNs;

        SymbolFile(final Path file) throws IOException {
            out = new GZIPOutputStream(
                    new BufferedOutputStream(
                            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            BUFFER_BYTES),
                    BUFFER_BYTES,
                    true);
        }

        void write(final long receiveTimeNs, final byte[] message, final int length) throws IOException {
            timeNs = Math.max(timeNs, receiveTimeNs);
            out.write((timeNs + " ").getBytes(StandardCharsets.US_ASCII));
            out.write(message, 0, length);
            out.write('\n');
        }
    }

    private CapturedFrames(final Path folder) {
        this.folder = folder;
    }

    /** Makes a new folder {@code name} in {@code parent}, or {@code name-2} and so on if there is one. */
    static CapturedFrames in(final Path parent, final String name) {
        try {
            Files.createDirectories(parent);
            return new CapturedFrames(newFolder(parent, name));
        } catch (final IOException e) {
            throw new UncheckedIOException("can't capture frames to " + parent + ": " + e, e);
        }
    }

    private static Path newFolder(final Path parent, final String name) throws IOException {
        for (int number = 1; ; number++) {
            try {
                return Files.createDirectory(parent.resolve(number == 1 ? name : name + "-" + number));
            } catch (final FileAlreadyExistsException taken) {
                // The next one, then.
            }
        }
    }

    Path folder() {
        return folder;
    }

    /** Writes a message of a combined stream to its symbol's file; answers to subscriptions and the like are left out. */
    void frame(final long timeNs, final DirectBuffer buffer, final int offset, final int length) throws IOException {
        copy(buffer, offset, length);
        final int at = STREAM.length;
        int end = at;
        while (end < length && line[end] != '@' && line[end] != '"') {
            end++;
        }
        if (startsWith(length, 0, STREAM) && end < length && line[end] == '@' && hasData(end, length)) {
            file(new String(line, at, end - at, StandardCharsets.US_ASCII)).write(timeNs, line, length);
        }
    }

    /** Writes the answer to a depth request to {@code symbol}'s file. */
    void snapshot(final long timeNs, final String symbol, final DirectBuffer buffer, final int offset, final int length)
            throws IOException {
        copy(buffer, offset, length);
        for (int i = 0; i < length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        file(symbol.toLowerCase(Locale.ROOT)).write(timeNs, line, length);
    }

    /** What was written so far can be read, even if this process dies. */
    void flush() throws IOException {
        for (final SymbolFile file : files.values()) {
            file.out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        for (final SymbolFile file : files.values()) {
            file.out.close();
        }
    }

    private SymbolFile file(final String symbol) throws IOException {
        final SymbolFile known = files.get(symbol);
        if (known != null) {
            return known;
        }
        final SymbolFile file = new SymbolFile(folder.resolve(symbol + ".gz"));
        files.put(symbol, file);
        return file;
    }

    private void copy(final DirectBuffer buffer, final int offset, final int length) {
        if (line.length < length) {
            line = new byte[2 * length];
        }
        buffer.getBytes(offset, line, 0, length);
    }

    private boolean hasData(final int start, final int length) {
        for (int i = start; i < length; i++) {
            if (line[i] == '"' && startsWith(length, i, DATA)) {
                return true;
            }
        }
        return false;
    }

    private boolean startsWith(final int length, final int at, final byte[] prefix) {
        if (length - at < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (line[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
