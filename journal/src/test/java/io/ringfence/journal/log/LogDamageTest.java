package io.ringfence.journal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.testing.Flips;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.SplittableRandom;
import org.agrona.collections.LongArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogDamageTest {
    private static final int RECORDS = 30_000;
    private static final int FLIPS = 600;
    private static final long SEED = 20261121;
    private static final int PAGE_BYTES = 4096;

    @TempDir
    private Path folder;

    private LogPlace place;
    private LogEnd end;

    @BeforeEach
    void writeLog() {
        place = LogFixture.events(folder.resolve("whole"));
        end = LogFixture.write(place, RECORDS);
    }

    @Test
    void shouldFindEveryFlippedBitOfARecord() throws IOException {
        final Path file = place.data(1).orElseThrow();
        final LongArrayList starts = recordStarts(file);
        final long before = recordStarts(place.data(0).orElseThrow()).size() - 1;
        final SplittableRandom random = new SplittableRandom(SEED);

        for (int i = 0; i < FLIPS; i++) {
            final int record = random.nextInt(starts.size() - 1);
            final long start = starts.getLong(record);
            final long position = random.nextLong(start, starts.getLong(record + 1));
            final int bit = 1 << random.nextInt(8);

            flip(file, position, bit);
            final Outcome outcome = read(LogReader.open(place, end));
            flip(file, position, bit);

            final String flipped = "seed=" + SEED + " position=" + position + " bit=" + bit;
            assertEquals(before + record, outcome.end().lastSequence(), flipped);
            assertEquals(file, outcome.damage().orElseThrow().segment(), flipped);
            assertEquals(start, outcome.damage().orElseThrow().position(), flipped);
            assertEquals(before + record, outcome.damage().orElseThrow().lastSequence(), flipped);
        }
        assertEquals(new Outcome(end, Optional.empty()), read(LogReader.open(place, end)));
    }

    /** The last ones of both logs: what a crash is most likely to have left half. */
    @ParameterizedTest
    @EnumSource(LogKind.class)
    void shouldFindEveryFlippedBitOfTheLastRecords(final LogKind kind) throws Exception {
        final LogPlace log = new LogPlace(folder.resolve("short"), kind, LogFixture.EPOCH);
        final int records = 50;
        final LogEnd sealed = LogFixture.write(log, records);
        final Path file = log.data(0).orElseThrow();
        final LongArrayList starts = recordStarts(file);
        final int looked = 4;

        Flips.everyBit(file, starts.getLong(records - looked), starts.getLong(records), flipped -> {
            final Outcome withSeal = read(LogReader.open(log, sealed));
            final LogDamage damage = withSeal.damage().orElseThrow(() -> new AssertionError(flipped));
            assertEquals(file, damage.segment(), flipped);
            assertEquals(withSeal.end().lastSequence(), damage.lastSequence(), flipped);
            assertTrue(damage.lastSequence() >= records - looked && damage.lastSequence() < records, flipped);
            assertEquals(starts.getLong((int) damage.lastSequence()), damage.position(), flipped);
        });
    }

    @Test
    void shouldFindAFlippedLabel() throws IOException {
        final Path file = place.data(1).orElseThrow();
        final long label = labelStart(file);

        flip(file, label + Integer.BYTES + LogFrame.PAYLOAD + 12, 1);

        final LogDamage damage = read(LogReader.open(place)).damage().orElseThrow();
        assertEquals(file, damage.segment());
        assertEquals(label, damage.position());
        assertEquals("label epoch=7 kind=1 segment=1 version=1", damage.expected());
        assertEquals("label epoch=7 kind=1 segment=0 version=1", damage.found());
    }

    @Test
    void shouldFindAPageLostFromTheMiddleWithoutASeal() throws IOException {
        final Path file = place.data(0).orElseThrow();
        final long size = Files.size(file);

        for (long page = PAGE_BYTES * 20L; page < size / 2; page += 11 * PAGE_BYTES) {
            final ByteBuffer saved = overwrite(file, page, ByteBuffer.allocate(PAGE_BYTES));
            final Outcome outcome = read(LogReader.open(place));
            overwrite(file, page, saved);

            final LogDamage damage = outcome.damage().orElseThrow();
            assertTrue(damage.position() <= page + PAGE_BYTES, damage.toString());
            assertTrue(outcome.end().lastSequence() < RECORDS / 3, outcome.toString());
        }
    }

    @Test
    void shouldTakeWhatAKilledWriterLeftBehindTheEndForNoDamage() throws IOException {
        final LogPlace killed = LogFixture.events(folder.resolve("killed"));
        final LogFixture fixture = new LogFixture(killed);
        fixture.append(1, 500);
        fixture.kill();
        final Path file = killed.data(0).orElseThrow();
        final LongArrayList starts = recordStarts(file);

        overwrite(
                file,
                starts.getLong(starts.size() - 1) + Integer.BYTES,
                ByteBuffer.allocate(500).put(9, (byte) 1));

        final Outcome outcome = read(LogReader.open(killed));
        assertEquals(new Outcome(fixture.writer().end(), Optional.empty()), outcome);
        fixture.close();
    }

    @Test
    void shouldReturnThePrefixOfATruncatedLog() throws IOException {
        final int last = place.segments().length - 1;
        final Path file = place.data(last).orElseThrow();
        final LongArrayList starts = recordStarts(file);
        final int cut = starts.size() / 2;

        truncate(file, starts.getLong(cut) + 7);

        final Outcome outcome = read(LogReader.open(place, end));
        assertEquals(RECORDS - (starts.size() - 1 - cut), outcome.end().lastSequence());
        final LogDamage damage = outcome.damage().orElseThrow();
        assertEquals(file, damage.segment());
        assertEquals(starts.getLong(cut), damage.position());
        assertTrue(damage.found().contains("the end of the file"), damage.toString());
    }

    @Test
    void shouldMissRecordsThatTheSealKnows() throws IOException {
        final Path file = place.data(place.segments().length - 1).orElseThrow();
        final LongArrayList starts = recordStarts(file);

        truncate(file, starts.getLong(starts.size() - 2));

        assertEquals(Optional.empty(), read(LogReader.open(place)).damage());
        final LogDamage damage = read(LogReader.open(place, end)).damage().orElseThrow();
        assertEquals(RECORDS - 1, damage.lastSequence());
        assertTrue(damage.expected().contains("lastSequence=" + RECORDS), damage.toString());
    }

    @Test
    void shouldNameAMissingSegment() throws IOException {
        final long before = recordStarts(place.data(0).orElseThrow()).size() - 1;
        delete(place.segment(1));

        final Outcome outcome = read(LogReader.open(place));

        assertEquals(before, outcome.end().lastSequence());
        assertEquals(place.segment(1), outcome.damage().orElseThrow().segment());
        assertEquals("no data file", outcome.damage().orElseThrow().found());
    }

    @Test
    void shouldRefuseASegmentOfAnotherGeneration() throws IOException {
        final LogPlace other = new LogPlace(folder.resolve("other"), LogKind.EVENTS, LogFixture.EPOCH + 1);
        LogFixture.write(other, RECORDS);
        final long before = recordStarts(place.data(0).orElseThrow()).size() - 1;

        replace(place.data(1).orElseThrow(), other.data(1).orElseThrow());

        final Outcome outcome = read(LogReader.open(place, end));
        assertEquals(before, outcome.end().lastSequence());
        final LogDamage damage = outcome.damage().orElseThrow();
        assertEquals(place.data(1).orElseThrow(), damage.segment());
        assertEquals("label epoch=7 kind=1 segment=1 version=1", damage.expected());
        assertEquals("label epoch=8 kind=1 segment=1 version=1", damage.found());
    }

    @Test
    void shouldRefuseASegmentOfTheSameNumberWithAnotherPast() throws IOException {
        final LogPlace other = LogFixture.events(folder.resolve("other"));
        try (LogFixture fixture = new LogFixture(other)) {
            fixture.append(2, RECORDS);
        }
        final long before = recordStarts(place.data(0).orElseThrow()).size() - 1;

        replace(place.data(1).orElseThrow(), other.data(1).orElseThrow());

        final Outcome outcome = read(LogReader.open(place, end));
        assertEquals(before, outcome.end().lastSequence());
        assertTrue(outcome.damage().orElseThrow().found().startsWith("chain="), outcome.toString());
    }

    @Test
    void shouldRefuseTheOtherLogOfTheSameGeneration() throws IOException {
        final LogPlace decisions = new LogPlace(place.generation(), LogKind.DECISIONS, LogFixture.EPOCH);
        LogFixture.write(decisions, 10);

        replace(place.data(0).orElseThrow(), decisions.data(0).orElseThrow());

        final Outcome outcome = read(LogReader.open(place));
        assertEquals(0, outcome.end().records());
        assertEquals(
                "label epoch=7 kind=2 segment=0 version=1",
                outcome.damage().orElseThrow().found());
    }

    @Test
    void shouldReadNothingWhereNothingWasWritten() {
        final Outcome outcome = read(LogReader.open(LogFixture.events(folder.resolve("absent"))));

        assertEquals(0, outcome.end().records());
        assertEquals(Optional.empty(), outcome.damage());
    }

    private record Outcome(LogEnd end, Optional<LogDamage> damage) {}

    private static Outcome read(final LogReader reader) {
        try (reader) {
            while (reader.next()) {
                assertTrue(reader.lengthBytes() > 0);
            }
            return new Outcome(reader.end(), reader.damage());
        }
    }

    /** Where each record's word stands, without the label; the last entry is the end. */
    private static LongArrayList recordStarts(final Path file) throws IOException {
        final LongArrayList starts = new LongArrayList();
        try (SegmentWindow window = new SegmentWindow(file)) {
            final long label = labelStart(file);
            long at = window.behind(label, window.word(label));
            int word = window.word(at);
            while (!SegmentWindow.isEnd(word)) {
                starts.addLong(at);
                at = window.behind(at, word);
                word = window.word(at);
            }
            starts.addLong(at);
        }
        return starts;
    }

    private static long labelStart(final Path file) throws IOException {
        try (SegmentWindow window = new SegmentWindow(file)) {
            long at = 0;
            while (SegmentWindow.isMetaData(window.word(at))) {
                at = window.behind(at, window.word(at));
            }
            return at;
        }
    }

    private static void flip(final Path file, final long position, final int bit) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ bit));
            channel.write(one.flip(), position);
        }
    }

    /** Returns what was there. */
    private static ByteBuffer overwrite(final Path file, final long position, final ByteBuffer bytes)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer before = ByteBuffer.allocate(bytes.remaining());
            channel.read(before, position);
            channel.write(bytes, position);
            return before.flip();
        }
    }

    private static void truncate(final Path file, final long lengthBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(lengthBytes);
        }
    }

    private static void replace(final Path file, final Path by) throws IOException {
        Files.copy(by, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(final Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (final Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
