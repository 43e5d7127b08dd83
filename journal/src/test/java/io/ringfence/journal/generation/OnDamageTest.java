package io.ringfence.journal.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generation that died and is damaged as well: it stops a start, or its good prefix is the whole. */
class OnDamageTest {
    private static final int RECORDS = 5_000;
    private static final int PAYLOAD_BYTES = 76;
    /** Of a record on disk: Chronicle's word, our frame, the payload. */
    private static final int RECORD_BYTES = 4 + 20 + PAYLOAD_BYTES;

    @TempDir
    private Path folder;

    private Path segment;

    @BeforeEach
    void dieAndDamage() throws IOException {
        try (Journal journal = Journal.open(folder)) {
            final Generation generation = journal.start(GenerationTest.small());
            final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD_BYTES]);
            for (long sequence = 1; sequence <= RECORDS; sequence++) {
                payload.putLong(0, sequence);
                generation.events().append(sequence, payload, 0, PAYLOAD_BYTES);
            }
        }
        segment = folder.resolve("e000001/events/000000/19700101F.cq4");
        // The records are the file's end, each of one length, but for index pages between them.
        flip(segment, Files.size(segment) - 1_000L * RECORD_BYTES - RECORD_BYTES / 2);
    }

    @Test
    void shouldRefuseAndTouchNothing() throws IOException {
        final byte[] before = Files.readAllBytes(segment);

        for (int i = 0; i < 2; i++) {
            final DamagedJournalException refused =
                    assertThrows(DamagedJournalException.class, () -> Journal.open(folder, OnDamage.REFUSE));

            assertTrue(refused.getMessage().contains("generation 1"), refused.getMessage());
            assertTrue(refused.getMessage().contains("behind sequence=3999"), refused.getMessage());
            assertTrue(refused.getMessage().contains("segment=" + segment), refused.getMessage());
            assertTrue(refused.getMessage().contains("position="), refused.getMessage());
            assertTrue(refused.getMessage().contains("use-prefix"), refused.getMessage());
        }
        assertFalse(Files.exists(folder.resolve("e000001/seal.json")));
        assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(segment)));
    }

    @Test
    void shouldUseThePrefixAndGoOn() {
        try (Journal journal = Journal.open(folder, OnDamage.USE_PREFIX);
                Generation next = journal.start(GenerationTest.small())) {
            final Seal seal = journal.read(1).seal().orElseThrow();
            assertEquals(3_999, seal.events().lastSequence());
            assertTrue(seal.damage().orElseThrow().contains("after sequence=3999"), seal.toString());
            assertEquals(3_999, next.previousSequence());
            assertEquals(1, journal.read(1).damage().size());
            assertEquals(List.of(), journal.read(2).damage());
        }
        // What was lost is behind us.
        Journal.open(folder, OnDamage.REFUSE).close();
    }

    @Test
    void shouldRefuseWhatWasSealedWithItsDamageAsWell() {
        Journal.open(folder, OnDamage.USE_PREFIX).close();

        assertThrows(DamagedJournalException.class, () -> Journal.open(folder, OnDamage.REFUSE));
        Journal.open(folder, OnDamage.USE_PREFIX).close();
    }

    private static void flip(final Path file, final long position) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, position);
            one.put(0, (byte) (one.get(0) ^ 16));
            channel.write(one.flip(), position);
        }
    }
}
