package io.ringfence.gateway.frames;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A frames file: lines of {@code <receive time ns> <JSON>}, plain or gzip, each a combined-stream message
 * ({@code {"stream":…,"data":…}}) or the bare answer to a REST depth request, which belongs to the file's one symbol.
 * Blank lines are skipped. Read one line at a time.
 */
public final class FramesFile implements FrameSource {
    private static final byte[] STREAM = "{\"stream\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DATA = "\"data\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SNAPSHOT = "{\"lastUpdateId\"".getBytes(StandardCharsets.US_ASCII);

    private final Path path;
    private final FramesScan scan;
    private final LineReader lines;
    private final Frame frame = new Frame();
    private long line;
    private long lastReceiveTimeNs = Long.MIN_VALUE;
    private int lastSymbol;

    private FramesFile(final Path path, final FramesScan scan) throws IOException {
        this.path = path;
        this.scan = scan;
        this.lines = new LineReader(path);
    }

    /**
     * Opens {@code path} and looks at its beginning to learn which market and symbols it is about.
     *
     * @throws FrameException if it can't be read, is empty, or the market can't be told
     */
    public static FramesFile open(final Path path) {
        return open(path, FramesScan.of(path));
    }

    /** Opens {@code path} for the scan itself, which needs no symbols yet. */
    static FramesFile open(final Path path, final FramesScan scan) {
        try {
            return new FramesFile(path, scan);
        } catch (final IOException e) {
            throw new FrameException("frames file " + path + " can't be read: " + e, e);
        }
    }

    @Override
    public List<FramedSymbol> symbols() {
        return scan.symbols();
    }

    @Override
    public long startTimeNs() {
        return scan.startTimeNs();
    }

    @Override
    public Frame next() {
        try {
            do {
                if (!lines.next()) {
                    return null;
                }
                line++;
            } while (lines.lineLength() == 0);
        } catch (final IOException e) {
            throw new FrameException("frames file " + path + " breaks off after line " + line + ": " + e, e);
        }
        read();
        return frame;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (final IOException e) {
            throw new FrameException("frames file " + path + " can't be closed: " + e, e);
        }
    }

    private void read() {
        final byte[] bytes = lines.buffer();
        final int end = lines.lineStart() + lines.lineLength();
        int at = lines.lineStart();
        long timeNs = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && at - lines.lineStart() < 19) {
            timeNs = timeNs * 10 + bytes[at++] - '0';
        }
        require(timeNs > 0 && at < end && bytes[at] == ' ', "it doesn't begin with a receive time in ns and a space");
        at++;
        require(at < end && bytes[at] == '{' && bytes[end - 1] == '}', "what follows the time is no JSON object");
        require(timeNs >= lastReceiveTimeNs, "its receive time " + timeNs + " is before the line above");
        lastReceiveTimeNs = timeNs;
        frame.wrap(bytes, at, end - at, timeNs);
        frame.place(path.toString(), line);
        describe(bytes, at, end);
    }

    private void describe(final byte[] bytes, final int start, final int end) {
        if (startsWith(bytes, start, end, SNAPSHOT)) {
            frame.stream(start, 0);
            frame.data(start, end - start);
            frame.describe(FrameKind.SNAPSHOT, scan.market(), scan.onlySymbol());
            return;
        }
        require(startsWith(bytes, start, end, STREAM), "it is neither {\"stream\":…,\"data\":…} nor a depth snapshot");
        final int nameStart = start + STREAM.length;
        final int nameEnd = indexOf(bytes, nameStart, end, '"');
        frame.stream(nameStart, nameEnd - nameStart);
        final int dataStart = findData(bytes, nameEnd, end);
        frame.data(dataStart, end - 1 - dataStart);
        final int at = indexOf(bytes, nameStart, nameEnd, '@');
        frame.describe(kind(bytes, at + 1, nameEnd), scan.market(), symbol(bytes, nameStart, at));
    }

    private static FrameKind kind(final byte[] bytes, final int start, final int end) {
        if (start < end && bytes[start] == 'd' && startsWith(bytes, start, end, Name.DEPTH)) {
            return FrameKind.DEPTH;
        }
        if (end - start == Name.BOOK_TICKER.length && startsWith(bytes, start, end, Name.BOOK_TICKER)) {
            return FrameKind.BOOK_TICKER;
        }
        final boolean trade = end - start == Name.TRADE.length && startsWith(bytes, start, end, Name.TRADE);
        return trade ? FrameKind.TRADE : FrameKind.OTHER;
    }

    /** What follows the @ of a stream name. */
    private static final class Name {
        static final byte[] DEPTH = "depth".getBytes(StandardCharsets.US_ASCII);
        static final byte[] BOOK_TICKER = "bookTicker".getBytes(StandardCharsets.US_ASCII);
        static final byte[] TRADE = "trade".getBytes(StandardCharsets.US_ASCII);
    }

    private String symbol(final byte[] bytes, final int start, final int end) {
        final List<String> streamNames = scan.streamNames();
        for (int i = 0; i < streamNames.size(); i++) {
            final int candidate = (lastSymbol + i) % streamNames.size();
            if (sameText(bytes, start, end, streamNames.get(candidate))) {
                lastSymbol = candidate;
                return scan.symbols().get(candidate).symbol();
            }
        }
        return null;
    }

    private int findData(final byte[] bytes, final int start, final int end) {
        for (int i = start; i < end - DATA.length; i++) {
            if (bytes[i] == '"' && startsWith(bytes, i, end, DATA)) {
                require(bytes[i + DATA.length] == '{', "\"data\" is no object");
                return i + DATA.length;
            }
        }
        throw malformed("it has no \"data\"");
    }

    private static int indexOf(final byte[] bytes, final int start, final int end, final char character) {
        int at = start;
        while (at < end && bytes[at] != character) {
            at++;
        }
        return at;
    }

    private static boolean startsWith(final byte[] bytes, final int start, final int end, final byte[] prefix) {
        if (end - start < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (bytes[start + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameText(final byte[] bytes, final int start, final int end, final String text) {
        if (end - start != text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[start + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void require(final boolean holds, final String complaint) {
        if (!holds) {
            throw malformed(complaint);
        }
    }

    private FrameException malformed(final String complaint) {
        final int length = Math.min(lines.lineLength(), 80);
        final String excerpt = new String(lines.buffer(), lines.lineStart(), length, StandardCharsets.UTF_8);
        return new FrameException("frames file " + path + " line " + line + ": " + complaint + ": " + excerpt);
    }
}
