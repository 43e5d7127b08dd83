package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.subject.BareLogs.BareChronicle;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/** Something that records can be appended to, by one thread. */
public interface LogUnderTest extends AutoCloseable {
    String name();

    void append(DirectBuffer bytes, int offset, int lengthBytes);

    /** Returns when everything appended survives a loss of power. */
    void force();

    @Override
    void close();

    /** The engine's event log, with its housekeeping. */
    static LogUnderTest engine(final Path folder, final long segmentBytes, final boolean forced) {
        return new EngineLog(folder, segmentBytes, forced);
    }

    /** Chronicle Queue as it comes. */
    static LogUnderTest chronicle(final Path folder) {
        return new Chronicle(folder);
    }

    /** A mapped file whose pages were all written before; what a log of one's own would be at best. */
    static LogUnderTest preTouched(final Path folder, final long capacityBytes) {
        return new PreTouched(folder, capacityBytes);
    }

    /** Recorded by threads beside. */
    static LogUnderTest archive(final Path folder) {
        return new ArchiveLog(folder);
    }

    /** A system call per record. */
    static LogUnderTest channel(final Path folder) {
        return new Channel(folder, false);
    }

    /** A system call per group: what is appended is written when it is forced. */
    static LogUnderTest groupedChannel(final Path folder) {
        return new Channel(folder, true);
    }

    /** Ours. */
    final class EngineLog implements LogUnderTest {
        private final Journal journal;
        private final Generation generation;
        private final LogWriter log;
        private long sequence;

        private EngineLog(final Path folder, final long segmentBytes, final boolean forced) {
            journal = Journal.open(folder);
            generation = journal.start(
                    GenerationOptions.defaults().withSegmentBytes(segmentBytes).withForced(forced));
            log = generation.events();
        }

        @Override
        public String name() {
            return "the engine's log";
        }

        @Override
        public void append(final DirectBuffer bytes, final int offset, final int lengthBytes) {
            sequence++;
            log.append(sequence, bytes, offset, lengthBytes);
        }

        @Override
        public void force() {
            log.force();
        }

        /** How often an append waited for space or a segment. */
        public long waits() {
            return log.waits();
        }

        @Override
        public void close() {
            generation.close();
            journal.close();
        }
    }

    /** Chronicle's. */
    final class Chronicle implements LogUnderTest {
        private final BareChronicle queue;

        private Chronicle(final Path folder) {
            queue = new BareChronicle(folder);
        }

        @Override
        public String name() {
            return "bare Chronicle Queue";
        }

        @Override
        public void append(final DirectBuffer bytes, final int offset, final int lengthBytes) {
            queue.append(bytes, offset, lengthBytes);
        }

        @Override
        public void force() {
            throw new UnsupportedOperationException("bare Chronicle Queue isn't forced here");
        }

        @Override
        public void close() {
            queue.close();
        }
    }

    /** Length and bytes, the length last; nothing else. */
    final class PreTouched implements LogUnderTest {
        private static final int ALIGNMENT = 8;
        private static final int PAGE_BYTES = 4096;

        private final MappedByteBuffer mapped;
        private final UnsafeBuffer buffer;
        private int at;

        private PreTouched(final Path folder, final long capacityBytes) {
            try {
                Files.createDirectories(folder);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
            mapped = IoUtil.mapNewFile(folder.resolve("log").toFile(), capacityBytes, false);
            buffer = new UnsafeBuffer(mapped);
            for (int page = 0; page < buffer.capacity(); page += PAGE_BYTES) {
                buffer.putByte(page, (byte) 0);
            }
        }

        @Override
        public String name() {
            return "Agrona log, touched before";
        }

        @Override
        public void append(final DirectBuffer bytes, final int offset, final int lengthBytes) {
            final int length = Integer.BYTES + lengthBytes + ALIGNMENT - 1 & -ALIGNMENT;
            if (at + length > buffer.capacity()) {
                at = 0;
            }
            buffer.putBytes(at + Integer.BYTES, bytes, offset, lengthBytes);
            buffer.putIntOrdered(at, lengthBytes);
            at += length;
        }

        @Override
        public void force() {
            mapped.force();
        }

        @Override
        public void close() {
            IoUtil.unmap(mapped);
        }
    }

    /** A file channel's. */
    final class Channel implements LogUnderTest {
        private static final int MOST_BYTES = 1 << 16;

        private final FileChannel file;
        private final ByteBuffer memory = ByteBuffer.allocateDirect(MOST_BYTES);
        private final UnsafeBuffer copy = new UnsafeBuffer(memory);

        private final boolean grouped;

        private Channel(final Path folder, final boolean grouped) {
            this.grouped = grouped;
            try {
                Files.createDirectories(folder);
                file = FileChannel.open(folder.resolve("log"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String name() {
            return "file channel";
        }

        @Override
        public void append(final DirectBuffer bytes, final int offset, final int lengthBytes) {
            if (memory.position() + lengthBytes > MOST_BYTES) {
                write();
            }
            copy.putBytes(memory.position(), bytes, offset, lengthBytes);
            memory.position(memory.position() + lengthBytes);
            if (!grouped) {
                write();
            }
        }

        private void write() {
            try {
                memory.flip();
                while (memory.hasRemaining()) {
                    file.write(memory);
                }
                memory.clear();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void force() {
            if (memory.position() > 0) {
                write();
            }
            try {
                file.force(false);
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
