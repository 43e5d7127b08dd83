package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.testing.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeavesNothing.class)
class HandOverTest {
    private static final int CAPACITY = 16 * 1024;

    private final AtomicInteger handedOver = new AtomicInteger();
    private final HandOver handOver = new HandOver(CAPACITY, handedOver::incrementAndGet);
    private final List<Long> taken = new ArrayList<>();

    @Test
    void shouldHandOnEventsInTheOrderOfTheirCommit() {
        final EventSink first = handOver.sink();
        final EventSink second = handOver.sink();

        put(first, 1);
        put(second, 2);
        put(first, 3);
        final int drained = handOver.drain(this::take, 100);

        assertEquals(3, drained);
        assertEquals(List.of(1L, 2L, 3L), taken);
        assertEquals(3, handedOver.get());
    }

    @Test
    void shouldCarryWhenTheBytesArrivedBesideTheEvent() {
        final EventSink sink = handOver.sink();
        final List<Long> arrivals = new ArrayList<>();

        put(sink, 1);
        sink.received(17);
        put(sink, 2);
        put(sink, 3);
        handOver.drain((buffer, offset, length, receivedNanos) -> arrivals.add(receivedNanos), 100);

        assertEquals(List.of(0L, 17L, 17L), arrivals);
    }

    @Test
    void shouldCarryTheLongestEventWhole() {
        final EventSink sink = handOver.sink();
        sink.claim().setMemory(0, EventLayout.MAX_EVENT_LENGTH, (byte) 7);
        assertTrue(sink.commit(EventLayout.MAX_EVENT_LENGTH));
        final List<Integer> lengths = new ArrayList<>();

        handOver.drain(
                (buffer, offset, length, receivedNanos) -> {
                    assertEquals(7, buffer.getByte(offset + length - 1));
                    return lengths.add(length);
                },
                1);

        assertEquals(List.of(EventLayout.MAX_EVENT_LENGTH), lengths);
    }

    @Test
    void shouldRefuseWhenFullAndTakeAgainWhenDrained() {
        final EventSink sink = handOver.sink();
        int count = 0;
        while (put(sink, count)) {
            count++;
        }

        assertFalse(put(sink, count));
        handOver.drain(this::take, 10);

        assertTrue(put(sink, count));
        handOver.drain(this::take, Integer.MAX_VALUE);
        assertEquals(IntStream.rangeClosed(0, count).mapToObj(Long::valueOf).toList(), taken);
    }

    @Test
    void shouldKeepWhatTheHandlerHasNoRoomFor() {
        final EventSink sink = handOver.sink();
        for (int i = 0; i < 5; i++) {
            put(sink, i);
        }

        final int drained = handOver.drain((b, o, l, r) -> taken.size() < 2 && take(b, o, l, r), 100);
        final int drainedLater = handOver.drain(this::take, 2);
        handOver.drain(this::take, 100);

        assertEquals(2, drained);
        assertEquals(2, drainedLater);
        assertEquals(List.of(0L, 1L, 2L, 3L, 4L), taken);
        assertEquals(0, handOver.waitingBytes());
    }

    @Test
    void shouldLoseNothingOfManySources() throws Exception {
        final int each = 20_000;
        final AtomicBoolean refused = new AtomicBoolean();
        final List<Thread> sources = IntStream.range(0, 3)
                .mapToObj(source -> new Thread(() -> putAll(handOver.waitingSink(), source, each, refused)))
                .toList();
        sources.forEach(Thread::start);

        final int[] next = new int[3];
        int drained = 0;
        while (drained < 3 * each) {
            drained += handOver.drain(
                    (buffer, offset, length, receivedNanos) -> {
                        final long value = buffer.getLong(offset);
                        assertEquals(next[(int) (value >> 32)]++, (int) value);
                        return true;
                    },
                    64);
        }
        for (final Thread source : sources) {
            source.join();
        }

        assertEquals(0, handOver.drain(this::take, 1));
        assertFalse(refused.get());
    }

    @Test
    void shouldLetNobodyWaitAfterItIsClosed() throws Exception {
        final EventSink sink = handOver.waitingSink();
        final AtomicBoolean refused = new AtomicBoolean();
        final Thread source = new Thread(() -> putAll(sink, 0, CAPACITY, refused));
        source.start();
        Eventually.await("a full hand-over", () -> handOver.waitingBytes() > CAPACITY - 100);

        handOver.close();

        source.join();
        assertTrue(refused.get());
    }

    @Test
    void shouldAllocateNothing() {
        final EventSink sink = handOver.sink();
        final HandOver.Handler handler = (buffer, offset, length, receivedNanos) -> length > 0;
        final long thread = Thread.currentThread().getId();
        long least = Long.MAX_VALUE;

        for (int round = 0; round < 10; round++) {
            final long before = Allocation.ofThread(thread);
            for (int i = 0; i < 10_000; i++) {
                put(sink, i);
                handOver.drain(handler, 10);
            }
            least = Math.min(least, Allocation.ofThread(thread) - before);
        }

        assertTrue(least < 1_000, "bytes=" + least);
    }

    @Test
    void shouldRefuseACapacityThatDoesNotFit() {
        final Exception refusal = assertThrows(IllegalArgumentException.class, () -> new HandOver(4096, () -> {}));

        assertTrue(refusal.getMessage().contains("capacityBytes=4096"), refusal.getMessage());
    }

    private static void putAll(final EventSink sink, final long source, final int count, final AtomicBoolean refused) {
        for (int i = 0; i < count; i++) {
            if (!put(sink, source << 32 | i)) {
                refused.set(true);
                return;
            }
        }
    }

    private static boolean put(final EventSink sink, final long value) {
        sink.claim().putLong(0, value);
        return sink.commit(Long.BYTES + (int) value % 100);
    }

    private boolean take(
            final org.agrona.DirectBuffer buffer, final int offset, final int length, final long receivedNanos) {
        return taken.add(buffer.getLong(offset));
    }
}
