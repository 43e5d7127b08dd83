package io.ringfence.journal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.testing.Flips;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a loss of power does to records that were appended and not yet forced is no damage; what it does to forced ones, and
 * what befalls any of a log that is never forced, is.
 */
class TornTailTest {
    private static final int BATCH = 20;
    private static final int BATCHES = 5;
    private static final int FORCED = BATCH * BATCHES;
    private static final int LAST = FORCED + BATCH;

    @TempDir
    private Path folder;

    @Test
    void shouldTakeLostPagesOfTheLastBatchForATornTail() throws Exception {
        final LogPlace place = write();
        final Path file = place.data(0).orElseThrow();

        for (long sequence = FORCED + 1; sequence <= LAST; sequence++) {
            final long from = start(place, sequence);
            final ByteBuffer before = zero(file, from + 10, 60);
            final AbandonedLog log = AbandonedLog.scan(place);
            put(file, from + 10, before);

            assertEquals(sequence - 1, log.end().lastSequence());
            assertEquals(Optional.empty(), log.damage(), "sequence=" + sequence);
            assertEquals(sequence - 1, log.tornTail().orElseThrow().lastSequence());
        }
    }

    /** An order may have left for it. */
    @Test
    void shouldTakeAnyFlippedBitOfAForcedRecordForDamage() throws Exception {
        final LogPlace place = write();
        final Path file = place.data(0).orElseThrow();

        for (final long sequence : new long[] {2, BATCH, BATCH + 1, FORCED - 1, FORCED}) {
            Flips.everyBit(file, start(place, sequence), start(place, sequence + 1), flipped -> {
                final AbandonedLog log = AbandonedLog.scan(place);
                assertTrue(log.damage().isPresent(), flipped);
                assertEquals(Optional.empty(), log.tornTail(), flipped);
                assertTrue(log.end().lastSequence() < sequence, flipped);
            });
        }
    }

    @Test
    void shouldCutATornTailOffAndReadWhatIsLeft() throws Exception {
        final LogPlace place = write();
        zero(place.data(0).orElseThrow(), start(place, FORCED + 3), 100);

        final AbandonedLog log = AbandonedLog.scan(place);
        log.trim();

        try (LogReader reader = LogReader.open(place, log.end())) {
            long read = 0;
            while (reader.next()) {
                read++;
            }
            assertEquals(FORCED + 2, read);
            assertEquals(Optional.empty(), reader.damage());
        }
    }

    /** Somebody's folder stands for the kill: what is unused can't be given back beyond it. */
    @Test
    void shouldLeaveNoGapWhenTrimmingIsCutShort() throws Exception {
        final LogPlace place = write();
        final int used = 0;
        for (int number = used + 1; number <= used + 3; number++) {
            Files.createDirectories(place.segment(number));
            Files.write(place.segment(number).resolve("19700101F.cq4"), new byte[4_096]);
        }
        Files.createDirectories(place.segment(used + 2).resolve("in the way/and full"));

        assertThrows(JournalFailure.class, AbandonedLog.scan(place)::trim);

        final AbandonedLog again = AbandonedLog.scan(place);
        assertEquals(LAST, again.end().lastSequence());
        assertEquals(Optional.empty(), again.damage());
        assertFalse(Files.exists(place.segment(used + 3)));
    }

    @Test
    void shouldTakeAHoleInALogThatIsNotForcedForDamage() throws Exception {
        final LogPlace place = LogFixture.events(folder.resolve("process"));
        try (LogFixture fixture = new LogFixture(place)) {
            fixture.append(1, LAST);
        }
        zero(place.data(0).orElseThrow(), start(place, FORCED + 3), 100);

        final AbandonedLog log = AbandonedLog.scan(place);

        assertTrue(log.damage().isPresent());
        assertEquals(Optional.empty(), log.tornTail());
    }

    /** A segment is left only when all of it is forced. */
    @Test
    void shouldTakeAnEndThatIsLostBeforeAnotherSegmentForDamage() throws Exception {
        final LogPlace place = LogFixture.events(folder.resolve("long"));
        try (LogFixture fixture = LogFixture.forced(place)) {
            long sequence = 1;
            while (place.segments().length < 3) {
                fixture.append(sequence, sequence + BATCH - 1);
                fixture.writer().force();
                sequence += BATCH;
            }
        }
        final Path first = place.data(0).orElseThrow();
        zero(first, Files.size(first) - 200, 200);

        final AbandonedLog log = AbandonedLog.scan(place);

        assertTrue(log.damage().isPresent());
        assertFalse(log.tornTail().isPresent());
    }

    /** Five batches that were forced, and one that wasn't yet. */
    private LogPlace write() throws IOException {
        final LogPlace place = LogFixture.events(folder.resolve("device"));
        final LogFixture fixture = LogFixture.forced(place);
        for (int batch = 0; batch < BATCHES; batch++) {
            fixture.append(batch * BATCH + 1L, (batch + 1L) * BATCH);
            fixture.writer().force();
        }
        fixture.append(FORCED + 1, LAST);
        fixture.kill();
        return place;
    }

    private static long start(final LogPlace place, final long sequence) throws IOException {
        try (SegmentWindow window = new SegmentWindow(place.data(0).orElseThrow())) {
            long at = 0;
            for (int word = window.word(at); !SegmentWindow.isEnd(word); word = window.word(at)) {
                if (!SegmentWindow.isMetaData(word)) {
                    window.load(at + Integer.BYTES, LogFrame.PAYLOAD);
                    if (LogFrame.sequence(window.buffer(), window.offset(at + Integer.BYTES)) == sequence) {
                        return at;
                    }
                }
                at = window.behind(at, word);
            }
            return at;
        }
    }

    private static ByteBuffer zero(final Path file, final long position, final int lengthBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer before = ByteBuffer.allocate(lengthBytes);
            channel.read(before, position);
            channel.write(ByteBuffer.allocate(lengthBytes), position);
            return before.flip();
        }
    }

    private static void put(final Path file, final long position, final ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(bytes, position);
        }
    }
}
