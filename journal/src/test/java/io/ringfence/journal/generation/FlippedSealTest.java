package io.ringfence.journal.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.testing.Flips;
import io.ringfence.journal.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seal that isn't what was written: it is named, and its generation is only gone on from if that is allowed. */
class FlippedSealTest {
    private static final int RECORDS = 40;

    @TempDir
    private Path folder;

    private Path seal;
    private LogEnd end;

    @BeforeEach
    void endARun() {
        try (Journal journal = Journal.open(folder);
                Generation generation = journal.start(GenerationTest.small())) {
            final UnsafeBuffer payload = new UnsafeBuffer(new byte[64]);
            for (int sequence = 1; sequence <= RECORDS; sequence++) {
                generation.events().append(sequence, payload, 0, payload.capacity());
            }
            end = generation.events().end();
            generation.seal(
                    generation.halted("stage \"orders\"", RECORDS, new IllegalStateException("as this test wants")));
        }
        seal = folder.resolve("e000001/seal.json");
    }

    @Test
    void shouldNameEveryFlippedBit() throws Exception {
        Flips.everyBit(seal, flipped -> {
            final JournalFailure refused = assertThrows(
                    JournalFailure.class, () -> Journal.reading(folder).read(1), flipped);
            assertTrue(refused.getMessage().contains(seal.toString()), refused.getMessage());
        });
        assertEquals(end, Journal.reading(folder).read(1).seal().orElseThrow().events());
    }

    @Test
    void shouldRefuseToGoOnFromItAndTouchNothing() throws Exception {
        Flips.flip(seal, Files.size(seal) / 2, 0);
        final byte[] before = Files.readAllBytes(seal);

        final DamagedJournalException refused =
                assertThrows(DamagedJournalException.class, () -> Journal.open(folder, OnDamage.REFUSE));

        assertTrue(refused.getMessage().contains(seal.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains("use-prefix"), refused.getMessage());
        assertEquals(new String(before), Files.readString(seal));
        assertEquals(1, Verification.of(Journal.reading(folder)).damages());
    }

    @Test
    void shouldGoByWhatTheLogsHoldIfThatIsAllowed() throws Exception {
        Flips.flip(seal, Files.size(seal) / 2, 0);

        try (Journal journal = Journal.open(folder, OnDamage.USE_PREFIX)) {
            final Seal anew = journal.read(1).seal().orElseThrow();
            assertEquals(Outcome.CRASHED, anew.outcome());
            assertEquals(end, anew.events());
            assertTrue(anew.damage().orElseThrow().contains(seal.toString()), anew.toString());
        }
        assertTrue(Files.exists(seal.resolveSibling("seal.json.damaged")));
    }

    @Test
    void shouldRefuseTheSealOfAnotherGeneration() throws Exception {
        try (Journal journal = Journal.open(folder);
                Generation next = journal.start(GenerationTest.small())) {
            next.seal(next.ended());
        }
        Files.copy(seal, folder.resolve("e000002/seal.json"), StandardCopyOption.REPLACE_EXISTING);

        final JournalFailure refused =
                assertThrows(JournalFailure.class, () -> Journal.reading(folder).read(2));

        assertTrue(refused.getMessage().contains("epoch=1, not of epoch=2"), refused.getMessage());
    }

    /** Builds before this one wrote it so. */
    @Test
    void shouldReadASealWithoutAChecksum() throws Exception {
        final String text = Files.readString(seal).replaceAll(",\\s*\"crc32c\" : \"[0-9a-f]{8}\"", "");
        assertFalse(text.contains("crc32c"));
        Files.writeString(seal, text);

        assertEquals(end, Journal.reading(folder).read(1).seal().orElseThrow().events());
    }
}
