package io.ringfence.journal.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import io.ringfence.journal.testing.SmallDisk;
import io.ringfence.journal.verify.Verification;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file system that is full, at every step: an error that says so, never a fault in mapped memory. */
class FullDiskTest {
    private static final int DISK_MEBIBYTES = 64;
    private static final int PAYLOAD_BYTES = 1024;
    private static final int MANY = 200_000;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD_BYTES]);

    @TempDir
    private Path folder;

    private SmallDisk disk;
    private Path journal;
    private long sequence;

    @BeforeEach
    void mount() {
        disk = SmallDisk.mount(folder, DISK_MEBIBYTES);
        journal = folder.resolve("journal");
    }

    @AfterEach
    void unmount() {
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void shouldRefuseToBeginOnAFullDiskAndBeginWhenThereIsRoomAgain() throws Exception {
        Journal.open(journal).close();
        disk.fill(0);

        try (Journal opened = Journal.open(journal)) {
            assertThrows(JournalFailure.class, () -> opened.start(options()));
        }
        disk.empty();
        try (Journal opened = Journal.open(journal);
                Generation next = opened.start(options())) {
            append(next, 10);
            next.seal(next.ended());
            assertEquals(
                    10, opened.read(next.epoch()).seal().orElseThrow().events().records());
        }
    }

    @Test
    void shouldHaltCleanlyWhenTheDiskFillsUpWhileItWrites() throws Exception {
        try (Journal opened = Journal.open(journal);
                Generation generation = opened.start(options())) {
            append(generation, 100);
            disk.fill(0);

            final JournalFailure full = assertThrows(JournalFailure.class, () -> append(generation, MANY));
            generation.seal(generation.halted("journal", sequence, full));

            final Seal seal = opened.read(1).seal().orElseThrow();
            assertEquals(Outcome.HALTED, seal.outcome());
            assertEquals(sequence - 1, seal.events().lastSequence());
            assertEquals(0, Verification.of(opened).damages());
        }
    }

    /** What was reserved is there for a while: the record of why it halts, and some more. */
    @Test
    void shouldGoOnWritingIntoWhatItHasReserved() throws Exception {
        try (Journal opened = Journal.open(journal);
                Generation generation = opened.start(options())) {
            append(generation, 1);
            Thread.sleep(100);
            disk.fill(0);

            append(generation, 200);

            generation.seal(generation.ended());
            assertEquals(201, opened.read(1).seal().orElseThrow().events().records());
        }
    }

    @Test
    void shouldRecoverADeadGenerationOnAFullDisk() throws Exception {
        try (Journal opened = Journal.open(journal);
                Generation generation = opened.start(options())) {
            append(generation, 500);
            Thread.sleep(100);
            disk.fill(0);
        }
        try (Journal opened = Journal.open(journal)) {
            final Seal seal = opened.read(1).seal().orElseThrow();
            assertEquals(Outcome.CRASHED, seal.outcome());
            assertEquals(500, seal.events().lastSequence());
            assertEquals(0, Verification.of(opened).damages());
        }
    }

    @Test
    void shouldKeepTheSnapshotBeforeTheOneThatFoundNoRoom() throws Exception {
        try (Journal opened = Journal.open(journal);
                Generation generation = opened.start(options())) {
            append(generation, 5);
            final SnapshotStore store = new SnapshotStore(generation.directory(), 1);
            store.write(snapshot(generation));
            append(generation, 5);
            Thread.sleep(100);
            disk.fill(0);

            assertThrows(JournalFailure.class, () -> store.write(snapshot(generation)));

            assertEquals(
                    5, store.newest(Long.MAX_VALUE, 1).snapshot().orElseThrow().sequence());
            generation.seal(generation.ended());
            assertTrue(Files.exists(generation.directory().resolve("seal.json")));
        }
    }

    private static GenerationOptions options() {
        return GenerationOptions.defaults().withSegmentBytes(8L << 20).withReserveAheadBytes(2L << 20);
    }

    private void append(final Generation generation, final int count) {
        for (int i = 0; i < count; i++) {
            sequence++;
            payload.putLong(0, sequence);
            generation.events().append(sequence, payload, 0, PAYLOAD_BYTES);
        }
    }

    private Snapshot snapshot(final Generation generation) {
        return new Snapshot(
                1,
                1,
                sequence,
                sequence,
                0,
                0,
                1,
                generation.events().end(),
                generation.decisions().end(),
                List.of(new StageState("portfolio", 1, ByteBuffer.allocate(1 << 20))));
    }
}
