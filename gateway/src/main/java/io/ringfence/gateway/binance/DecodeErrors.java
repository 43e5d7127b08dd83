package io.ringfence.gateway.binance;

import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.json.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Malformed frames, told apart by fault and kind of message: how often, when first and last, and where in the first of
 * them, with an excerpt. Holds a fixed number of entries; what finds no place is only counted. Recording allocates
 * nothing. Excerpts are printable ASCII, and runs of {@value #SECRET_LENGTH} or more letters and digits (keys, listen
 * keys, signatures) are blotted out.
 *
 * <p>Any thread: an error is rare, so a lock that nobody else wants costs nothing that matters.
 */
public final class DecodeErrors {
    /** The longest excerpt, characters. */
    public static final int EXCERPT_LENGTH = 120;

    static final int SECRET_LENGTH = 40;
    /** How much of the excerpt lies before the fault. */
    private static final int LEAD = 60;

    /**
     * One kind of error.
     *
     * @param message  the kind of message in which it was found
     * @param position of the first one, bytes from the start of its frame
     * @param excerpt  of the first one, around the position
     * @param firstNs  engine time
     * @param lastNs   engine time
     */
    public record Entry(
            String message, Fault fault, int position, String excerpt, long count, long firstNs, long lastNs) {}

    private static final class Cell {
        private final byte[] excerpt = new byte[EXCERPT_LENGTH];
        private int excerptLength;
        private String message;
        private Fault fault;
        private int position;
        private long count;
        private long firstNs;
        private long lastNs;
    }

    private final EngineClock clock;
    private final Cell[] cells;
    private int used;
    private long total;
    private long unplaced;

    /**
     * @param clock    gives first and last time
     * @param capacity distinct errors that are kept, at least 1
     */
    public DecodeErrors(final EngineClock clock, final int capacity) {
        this.clock = clock;
        cells = new Cell[capacity];
        for (int i = 0; i < capacity; i++) {
            cells[i] = new Cell();
        }
    }

    /** Malformed frames so far. */
    public synchronized long total() {
        return total;
    }

    /** Those of {@link #total} that found no place for an entry of their own. */
    public synchronized long unplaced() {
        return unplaced;
    }

    /** A copy for reports, oldest first. */
    public synchronized List<Entry> entries() {
        final List<Entry> entries = new ArrayList<>(used);
        for (int i = 0; i < used; i++) {
            entries.add(entry(cells[i]));
        }
        return entries;
    }

    /**
     * Records a malformed frame.
     *
     * @param message constant text that names the kind of message
     * @param at      index of the fault in the buffer
     */
    synchronized void record(
            final String message,
            final Fault fault,
            final DirectBuffer buffer,
            final int offset,
            final int lengthBytes,
            final int at) {
        total++;
        final long nowNs = clock.timeNs();
        final Cell known = find(message, fault);
        if (known != null) {
            known.count++;
            known.lastNs = nowNs;
        } else if (used < cells.length) {
            fill(cells[used++], message, fault, at - offset, nowNs);
            excerpt(cells[used - 1], buffer, offset, lengthBytes, at);
        } else {
            unplaced++;
        }
    }

    private Cell find(final String message, final Fault fault) {
        for (int i = 0; i < used; i++) {
            if (cells[i].fault == fault && cells[i].message.equals(message)) {
                return cells[i];
            }
        }
        return null;
    }

    private static void fill(
            final Cell cell, final String message, final Fault fault, final int position, final long nowNs) {
        cell.message = message;
        cell.fault = fault;
        cell.position = position;
        cell.count = 1;
        cell.firstNs = nowNs;
        cell.lastNs = nowNs;
    }

    private static void excerpt(
            final Cell cell, final DirectBuffer buffer, final int offset, final int lengthBytes, final int at) {
        final int end = offset + lengthBytes;
        final int from = Math.max(offset, Math.min(at - LEAD, end - EXCERPT_LENGTH));
        final int to = Math.min(end, from + EXCERPT_LENGTH);
        for (int i = from; i < to; i++) {
            final byte character = buffer.getByte(i);
            final boolean printable = character >= ' ' && character < 127;
            cell.excerpt[i - from] = printable ? character : (byte) '?';
        }
        cell.excerptLength = to - from;
        blot(cell, buffer, offset, end, from);
    }

    /** Looks at the whole frame, since the excerpt may show only an end of a secret. */
    private static void blot(
            final Cell cell, final DirectBuffer buffer, final int offset, final int end, final int from) {
        int runStart = offset;
        for (int i = offset; i <= end; i++) {
            if (i == end || !isWord(buffer.getByte(i))) {
                if (i - runStart >= SECRET_LENGTH) {
                    blotRun(cell, runStart - from, i - from);
                }
                runStart = i + 1;
            }
        }
    }

    private static void blotRun(final Cell cell, final int start, final int end) {
        for (int i = Math.max(0, start); i < Math.min(end, cell.excerptLength); i++) {
            cell.excerpt[i] = '*';
        }
    }

    private static boolean isWord(final byte character) {
        final int lower = character | 0x20;
        return (lower >= 'a' && lower <= 'z') || (character >= '0' && character <= '9');
    }

    private static Entry entry(final Cell cell) {
        return new Entry(
                cell.message,
                cell.fault,
                cell.position,
                new String(cell.excerpt, 0, cell.excerptLength, StandardCharsets.US_ASCII),
                cell.count,
                cell.firstNs,
                cell.lastNs);
    }
}
