package io.ringfence.journal.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogPlace;
import io.ringfence.journal.log.LogReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private static final int KILLS = 4;
    private static final long SEED = 7;
    private static final int MAX_LINES = 800;
    /** Chronicle's word and our frame. */
    private static final int FRAMING_BYTES = 24;
    /** Chronicle's header and its two index pages of 32 KiB. */
    private static final long SEGMENT_OVERHEAD_BYTES = 70_000;

    @TempDir
    private Path folder;

    @Test
    void shouldKeepEveryAcknowledgedRecordThroughKills() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);

        for (int epoch = 1; epoch <= KILLS; epoch++) {
            final long acknowledged = appendAndKill(random.nextInt(MAX_LINES) + 1);

            try (Journal journal = Journal.open(folder)) {
                final RecordedGeneration generation = journal.read(epoch);
                final Seal seal = generation.seal().orElseThrow();
                assertEquals(Outcome.CRASHED, seal.outcome());
                assertEquals(Optional.empty(), seal.damage());
                assertTrue(seal.events().lastSequence() >= acknowledged, seal + " acknowledged=" + acknowledged);
                assertEquals(seal.events().lastSequence(), read(generation.events()));
                assertTrue(seal.decisions().lastSequence() >= acknowledged, seal + " acknowledged=" + acknowledged);
                assertGivesBackWhatWasReserved(generation.place(LogKind.EVENTS), seal.events());
            }
        }
    }

    @Test
    void shouldTellTheNextGenerationOfTheDeadOne() throws Exception {
        appendAndKill(20);

        try (Journal journal = Journal.open(folder);
                Generation next = journal.start(GenerationTest.small())) {
            final Seal seal = journal.read(1).seal().orElseThrow();
            assertEquals(2, next.epoch());
            assertEquals(1, next.previousEpoch());
            assertEquals(seal.events().lastSequence(), next.previousSequence());
            assertEquals(seal.events().chain(), next.previousChain());
        }
    }

    @Test
    void shouldGoOnFromADeadGenerationBeforeItIsSealed() throws Exception {
        appendAndKill(20);

        final long last;
        try (Journal journal = Journal.openUnsealed(folder, OnDamage.REFUSE);
                Generation next = journal.start(GenerationTest.small())) {
            last = next.previousSequence();
            assertEquals(last, read(journal.read(1).events()));
            assertEquals(Optional.empty(), journal.read(1).seal());

            journal.sealCrashed();

            final Seal seal = journal.read(1).seal().orElseThrow();
            assertEquals(Outcome.CRASHED, seal.outcome());
            assertEquals(last, seal.events().lastSequence());
            assertEquals(seal.events().chain(), next.previousChain());
        }
        assertEquals(last, read(Journal.reading(folder).read(1).events()));
    }

    @Test
    void shouldSealTwoThatWereLeftByKills() throws Exception {
        appendAndKill(20);
        try (Journal journal = Journal.openUnsealed(folder, OnDamage.REFUSE)) {
            journal.start(GenerationTest.small()).close();
        }
        assertEquals(Optional.empty(), Journal.reading(folder).read(1).seal());

        Journal.open(folder, OnDamage.REFUSE).close();

        assertEquals(
                Outcome.CRASHED,
                Journal.reading(folder).read(1).seal().orElseThrow().outcome());
        assertEquals(
                Outcome.CRASHED,
                Journal.reading(folder).read(2).seal().orElseThrow().outcome());
    }

    @Test
    void shouldRefuseAJournalThatAnotherProcessWrites() throws Exception {
        try (ChildProcess child = new ChildProcess(Appender.class, folder)) {
            assertNotNull(child.line());

            final JournalLockedException refused =
                    assertThrows(JournalLockedException.class, () -> Journal.open(folder));
            assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
            assertTrue(refused.getMessage().contains("pid=" + child.pid()), refused.getMessage());
            assertEquals(1, Journal.reading(folder).newestEpoch());
            assertEquals(Optional.empty(), Journal.reading(folder).read(1).seal());
        }
        Journal.open(folder).close();
    }

    private long appendAndKill(final int lines) throws Exception {
        try (ChildProcess child = new ChildProcess(Appender.class, folder)) {
            String last = null;
            for (int i = 0; i < lines; i++) {
                last = child.line();
                assertNotNull(last, "the child has ended by itself");
            }
            child.kill();
            for (String line = child.line(); line != null && !line.isEmpty(); line = child.line()) {
                last = line;
            }
            return Long.parseLong(last);
        }
    }

    private static void assertGivesBackWhatWasReserved(final LogPlace place, final LogEnd end) throws IOException {
        long fileBytes = 0;
        for (final int number : place.segments()) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(place.segment(number), "*.cq4")) {
                for (final Path file : files) {
                    fileBytes += Files.size(file);
                }
            }
        }
        final long recordBytes = end.records() * (Appender.PAYLOAD_BYTES + FRAMING_BYTES);
        final long overheadBytes = place.segments().length * SEGMENT_OVERHEAD_BYTES;
        assertTrue(fileBytes <= recordBytes + overheadBytes, fileBytes + " bytes for " + recordBytes);
    }

    private static long read(final LogReader reader) {
        try (reader) {
            long expected = 1;
            while (reader.next()) {
                assertEquals(expected, reader.sequence());
                assertEquals(expected, reader.buffer().getLong(reader.offset()));
                expected++;
            }
            assertEquals(Optional.empty(), reader.damage());
            return expected - 1;
        }
    }
}
