package io.ringfence.journal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What follows a snapshot is found without what is before it, in segments that are much longer than a reader's window. */
class LogSeekTest {
    private static final int RECORDS = 60_000;
    private static final long SEGMENT_BYTES = 4L << 20;
    private static final long SEED = 11;
    private static final int PLACES = 60;

    @TempDir
    private Path folder;

    @Test
    void shouldReadOnBehindAnyRecord() {
        final LogPlace place = LogFixture.events(folder.resolve("whole"));
        final List<LogEnd> places = new ArrayList<>();
        final LogEnd end = write(place, places);
        final SplittableRandom random = new SplittableRandom(SEED);

        for (int i = 0; i < PLACES; i++) {
            final LogEnd from = places.get(random.nextInt(RECORDS));

            try (LogReader reader = LogReader.open(place, from, end)) {
                for (long next = from.lastSequence() + 1; next <= RECORDS; next++) {
                    assertTrue(reader.next(), "seed=" + SEED + " from=" + from);
                    assertEquals(next, reader.sequence());
                    assertEquals(next, reader.buffer().getLong(reader.offset()));
                }
                assertFalse(reader.next());
                assertEquals(end, reader.end());
                assertEquals(Optional.empty(), reader.damage());
            }
        }
    }

    @Test
    void shouldSayThatARecordOfAnotherChainIsNotThere() {
        final LogPlace place = LogFixture.events(folder.resolve("whole"));
        final List<LogEnd> places = new ArrayList<>();
        final LogEnd end = write(place, places);
        final LogEnd from = places.get(40_000);

        try (LogReader reader =
                LogReader.open(place, new LogEnd(from.records(), from.lastSequence(), from.chain() + 1), end)) {
            assertFalse(reader.next());
            assertEquals("no such record", reader.damage().orElseThrow().found());
        }
    }

    /** That is for those who read the whole log. */
    @Test
    void shouldNotMindDamageBeforeThePlaceItself() throws IOException {
        final LogPlace place = LogFixture.events(folder.resolve("damaged"));
        final List<LogEnd> places = new ArrayList<>();
        final LogEnd end = write(place, places);
        final LogEnd from = places.get(places.size() - 100);
        final int last = place.segments().length - 1;
        try (FileChannel file = FileChannel.open(place.data(last).orElseThrow(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.allocate(4_096), 200_000);
        }

        try (LogReader reader = LogReader.open(place, from, end)) {
            for (int i = 0; i < 99; i++) {
                assertTrue(reader.next());
            }
            assertFalse(reader.next());
            assertEquals(Optional.empty(), reader.damage());
        }
        try (LogReader whole = LogReader.open(place, end)) {
            boolean more = true;
            while (more) {
                more = whole.next();
            }
            assertTrue(whole.damage().isPresent());
        }
    }

    @Test
    void shouldNotTakeAPayloadThatLooksLikeARecordForOne() {
        final LogPlace place = LogFixture.events(folder.resolve("forged"));
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[200]);
        final List<LogEnd> places = new ArrayList<>();
        final LogEnd end;
        try (LogFixture fixture = new LogFixture(place, SEGMENT_BYTES)) {
            for (long sequence = 1; sequence <= 15_000; sequence++) {
                forge(payload, sequence);
                fixture.writer().append(sequence, payload, 0, payload.capacity());
                places.add(fixture.writer().end());
            }
            end = fixture.writer().end();
        }

        for (int i = 0; i < 15_000; i += 997) {
            try (LogReader reader = LogReader.open(place, places.get(i), end)) {
                assertTrue(reader.next());
                assertEquals(i + 2, reader.sequence());
            }
        }
    }

    /** Word and frame of a record far in the future, twice, as a row. */
    private static void forge(final UnsafeBuffer payload, final long sequence) {
        for (int at = 4; at <= 104; at += 100) {
            payload.putInt(at, 96);
            payload.putInt(at + 4, (int) sequence);
            payload.putInt(at + 4 + LogFrame.LENGTH, 96 - LogFrame.PAYLOAD);
            payload.putLong(at + 4 + LogFrame.SEQUENCE, 1_000_000 + sequence);
            payload.putInt(at + 4 + LogFrame.EPOCH, LogFixture.EPOCH);
        }
    }

    @Test
    void shouldFindAByteFarBehindTheEndThatAHoleHides() throws IOException {
        final LogPlace place = LogFixture.events(folder.resolve("sparse"));
        final LogFixture fixture = new LogFixture(place, 64L << 20);
        fixture.append(1, 500);
        fixture.kill();
        final Path file = place.data(0).orElseThrow();

        assertEquals(Optional.empty(), damage(place));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {1}), 50_000_001);
        }

        assertEquals("bytes at position=50000001", damage(place).orElseThrow().found());
        fixture.close();
    }

    private static Optional<LogDamage> damage(final LogPlace place) {
        try (LogReader reader = LogReader.open(place)) {
            boolean more = true;
            while (more) {
                more = reader.next();
            }
            return reader.damage();
        }
    }

    private static LogEnd write(final LogPlace place, final List<LogEnd> places) {
        try (LogFixture fixture = new LogFixture(place, SEGMENT_BYTES)) {
            for (long sequence = 1; sequence <= RECORDS; sequence++) {
                fixture.append(sequence, sequence);
                places.add(fixture.writer().end());
            }
            return fixture.writer().end();
        }
    }
}
