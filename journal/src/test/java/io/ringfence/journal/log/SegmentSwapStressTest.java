package io.ringfence.journal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a log's writer, the thread that prepares its segments and its readers share, with real threads, while segments are
 * swapped: a reader sees every record whole, once and in order, whenever it looks. {@code -Dringfence.stress=N} for N times as
 * many.
 */
class SegmentSwapStressTest {
    private static final long SEED = 20_261_121;
    private static final int READERS = 3;
    private static final int TIMES = Integer.getInteger("ringfence.stress", 1);
    private static final int RECORDS = 80_000 * TIMES;
    private static final int LEAST_SEGMENTS = 5;
    private static final int LONGEST_RUN = 500;
    private static final long LIMIT_S = 120L * TIMES;

    @TempDir
    private Path folder;

    @Test
    void shouldShowReadersEveryRecordWholeWhileSegmentsAreSwapped() throws Exception {
        final LogPlace place = LogFixture.events(folder);
        final ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (LogFixture fixture = new LogFixture(place, LogWriter.MIN_SEGMENT_BYTES)) {
            fixture.append(1, 1);
            final List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(() -> read(place)));
            }

            appendInRuns(fixture, new Random(SEED));

            for (final Future<Long> reader : readers) {
                assertEquals(RECORDS, reader.get(LIMIT_S, TimeUnit.SECONDS));
            }
            assertTrue(place.segments().length >= LEAST_SEGMENTS, "segments=" + place.segments().length);
        } finally {
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(LIMIT_S, TimeUnit.SECONDS));
        }
    }

    /** With pauses of seeded length, so that readers wait at the end in one place and lag in another. */
    private static void appendInRuns(final LogFixture fixture, final Random random) {
        long next = 2;
        while (next <= RECORDS) {
            final long last = Math.min(RECORDS, next + random.nextInt(LONGEST_RUN));
            fixture.append(next, last);
            next = last + 1;
            LockSupport.parkNanos(random.nextInt(50_000));
        }
    }

    /** The last sequence that it has seen. */
    private static long read(final LogPlace place) {
        try (LogReader reader = LogReader.open(place)) {
            long seen = 0;
            while (seen < RECORDS && !Thread.currentThread().isInterrupted()) {
                if (reader.next()) {
                    seen++;
                    check(reader, seen);
                } else {
                    assertTrue(reader.damage().isEmpty(), () -> "damage: " + reader.damage());
                }
            }
            return seen;
        }
    }

    private static void check(final LogReader reader, final long sequence) {
        assertEquals(sequence, reader.sequence());
        assertEquals(LogFixture.lengthBytes(sequence), reader.lengthBytes());
        assertEquals(sequence, reader.buffer().getLong(reader.offset()));
        for (int i = Long.BYTES; i < reader.lengthBytes(); i++) {
            assertEquals((byte) sequence, reader.buffer().getByte(reader.offset() + i));
        }
    }
}
