package io.ringfence.benchmarks.subject;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Two Chronicle Queues as they come, for the bytes that the engine would append: each event, and decisions as often and as
 * long as the engine had them. No checksum, no reservation, no segment of its own.
 */
public final class BareLogs implements AutoCloseable {
    /** What a busy thread may wait in a clean block, ns: the engine's logs have housekeeping threads beside the lanes. */
    public static final long TOLERATED_NS = 200_000;

    private final BareChronicle events;
    private final BareChronicle decisions;
    private final int[] decisionBytes;
    private final UnsafeBuffer decision = new UnsafeBuffer(ByteBuffer.allocateDirect(1 << 16));

    /** @param decisionBytes by event, 0 for none; a power of two of them, round and round */
    public BareLogs(final Path folder, final int[] decisionBytes) {
        this.decisionBytes = decisionBytes;
        events = new BareChronicle(folder.resolve("events"));
        decisions = new BareChronicle(folder.resolve("decisions"));
    }

    String name() {
        return "bare Chronicle appends";
    }

    void event(final DirectBuffer bytes, final int lengthBytes) {
        events.append(bytes, 0, lengthBytes);
    }

    void decisions(final long sequence) {
        final int lengthBytes = decisionBytes[(int) sequence & decisionBytes.length - 1];
        if (lengthBytes > 0) {
            decisions.append(decision, 0, lengthBytes);
        }
    }

    @Override
    public void close() {
        events.close();
        decisions.close();
    }

    /** One queue, as its makers give it. */
    static final class BareChronicle implements AutoCloseable {
        private final ChronicleQueue queue;
        private final ExcerptAppender appender;
        private final ByteBuffer memory = ByteBuffer.allocateDirect(1 << 16);
        private final UnsafeBuffer copy = new UnsafeBuffer(memory);
        private final Bytes<ByteBuffer> record = Bytes.wrapForWrite(memory);

        BareChronicle(final Path folder) {
            queue = SingleChronicleQueueBuilder.binary(folder)
                    .rollCycle(RollCycles.FAST_DAILY)
                    .build();
            appender = queue.createAppender();
            appender.singleThreadedCheckDisabled(true);
            appender.writeBytes(record.readPositionRemaining(0, Long.BYTES));
            appender.wire().bytes().singleThreadedCheckDisabled(true);
        }

        void append(final DirectBuffer bytes, final int offset, final int lengthBytes) {
            copy.putBytes(0, bytes, offset, lengthBytes);
            appender.writeBytes(record.readPositionRemaining(0, lengthBytes));
        }

        @Override
        public void close() {
            appender.close();
            queue.close();
        }
    }
}
