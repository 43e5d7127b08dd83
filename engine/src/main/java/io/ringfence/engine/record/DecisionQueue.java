package io.ringfence.engine.record;

import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.journal.log.LogWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.MessageHandler;
import org.agrona.concurrent.SleepingIdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Decisions on their way to a log that is forced: {@code orders} puts them in and goes on, a thread of its own appends
 * what is there, forces it, and says so. {@link #append} allocates nothing; it waits only if {@value #CAPACITY_BYTES}
 * bytes of decisions wait for the disk already.
 */
final class DecisionQueue implements DecisionSink {
    static final int CAPACITY_BYTES = 4 << 20;

    private static final int RECORD = 1;
    private static final int MAX_BATCH = 4096;
    private static final long NAP_NS = 20_000;
    private static final long JOIN_MS = 5_000;
    private static final String NAME = "journal-decisions";

    private final OneToOneRingBuffer queue = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(CAPACITY_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final MessageHandler handler = this::take;
    private final LogWriter log;
    private final Halt halt;
    private final Thread thread;
    private final AtomicLong forced = new AtomicLong();
    private volatile boolean running = true;
    /** Owned by the thread. */
    private long taken;

    DecisionQueue(final LogWriter log, final Halt halt) {
        this.log = log;
        this.halt = halt;
        thread = new Thread(this::run, NAME);
        thread.setUncaughtExceptionHandler((dead, failure) -> halt.light(NAME, taken, failure));
    }

    /** Called from the lane of {@code orders}. */
    @Override
    public void append(final long sequence, final DirectBuffer payload, final int offset, final int lengthBytes) {
        final int at = claim(sequence, Long.BYTES + lengthBytes);
        queue.buffer().putLong(at, sequence, ByteOrder.LITTLE_ENDIAN);
        queue.buffer().putBytes(at + Long.BYTES, payload, offset, lengthBytes);
        queue.commit(at);
    }

    /** Sequence of the newest event whose decisions, if it has any, survive a loss of power. Any thread. */
    long forced() {
        return forced.get();
    }

    void start() {
        thread.start();
    }

    /** False if the thread hangs and is still at work. */
    boolean stop() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
        return !thread.isAlive();
    }

    private int claim(final long sequence, final int lengthBytes) {
        int at = queue.tryClaim(RECORD, lengthBytes);
        while (at < 0) {
            if (halt.isLit()) {
                throw new IllegalStateException("decisions of sequence=" + sequence + " can't be recorded: halted");
            }
            Thread.onSpinWait();
            at = queue.tryClaim(RECORD, lengthBytes);
        }
        return at;
    }

    private void run() {
        final IdleStrategy idle = new SleepingIdleStrategy(NAP_NS);
        boolean last;
        int work;
        do {
            last = !running;
            work = queue.read(handler, MAX_BATCH);
            if (work > 0) {
                log.force();
                forced.set(taken);
            }
            idle.idle(work);
        } while (work > 0 || !last);
    }

    private void take(final int type, final MutableDirectBuffer buffer, final int index, final int lengthBytes) {
        taken = buffer.getLong(index, ByteOrder.LITTLE_ENDIAN);
        log.append(taken, buffer, index + Long.BYTES, lengthBytes - Long.BYTES);
    }
}
