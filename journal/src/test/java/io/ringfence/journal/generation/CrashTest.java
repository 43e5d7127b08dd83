package io.ringfence.journal.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.log.LogReader;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    private static final int KILLS = 4;
    private static final long SEED = 7;
    private static final int MAX_LINES = 800;

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
