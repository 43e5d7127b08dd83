package io.ringfence.journal.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The checksum that ties a record to its predecessor. Holds the JDK's CRC32C, which the JIT turns into the processor's
 * instruction; allocates nothing. Belongs to one writer or reader.
 */
final class ChainedChecksum {
    private final CRC32C crc = new CRC32C();

    /**
     * The chain value of a record; overwrites its chain field with {@code previous} on the way.
     *
     * @param memory what {@code buffer} wraps; its limit and position are moved
     */
    int chain(
            final ByteBuffer memory,
            final UnsafeBuffer buffer,
            final int record,
            final int recordBytes,
            final int previous) {
        LogFrame.writeChain(buffer, record, previous);
        return of(memory, record, recordBytes);
    }

    int of(final ByteBuffer memory, final int from, final int lengthBytes) {
        crc.reset();
        memory.limit(from + lengthBytes).position(from);
        crc.update(memory);
        return (int) crc.getValue();
    }
}
