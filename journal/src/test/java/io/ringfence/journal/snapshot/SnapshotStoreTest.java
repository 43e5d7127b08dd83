package io.ringfence.journal.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.generation.ChildProcess;
import io.ringfence.journal.log.JournalFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {
    private static final int STAGE_COUNT_AT = 12;
    private static final int VERSION_AT = 8;
    private static final int TRAILER_BYTES = 8;
    private static final int KILLS = 5;
    private static final int LINES = 8;

    @TempDir
    Path generation;

    private SnapshotStore store;

    @BeforeEach
    void open() {
        store = new SnapshotStore(generation, Snapshots.EPOCH);
    }

    @Test
    void shouldReadWhatWasWritten() throws Exception {
        final Snapshot written = Snapshots.at(4_711);
        final Path file = store.write(written);
        final Snapshot read = newest(Long.MAX_VALUE);

        assertEquals(generation.resolve("snapshots/4711.snapshot"), file);
        assertEquals(SnapshotFormat.fileBytes(written), Files.size(file));
        assertAlike(written, read);
        assertEquals(written.stateHash(), read.stateHash());
        assertNotEquals(written.stateHash(), Snapshots.at(4_712).stateHash());
    }

    @Test
    void shouldFindTheNewestAtOrBeforeASequence() throws Exception {
        assertEquals(Optional.empty(), found(100).snapshot());
        for (final long sequence : new long[] {0, 9, 10, 100, 1_000}) {
            store.write(Snapshots.at(sequence));
        }

        assertEquals(List.of(1_000L, 100L, 10L, 9L, 0L), sequences());
        assertEquals(1_000, newest(Long.MAX_VALUE).sequence());
        assertEquals(100, newest(999).sequence());
        assertEquals(10, newest(10).sequence());
        assertEquals(0, newest(8).sequence());
        assertTrue(newest(8).isOpening());
        assertEquals(0, store.opening(Snapshots.ENGINE).orElseThrow().sequence());
    }

    @Test
    void shouldSkipOneThatWasFlippedAtAnyBit() throws IOException {
        store.write(Snapshots.at(1));
        final Path file = store.write(Snapshots.at(2));
        final byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            final byte[] flipped = whole.clone();
            flipped[at] ^= (byte) (1 << at % Byte.SIZE);
            Files.write(file, flipped);

            assertSkipped(file, 1);
        }
    }

    @Test
    void shouldSkipOneThatWasCutAnywhere() throws IOException {
        store.write(Snapshots.at(1));
        final Path file = store.write(Snapshots.at(2));
        final byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertSkipped(file, 1);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 8));
        assertSkipped(file, 1);
    }

    @Test
    void shouldNotSeeOneWhoseWriterDiedAtAnyByte() throws Exception {
        final Snapshot before = Snapshots.at(1);
        final byte[] next = Files.readAllBytes(store.write(Snapshots.at(2)));
        store.write(before);
        final Path file = generation.resolve("snapshots/2.snapshot");
        Files.delete(file);
        for (int length = 0; length <= next.length; length++) {
            Files.write(generation.resolve("snapshots/2.snapshot.tmp"), Arrays.copyOf(next, length));

            assertAlike(before, newest(Long.MAX_VALUE));
            assertEquals(List.of(), found(Long.MAX_VALUE).skipped());
        }
        store.write(Snapshots.at(2));
        store.write(Snapshots.at(3));
        Files.write(generation.resolve("snapshots/9.snapshot.tmp"), next);
        store.keep(2);
        assertEquals(List.of(3L, 2L), sequences());
        assertFalse(Files.exists(generation.resolve("snapshots/9.snapshot.tmp")));
    }

    @Test
    void shouldNameWhatIsWrong() throws IOException {
        final Path file = store.write(Snapshots.at(2));
        final byte[] whole = Files.readAllBytes(file);

        Files.write(file, new byte[0]);
        assertReason(file, "bytes=0, shorter than a header");
        Files.write(file, "no snapshot at all, just text".repeat(9).getBytes(StandardCharsets.US_ASCII));
        assertReason(file, "it doesn't begin as a snapshot");
        Files.write(file, sealed(whole, VERSION_AT, SnapshotFormat.VERSION + 1));
        assertReason(
                file,
                "format version=2 is newer than this build's version=1: use the build that wrote it, or a later one");
        Files.write(file, Arrays.copyOf(whole, whole.length - 1));
        assertReason(file, "bytes=" + (whole.length - 1) + ", the header says bytes=" + whole.length);
        Files.write(file, sealed(whole, STAGE_COUNT_AT, 2));
        assertTrue(reason(file).endsWith(" behind the last stage"), () -> reason(file));
        Files.write(file, sealed(whole, STAGE_COUNT_AT, 1 << 30));
        assertReason(file, "stages=1073741824");
        Files.write(file, sealed(whole, whole.length - TRAILER_BYTES - 16, 1));
        assertTrue(reason(file).startsWith("state hash="), () -> reason(file));
        Files.delete(file);
        Files.createDirectory(file);
        assertTrue(reason(file).startsWith("can't be read: "), () -> reason(file));
    }

    /** With another number at {@code at}, and a checksum that says it was always so. */
    private static byte[] sealed(final byte[] file, final int at, final int value) {
        final ByteBuffer bytes = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(at, value);
        final CRC32C crc = new CRC32C();
        crc.update(bytes.array(), 0, file.length - TRAILER_BYTES);
        bytes.putInt(file.length - TRAILER_BYTES, (int) crc.getValue());
        return bytes.array();
    }

    @Test
    void shouldSkipThoseOfAnotherEngineGenerationOrSequence() throws IOException {
        final Path own = store.write(Snapshots.at(1));
        final Path folder = own.getParent();

        store.write(Snapshots.of(Snapshots.ENGINE + 1, Snapshots.EPOCH, 2, 10));
        assertReason(folder.resolve("2.snapshot"), "it is of engineId=8, not of engineId=7");
        final Path elsewhere = Files.createDirectory(generation.resolve("other"));
        final Path foreign = new SnapshotStore(elsewhere, 3).write(Snapshots.of(Snapshots.ENGINE, 3, 2, 10));
        Files.move(foreign, folder.resolve("2.snapshot"), StandardCopyOption.REPLACE_EXISTING);
        assertReason(folder.resolve("2.snapshot"), "it is of epoch=3, not of epoch=2");
        Files.copy(own, folder.resolve("2.snapshot"), StandardCopyOption.REPLACE_EXISTING);
        assertReason(folder.resolve("2.snapshot"), "it is of sequence=1, not what its name says");
        assertEquals(1, newest(Long.MAX_VALUE).sequence());
    }

    @Test
    void shouldKeepTheNewestAndTheOpeningOne() {
        for (long sequence = 0; sequence < 6; sequence++) {
            store.write(Snapshots.at(sequence));
        }
        store.keep(3);
        assertEquals(List.of(5L, 4L, 3L, 0L), sequences());
        store.keep(1);
        assertEquals(List.of(5L, 0L), sequences());
    }

    @Test
    void shouldRefuseASnapshotOfAnotherGenerationAndSayWhatCannotBeWritten() throws IOException {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.write(Snapshots.of(Snapshots.ENGINE, Snapshots.EPOCH + 1, 1, 10)));
        Files.writeString(generation.resolve("snapshots"), "a file in the folder's place");

        final JournalFailure failure = assertThrows(JournalFailure.class, () -> store.write(Snapshots.at(1)));
        assertTrue(failure.getMessage().contains("1.snapshot"), failure::getMessage);
    }

    @Test
    void shouldHaveAValidOneAfterEveryKill() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            long said = 0;
            try (ChildProcess child = new ChildProcess(Snapshots.Writer.class, generation)) {
                for (int line = 0; line < LINES; line++) {
                    said = Long.parseLong(child.line());
                }
                child.kill();
                for (String line = child.line(); line != null; line = child.line()) {
                    said = Long.parseLong(line);
                }
            }
            final SnapshotStore.Found found = found(Long.MAX_VALUE);

            assertEquals(List.of(), found.skipped());
            final long sequence = found.snapshot().orElseThrow().sequence();
            assertTrue(sequence >= said, "newest " + sequence + ", written " + said);
            for (final SnapshotStore.Entry entry : store.list()) {
                Files.delete(entry.file());
            }
        }
    }

    private Snapshot newest(final long sequence) {
        return found(sequence).snapshot().orElseThrow();
    }

    private SnapshotStore.Found found(final long sequence) {
        return store.newest(sequence, Snapshots.ENGINE);
    }

    private List<Long> sequences() {
        return store.list().stream().map(SnapshotStore.Entry::sequence).toList();
    }

    private void assertSkipped(final Path file, final long used) {
        final SnapshotStore.Found found = found(Long.MAX_VALUE);
        assertEquals(used, found.snapshot().orElseThrow().sequence());
        assertEquals(1, found.skipped().size());
        assertEquals(file, found.skipped().get(0).file());
    }

    private void assertReason(final Path file, final String reason) {
        assertEquals(reason, reason(file));
    }

    private String reason(final Path file) {
        final SnapshotStore.Skipped first = found(Long.MAX_VALUE).skipped().get(0);
        assertEquals(file, first.file());
        return first.reason();
    }

    private static void assertAlike(final Snapshot expected, final Snapshot actual) {
        assertEquals(withoutStages(expected), withoutStages(actual));
        assertEquals(expected.stages().size(), actual.stages().size());
        for (int i = 0; i < expected.stages().size(); i++) {
            final StageState stage = expected.stages().get(i);
            assertEquals(stage.stage(), actual.stages().get(i).stage());
            assertEquals(stage.version(), actual.stages().get(i).version());
            assertArrayEquals(bytes(stage), bytes(actual.stages().get(i)));
        }
    }

    private static Snapshot withoutStages(final Snapshot snapshot) {
        return new Snapshot(
                snapshot.engineId(),
                snapshot.epoch(),
                snapshot.sequence(),
                snapshot.receiveTimeNs(),
                snapshot.buildHash(),
                snapshot.configurationHash(),
                snapshot.schemaVersion(),
                snapshot.events(),
                snapshot.decisions(),
                List.of());
    }

    private static byte[] bytes(final StageState state) {
        final byte[] bytes = new byte[state.lengthBytes()];
        state.bytes().get(bytes);
        return bytes;
    }
}
