package io.ringfence.journal.log;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogRoundTripTest {
    private static final int RECORDS = 30_000;

    @TempDir
    private Path generation;

    @Test
    void shouldReadBackEveryRecordAcrossSegments() throws Exception {
        final LogPlace place = LogFixture.events(generation);
        final LogEnd end = LogFixture.write(place, RECORDS);

        try (LogReader reader = LogReader.open(place, end)) {
            for (long sequence = 1; sequence <= RECORDS; sequence++) {
                assertTrue(reader.next(), "sequence=" + sequence);
                assertHolds(reader, sequence);
            }
            assertFalse(reader.next());
            assertEquals(Optional.empty(), reader.damage());
            assertEquals(end, reader.end());
        }
        assertTrue(place.segments().length >= 3, "segments=" + place.segments().length);
    }

    @Test
    void shouldGiveBackReservedSpaceWhenSealed() throws Exception {
        final LogPlace place = LogFixture.events(generation);

        LogFixture.write(place, 100);

        assertArrayEquals(new int[] {0}, place.segments());
        assertTrue(Files.size(place.data(0).orElseThrow()) < 100_000);
    }

    @Test
    void shouldKeepRecordsOfEveryLength() {
        final LogPlace place = LogFixture.events(generation);
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[LogWriter.MAX_PAYLOAD_BYTES]);
        payload.setMemory(0, payload.capacity(), (byte) 0x5A);
        final int[] lengths = {0, 1, 2, 3, 4, 5, 1023, LogWriter.MAX_PAYLOAD_BYTES - 1, LogWriter.MAX_PAYLOAD_BYTES};

        try (LogFixture fixture = new LogFixture(place)) {
            for (int i = 0; i < lengths.length; i++) {
                fixture.writer().append(i + 1, payload, 0, lengths[i]);
            }
        }

        try (LogReader reader = LogReader.open(place)) {
            for (final int length : lengths) {
                assertTrue(reader.next());
                assertEquals(length, reader.lengthBytes());
                assertEquals(
                        0,
                        new UnsafeBuffer(payload, 0, length)
                                .compareTo(new UnsafeBuffer(reader.buffer(), reader.offset(), length)));
            }
            assertFalse(reader.next());
            assertEquals(Optional.empty(), reader.damage());
        }
    }

    @Test
    void shouldFollowALogThatIsStillWritten() {
        final LogPlace place = LogFixture.events(generation);

        try (LogFixture fixture = new LogFixture(place);
                LogReader reader = LogReader.open(place)) {
            assertFalse(reader.next());
            for (long sequence = 1; sequence <= RECORDS; sequence++) {
                fixture.append(sequence, sequence);
                assertTrue(reader.next(), "sequence=" + sequence);
                assertHolds(reader, sequence);
            }
            assertFalse(reader.next());
            assertEquals(Optional.empty(), reader.damage());
        }
    }

    @Test
    void shouldReadWhatChroniclesOwnTailerReads() {
        final LogPlace place = LogFixture.events(generation);
        LogFixture.write(place, 2_000);

        try (ChronicleQueue queue = SingleChronicleQueueBuilder.binary(place.segment(0))
                        .rollCycle(RollCycles.FAST_DAILY)
                        .timeProvider(() -> 0L)
                        .readOnly(true)
                        .build();
                ExcerptTailer tailer = queue.createTailer();
                LogReader reader = LogReader.open(place)) {
            final Bytes<?> bytes = Bytes.allocateElasticOnHeap();
            assertTrue(tailer.readBytes(bytes), "the segment's label");
            while (reader.next()) {
                bytes.clear();
                assertTrue(tailer.readBytes(bytes));
                assertEquals(LogFrame.recordBytes(reader.lengthBytes()), bytes.readRemaining());
                assertEquals(reader.sequence(), bytes.readLong(LogFrame.SEQUENCE));
                assertEquals(reader.chain(), bytes.readInt(LogFrame.CHAIN));
            }
            assertFalse(tailer.readBytes(bytes));
            bytes.releaseLast();
        }
    }

    @Test
    void shouldRefuseWhatCanNotBeARecordAndGoOn() {
        final LogPlace place = LogFixture.events(generation);
        final UnsafeBuffer payload = new UnsafeBuffer(new byte[LogWriter.MAX_PAYLOAD_BYTES + 1]);

        try (LogFixture fixture = new LogFixture(place)) {
            fixture.append(1, 5);

            final LogWriter writer = fixture.writer();
            assertThrows(IllegalArgumentException.class, () -> writer.append(5, payload, 0, 8));
            assertThrows(IllegalArgumentException.class, () -> writer.append(6, payload, 0, payload.capacity()));
            assertThrows(IndexOutOfBoundsException.class, () -> writer.append(6, payload, payload.capacity(), 8));
            fixture.append(6, 6);
            assertEquals(6, writer.recordCount());
            assertEquals(6, writer.lastSequence());
        }

        try (LogReader reader = LogReader.open(place)) {
            for (long sequence = 1; sequence <= 6; sequence++) {
                assertTrue(reader.next());
                assertHolds(reader, sequence);
            }
            assertFalse(reader.next());
        }
    }

    @Test
    void shouldNeverAppendAgainAfterAFailure() {
        final LogPlace place = LogFixture.events(generation);

        try (LogFixture fixture = new LogFixture(place)) {
            fixture.append(1, 5);
            fixture.writer().abandon(new IOException("disk is gone"));

            final JournalFailure failure = assertThrows(JournalFailure.class, () -> fixture.append(6, 6));
            assertTrue(failure.getMessage().contains("disk is gone"), failure.getMessage());
            assertThrows(JournalFailure.class, () -> fixture.append(7, 7));
            assertEquals(5, fixture.writer().recordCount());
        }
    }

    @Test
    void shouldLeaveNoThreadBehind() {
        LogFixture.write(LogFixture.events(generation), 10);

        assertTrue(Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("ringfence-journal")));
    }

    private static void assertHolds(final LogReader reader, final long sequence) {
        assertEquals(sequence, reader.sequence());
        assertEquals(LogFixture.EPOCH, reader.epoch());
        assertEquals(LogFixture.lengthBytes(sequence), reader.lengthBytes());
        assertEquals(sequence, reader.buffer().getLong(reader.offset()));
        assertEquals((byte) sequence, reader.buffer().getByte(reader.offset() + reader.lengthBytes() - 1));
    }
}
