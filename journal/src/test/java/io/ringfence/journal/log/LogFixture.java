package io.ringfence.journal.log;

import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A log with its housekeeping thread, and payloads whose bytes follow from their sequence. */
final class LogFixture implements AutoCloseable {
    static final long SEGMENT_BYTES = 1L << 20;
    static final long AHEAD_BYTES = 1L << 20;
    static final int EPOCH = 7;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[LogWriter.MAX_PAYLOAD_BYTES]);
    private final LogWriter writer;
    private final Housekeeping housekeeping;

    LogFixture(final LogPlace place) {
        this(place, SEGMENT_BYTES);
    }

    LogFixture(final LogPlace place, final long segmentBytes) {
        this(place, segmentBytes, false);
    }

    /** Of {@code durability: device}. */
    static LogFixture forced(final LogPlace place) {
        return new LogFixture(place, SEGMENT_BYTES, true);
    }

    private LogFixture(final LogPlace place, final long segmentBytes, final boolean forced) {
        writer = LogWriter.create(place, segmentBytes, AHEAD_BYTES, forced, Disk.REAL);
        housekeeping = Housekeeping.start("ringfence-journal-test", List.of(writer));
    }

    static LogPlace events(final Path generation) {
        return new LogPlace(generation, LogKind.EVENTS, EPOCH);
    }

    /** Writes and closes a log of {@code records} records. */
    static LogEnd write(final LogPlace place, final int records) {
        try (LogFixture fixture = new LogFixture(place)) {
            fixture.append(1, records);
            return fixture.writer().end();
        }
    }

    static int lengthBytes(final long sequence) {
        return (int) (40 + sequence % 100);
    }

    LogWriter writer() {
        return writer;
    }

    void append(final long from, final long to) {
        for (long sequence = from; sequence <= to; sequence++) {
            payload.setMemory(0, lengthBytes(sequence), (byte) sequence);
            payload.putLong(0, sequence);
            writer.append(sequence, payload, 0, lengthBytes(sequence));
        }
    }

    /** Leaves the files as a killed process would: in a log that is forced, one killed before it has forced a group. */
    void kill() {
        writer.writeGroup();
        housekeeping.close();
    }

    @Override
    public void close() {
        housekeeping.close();
        writer.close();
    }
}
