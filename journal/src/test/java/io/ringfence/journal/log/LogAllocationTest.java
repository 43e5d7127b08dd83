package io.ringfence.journal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.testing.Allocation;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts bytes with the JVM's own counter per thread: exact, so these hold on any machine. */
class LogAllocationTest {
    private static final int PAYLOAD_BYTES = 104;
    private static final int WARM_UP = 300_000;
    private static final int APPENDS = 1_000_000;
    /** Going over to the next segment makes nothing; what the compiler leaves on this thread stays below. */
    private static final long SWAP_BUDGET_BYTES = 2 * 1024;

    /** What the compiler leaves on this thread now and then is not in every round; what an append allocates is. */
    private static final int ROUNDS = 4;

    @TempDir
    private Path folder;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD_BYTES]);

    @Test
    void shouldAllocateNothingPerAppend() {
        final long segmentBytes = 1L << 30;
        try (LogFixture fixture = new LogFixture(LogFixture.events(folder), segmentBytes)) {
            append(fixture.writer(), WARM_UP);

            long least = Long.MAX_VALUE;
            for (int i = 0; i < ROUNDS && least > 0; i++) {
                least = Math.min(least, allocatedBy(() -> append(fixture.writer(), APPENDS)));
            }

            assertEquals(0, least);
        }
    }

    @Test
    void shouldAllocateLittlePerSegment() throws Exception {
        final LogPlace place = LogFixture.events(folder);
        try (LogFixture fixture = new LogFixture(place, 8L << 20)) {
            append(fixture.writer(), WARM_UP);
            final int segmentsBefore = place.segments().length;

            final long bytes = allocatedBy(() -> append(fixture.writer(), APPENDS));

            final long swaps = place.segments().length - segmentsBefore;
            assertTrue(swaps > 10, "swaps=" + swaps);
            assertTrue(bytes < (swaps + 1) * SWAP_BUDGET_BYTES, bytes + " bytes in " + swaps + " swaps");
        }
    }

    @Test
    void shouldAllocateNothingPerRecordRead() {
        final LogPlace place = LogFixture.events(folder);
        try (LogFixture fixture = new LogFixture(place, 512L << 20)) {
            append(fixture.writer(), WARM_UP);
        }

        try (LogReader reader = LogReader.open(place)) {
            assertTrue(reader.next());
            final long perRecord = allocatedBy(() -> read(reader, WARM_UP - 1)) / (WARM_UP - 1);
            assertEquals(0, perRecord);
        }
    }

    private void append(final LogWriter writer, final int count) {
        for (int i = 0; i < count; i++) {
            writer.append(writer.lastSequence() + 1, payload, 0, PAYLOAD_BYTES);
        }
    }

    private static void read(final LogReader reader, final int count) {
        for (int i = 0; i < count; i++) {
            if (!reader.next()) {
                throw new AssertionError("only " + i + " records");
            }
        }
    }

    private static long allocatedBy(final Runnable work) {
        final long before = Allocation.ofThisThread();
        final long counter = Allocation.ofThisThread() - before;
        final long start = Allocation.ofThisThread();
        work.run();
        return Allocation.ofThisThread() - start - counter;
    }
}
