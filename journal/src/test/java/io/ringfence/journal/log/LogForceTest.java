package io.ringfence.journal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.testing.FailingDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code durability: device} rests on: what is forced, in which order, and what happens if the disk refuses. */
class LogForceTest {
    private static final int PAYLOAD_BYTES = 32 * 1024;

    private final FailingDisk disk = new FailingDisk();
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD_BYTES]);

    @TempDir
    private Path folder;

    private long sequence;

    @Test
    void shouldPutEverySegmentAndItsNameOnTheDiskBeforeARecord() {
        final LogPlace place = LogFixture.events(folder);

        final LogWriter writer = create(place);

        final List<Path> forced = disk.forced();
        assertTrue(forced.get(0).startsWith(place.segment(0)), forced.toString());
        assertEquals(
                List.of(place.segment(0), place.directory(), folder),
                forced.stream().filter(Files::isDirectory).toList());
        writer.close();
    }

    @Test
    void shouldForceAFullSegmentBeforeGoingOn() {
        final LogPlace place = LogFixture.events(folder);
        final LogWriter writer = create(place);
        disk.forget();

        while (disk.forcedBelow(place.segment(0)) == 0) {
            append(writer);
            writer.workAhead();
        }
        final long inSecond = writer.lastSequence();
        assertEquals(2, segments(place));
        writer.force();

        assertTrue(disk.forcedBelow(place.segment(1)) >= 2, disk.forced().toString());
        assertTrue(inSecond > 20);
        writer.close();
    }

    @Test
    void shouldNeverForceOrAppendAgainAfterTheDiskHasRefused() {
        final LogWriter writer = create(LogFixture.events(folder));
        append(writer);
        writer.force();
        append(writer);
        disk.refuseFrom(LogFixture.events(folder).segment(0));

        final JournalFailure refused = assertThrows(JournalFailure.class, writer::force);

        assertTrue(refused.getMessage().contains("sequence=2"), refused.getMessage());
        disk.allow();
        final int askedThen = disk.forced().size();
        assertThrows(JournalFailure.class, writer::force);
        assertThrows(JournalFailure.class, () -> append(writer));
        assertThrows(JournalFailure.class, writer::close);
        assertEquals(askedThen, disk.forced().size());
    }

    /** The system tells a refusal once, and the write that it is about may have been a record's. */
    @Test
    void shouldTakeZerosThatTheDiskRefusesForRecords() {
        final LogPlace place = LogFixture.events(folder);
        final LogWriter writer = LogWriter.create(place, 32 << 20, 16 << 20, true, disk);
        append(writer);
        disk.refuseFrom(place.segment(0));

        assertThrows(JournalFailure.class, writer::workAhead);

        disk.allow();
        final int askedThen = disk.forced().size();
        assertThrows(JournalFailure.class, () -> append(writer));
        assertThrows(JournalFailure.class, writer::close);
        assertEquals(askedThen, disk.forced().size());
    }

    @Test
    void shouldShowReadersAGroupOnceItIsForced() {
        final LogPlace place = LogFixture.events(folder);
        final LogWriter writer = create(place);
        append(writer);
        writer.force();
        append(writer);
        append(writer);

        try (LogReader reader = LogReader.open(place)) {
            assertTrue(reader.next());
            assertFalse(reader.next());
            writer.force();
            assertTrue(reader.next());
            assertTrue(reader.next());
            assertFalse(reader.next());
            assertEquals(Optional.empty(), reader.damage());
        }
        writer.close();
    }

    /** A snapshot that a loss of power leaves must not be of events that it takes. */
    @Test
    void shouldReachAMarkOnceItIsForced() {
        final LogWriter writer = create(LogFixture.events(folder));
        writer.mark(1);

        append(writer);

        assertFalse(writer.isMarked(1));
        writer.force();
        assertTrue(writer.isMarked(1));
        assertEquals(writer.end(), writer.marked(1));
        writer.close();
    }

    @Test
    void shouldWriteWhatIsGatheredWhenItIsClosed() {
        final LogPlace place = LogFixture.events(folder);
        final LogWriter writer = create(place);
        append(writer);
        append(writer);

        writer.close();

        try (LogReader reader = LogReader.open(place, writer.end())) {
            assertTrue(reader.next());
            assertTrue(reader.next());
            assertFalse(reader.next());
            assertEquals(Optional.empty(), reader.damage());
        }
    }

    /** A seal would claim records that nobody knows to be on the disk. */
    @Test
    void shouldLeaveAGenerationWithoutASealWhenItCouldNotBeForced() {
        final Path journalFolder = folder.resolve("journal");
        try (Journal journal = Journal.open(journalFolder, disk)) {
            final Generation generation = journal.start(GenerationOptions.defaults()
                    .withSegmentBytes(LogFixture.SEGMENT_BYTES)
                    .withForced(true));
            append(generation.events());
            generation.events().force();
            disk.refuseFrom(generation.directory().resolve("events"));
            assertThrows(JournalFailure.class, () -> generation.events().force());
            disk.allow();

            final Seal seal = generation.halted("journal", 1, new IllegalStateException("why"));
            assertThrows(JournalFailure.class, () -> generation.seal(seal));

            assertFalse(Files.exists(generation.directory().resolve("seal.json")));
        }
        try (Journal next = Journal.open(journalFolder)) {
            final Seal seal = next.read(1).seal().orElseThrow();
            assertEquals(Outcome.CRASHED, seal.outcome());
            assertEquals(1, seal.events().lastSequence());
            assertEquals(Optional.empty(), seal.damage());
        }
    }

    /** Sealing in the background is forcing, too: and a refusal there is as final. */
    @Test
    void shouldStopWhenAFullSegmentCannotBeSealed() {
        final LogPlace place = LogFixture.events(folder);
        final LogWriter writer = LogWriter.create(place, LogFixture.SEGMENT_BYTES, LogFixture.AHEAD_BYTES, false, disk);
        while (segments(place) < 2) {
            append(writer);
            writer.workAhead();
        }
        disk.refuseFrom(place.segment(0));
        for (int i = 0; i < 40; i++) {
            append(writer);
        }

        assertThrows(JournalFailure.class, writer::sealFinished);
        assertThrows(JournalFailure.class, () -> append(writer));
        assertThrows(JournalFailure.class, writer::close);
    }

    private LogWriter create(final LogPlace place) {
        return LogWriter.create(place, LogFixture.SEGMENT_BYTES, LogFixture.AHEAD_BYTES, true, disk);
    }

    private void append(final LogWriter writer) {
        sequence++;
        writer.append(sequence, payload, 0, PAYLOAD_BYTES);
    }

    private static int segments(final LogPlace place) {
        try {
            return place.segments().length;
        } catch (final IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
