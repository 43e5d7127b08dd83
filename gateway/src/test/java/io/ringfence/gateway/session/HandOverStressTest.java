package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.Test;

/**
 * What the sources of events and the inbound thread share, with real threads: through a ring that is mostly full, and past a
 * handler that has no room now and then, every source's events come whole, once and in order. {@code -Dringfence.stress=N} for N
 * times as many.
 */
class HandOverStressTest {
    private static final int SOURCES = 3;
    private static final int TIMES = Integer.getInteger("ringfence.stress", 1);
    private static final int EVENTS = 60_000 * TIMES;
    private static final int CAPACITY_BYTES = 1 << 14;
    private static final int LEAST_BYTES = 2 * Long.BYTES;
    private static final int DRAIN_LIMIT = 16;
    private static final long LIMIT_S = 120L * TIMES;

    private final HandOver handOver = new HandOver(CAPACITY_BYTES, () -> {});
    private final long[] newest = new long[SOURCES];
    private final SplittableRandom room = new SplittableRandom(4);
    private long taken;

    @Test
    void shouldHandOverEveryEventWholeAndInOrder() throws Exception {
        final ExecutorService threads = Executors.newFixedThreadPool(SOURCES);
        try {
            final List<Future<?>> sources = new ArrayList<>();
            for (int i = 0; i < SOURCES; i++) {
                final int source = i;
                sources.add(threads.submit(() -> tell(source)));
            }

            final long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
            while (taken < (long) SOURCES * EVENTS && System.nanoTime() < limit) {
                handOver.drain(this::onEvent, DRAIN_LIMIT);
            }

            for (final Future<?> source : sources) {
                source.get(LIMIT_S, TimeUnit.SECONDS);
            }
            for (int source = 0; source < SOURCES; source++) {
                assertEquals(EVENTS, newest[source]);
            }
        } finally {
            handOver.close();
            threads.shutdownNow();
            assertTrue(threads.awaitTermination(LIMIT_S, TimeUnit.SECONDS));
        }
    }

    /** One source waits by itself, the others come again. */
    private void tell(final int source) {
        final EventSink sink = source == 0 ? handOver.waitingSink() : handOver.sink();
        final SplittableRandom random = new SplittableRandom(source);
        for (long number = 1; number <= EVENTS; number++) {
            final int lengthBytes = random.nextInt(LEAST_BYTES, EventLayout.MAX_EVENT_LENGTH + 1);
            sink.claim().putLong(0, source);
            sink.claim().putLong(Long.BYTES, number);
            sink.claim().setMemory(LEAST_BYTES, lengthBytes - LEAST_BYTES, (byte) number);
            sink.received(number);
            while (!sink.commit(lengthBytes)) {
                Thread.yield();
            }
        }
    }

    private boolean onEvent(
            final DirectBuffer buffer, final int offset, final int lengthBytes, final long receivedNanos) {
        if (room.nextInt(8) == 0) {
            return false;
        }
        final int source = (int) buffer.getLong(offset);
        final long number = buffer.getLong(offset + Long.BYTES);
        newest[source]++;
        assertEquals(newest[source], number);
        assertEquals(number, receivedNanos);
        for (int i = LEAST_BYTES; i < lengthBytes; i++) {
            if (buffer.getByte(offset + i) != (byte) number) {
                throw new AssertionError("source=" + source + " number=" + number + " isn't whole at byte=" + i);
            }
        }
        taken++;
        return true;
    }
}
