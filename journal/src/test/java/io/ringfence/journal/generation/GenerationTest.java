package io.ringfence.journal.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.log.LogWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTest {
    @TempDir
    private Path folder;

    static GenerationOptions small() {
        return GenerationOptions.defaults().withSegmentBytes(1L << 20).withReserveAheadBytes(1L << 20);
    }

    @AfterEach
    void leavesNoThread() {
        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("ringfence-journal")));
    }

    @Test
    void shouldBeginEachRunInADirectoryOfItsOwn() {
        try (Journal journal = Journal.open(folder)) {
            assertEquals(0, journal.newestEpoch());

            final Generation first = journal.start(small());
            append(first.events(), 3);
            first.seal(first.ended());
            final Generation second = journal.start(small());

            assertEquals(1, first.epoch());
            assertEquals(folder.resolve("e000001"), first.directory());
            assertEquals(0, first.previousEpoch());
            assertEquals(0, first.previousSequence());
            assertEquals(2, second.epoch());
            assertEquals(1, second.previousEpoch());
            assertEquals(3, second.previousSequence());
            assertEquals(first.events().chain(), second.previousChain());
            assertEquals(List.of(1, 2), journal.epochs());
        }
    }

    @Test
    void shouldSealWithWhatWasWritten() {
        try (Journal journal = Journal.open(folder)) {
            final Generation generation = journal.start(small());
            append(generation.events(), 12);
            append(generation.decisions(), 5);
            generation.seal(generation.ended());

            final RecordedGeneration recorded = journal.read(1);
            final Seal seal = recorded.seal().orElseThrow();
            assertEquals(Outcome.ENDED, seal.outcome());
            assertEquals(generation.events().end(), seal.events());
            assertEquals(12, seal.events().records());
            assertEquals(generation.decisions().end(), seal.decisions());
            assertEquals(5, seal.decisions().lastSequence());
            assertEquals(12, count(recorded.events()));
            assertEquals(5, count(recorded.decisions()));
        }
    }

    @Test
    void shouldKeepWhyItHalted() {
        try (Journal journal = Journal.open(folder)) {
            final Generation generation = journal.start(small());
            append(generation.events(), 2);
            generation.seal(generation.halted("stops", 2, new IllegalStateException("a \"quoted\" cause")));
        }

        final Seal seal = Journal.reading(folder).read(1).seal().orElseThrow();
        assertEquals(Outcome.HALTED, seal.outcome());
        assertEquals(
                new Halt("stops", 2, "java.lang.IllegalStateException: a \"quoted\" cause"),
                seal.halt().orElseThrow());
    }

    @Test
    void shouldSealAnUnsealedGenerationAsCrashed() {
        final Generation dead;
        try (Journal journal = Journal.open(folder)) {
            dead = journal.start(small());
            append(dead.events(), 40);
        }

        try (Journal journal = Journal.open(folder)) {
            final Seal seal = journal.read(1).seal().orElseThrow();
            assertEquals(Outcome.CRASHED, seal.outcome());
            assertEquals(dead.events().end(), seal.events());
            assertEquals(0, seal.decisions().records());
            assertEquals(Optional.empty(), seal.damage());
        }
    }

    @Test
    void shouldSealADirectoryThatDiedBeforeItsFirstRecord() throws Exception {
        Files.createDirectories(folder.resolve("e000001"));
        Files.createDirectories(folder.resolve("e000002").resolve("events").resolve("000000"));

        try (Journal journal = Journal.open(folder);
                Generation third = journal.start(small())) {
            assertEquals(3, third.epoch());
            assertEquals(2, third.previousEpoch());
            assertEquals(0, third.previousSequence());
            assertEquals(Outcome.CRASHED, journal.read(1).seal().orElseThrow().outcome());
        }
    }

    @Test
    void shouldRefuseASecondEngineInTheSameProcess() {
        try (Journal journal = Journal.open(folder)) {
            final JournalLockedException refused =
                    assertThrows(JournalLockedException.class, () -> Journal.open(folder));

            assertTrue(refused.getMessage().contains(journal.directory().toString()), refused.getMessage());
            assertTrue(
                    refused.getMessage()
                            .contains("pid=" + ProcessHandle.current().pid()),
                    refused.getMessage());
        }
        Journal.open(folder).close();
    }

    @Test
    void shouldRefuseASealThatSaysSomethingElseThanWasWritten() {
        try (Journal journal = Journal.open(folder);
                Generation generation = journal.start(small())) {
            append(generation.events(), 2);
            final Seal early = generation.ended();
            generation.events().append(3, new UnsafeBuffer(new byte[8]), 0, 8);

            assertThrows(IllegalArgumentException.class, () -> generation.seal(early));
            assertFalse(journal.read(1).seal().isPresent());
        }
    }

    @Test
    void shouldRunOneGenerationAtATime() {
        try (Journal journal = Journal.open(folder);
                Generation running = journal.start(small())) {
            assertEquals(1, running.epoch());
            assertThrows(IllegalStateException.class, () -> journal.start(small()));
            assertThrows(
                    IllegalStateException.class, () -> Journal.reading(folder).start(small()));
        }
    }

    @Test
    void shouldNameWhatIsThereWhenAGenerationIsNot() {
        Journal.open(folder).close();
        assertThrows(JournalFailure.class, () -> Journal.reading(folder.resolve("absent")));

        final JournalFailure refused =
                assertThrows(JournalFailure.class, () -> Journal.reading(folder).read(9));
        assertTrue(refused.getMessage().contains("epoch=9"), refused.getMessage());
    }

    @Test
    void shouldNameASealThatCanNotBeUnderstood() throws Exception {
        Files.createDirectories(folder.resolve("e000001"));
        Files.writeString(folder.resolve("e000001").resolve("seal.json"), "{\"epoch\":1}");

        final JournalFailure refused =
                assertThrows(JournalFailure.class, () -> Journal.reading(folder).read(1));
        assertTrue(refused.getMessage().contains("seal.json"), refused.getMessage());
        assertTrue(refused.getMessage().contains("field=outcome"), refused.getMessage());
    }

    @Test
    void shouldNotReportToAnybody() {
        assertThrows(ClassNotFoundException.class, () -> Class.forName("net.openhft.chronicle.analytics.Analytics"));
        final boolean existed = Files.exists(analyticsFile());
        try (Journal journal = Journal.open(folder);
                Generation generation = journal.start(small())) {
            append(generation.events(), 1);
        }
        assertEquals(existed, Files.exists(analyticsFile()));
    }

    private static Path analyticsFile() {
        return Path.of(System.getProperty("user.home"), ".chronicle.analytics.client.id");
    }

    private static void append(final LogWriter log, final int records) {
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[64]);
        for (int sequence = 1; sequence <= records; sequence++) {
            log.append(sequence, payload, 0, payload.capacity());
        }
    }

    private static long count(final LogReader reader) {
        try (reader) {
            long count = 0;
            while (reader.next()) {
                count++;
            }
            return count;
        }
    }
}
