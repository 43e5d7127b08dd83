package io.ringfence.gateway.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.journal.testing.Allocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LeavesNothing.class)
class PollingLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long FOR_EVER_NANOS = TimeUnit.HOURS.toNanos(1);

    private final AtomicLong polls = new AtomicLong();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private PollingLoop loop;

    @AfterEach
    void end() throws InterruptedException {
        assertTrue(loop.close(PATIENCE));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldPollItsDutyAndRunTasksAndTimersOnOneThread(final IdleMode idleMode, final Transport transport) {
        final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());
        start(idleMode, transport, this::countPoll);

        loop.execute(() -> threads.add(Thread.currentThread()));
        loop.schedule(() -> threads.add(Thread.currentThread()), 3, TimeUnit.MILLISECONDS);

        Eventually.await("both tasks", () -> threads.size() == 2);
        assertSame(threads.get(0), threads.get(1));
        final long before = polls.get();
        Eventually.await("more polls", () -> polls.get() > before);
        assertEquals("test-loop", threads.get(0).getName());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldEndAndTellOnceWhenItsDutyThrows(final IdleMode idleMode, final Transport transport) throws Exception {
        final RuntimeException cause = new IllegalStateException("stage=stops sequence=17");

        start(idleMode, transport, () -> {
            if (polls.incrementAndGet() == 5) {
                throw cause;
            }
            return 1;
        });

        assertTrue(loop.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals(List.of(cause), failures);
        assertSame(cause, loop.failure());
        assertEquals(5, polls.get());
        assertThrows(RejectedExecutionException.class, () -> loop.execute(() -> {}));
    }

    @Test
    void shouldKeepTheFirstCause() throws Exception {
        start(IdleMode.BLOCK, Transport.best(), this::countPoll);

        loop.execute(() -> {
            loop.fail(new IllegalStateException("first"));
            loop.fail(new IllegalStateException("second"));
        });

        assertTrue(loop.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals("first", loop.failure().getMessage());
        assertEquals(1, failures.size());
    }

    @Test
    void shouldEndThoughItsFailureHandlerThrows() throws Exception {
        loop = new PollingLoop(settings(IdleMode.BLOCK, Transport.best(), FOR_EVER_NANOS));

        loop.start(
                () -> {
                    throw new IllegalStateException("duty");
                },
                cause -> {
                    throw new IllegalStateException("handler");
                });

        assertTrue(loop.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        assertEquals("duty", loop.failure().getMessage());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldNeverLoseAWakeUp(final IdleMode idleMode, final Transport transport) {
        final AtomicInteger handedOver = new AtomicInteger();
        final AtomicInteger taken = new AtomicInteger();
        loop = new PollingLoop(settings(idleMode, transport, FOR_EVER_NANOS));
        loop.start(() -> handedOver.compareAndSet(1, 0) ? taken.incrementAndGet() : 0, failures::add);

        for (int i = 1; i <= 2_000; i++) {
            handedOver.set(1);
            loop.wakeUp();
            final int expected = i;
            for (int spins = 0; spins < 10_000 && taken.get() < expected; spins++) {
                Thread.onSpinWait();
            }
            Eventually.await("wake-up " + i, () -> taken.get() == expected);
        }

        assertEquals(2_000, taken.get());
    }

    @Test
    void shouldSleepNoLongerThanItsDutySays() {
        loop = new PollingLoop(settings(IdleMode.BLOCK, Transport.best(), FOR_EVER_NANOS));

        loop.start(
                new Duty() {
                    @Override
                    public int poll() {
                        return countPoll();
                    }

                    @Override
                    public long idleNanos() {
                        return TimeUnit.MILLISECONDS.toNanos(1);
                    }
                },
                failures::add);

        Eventually.await("polls without a wake-up", () -> polls.get() > 5);
    }

    @Test
    void shouldNotStarveItsDutyWhenATaskSubmitsItself() {
        final AtomicBoolean enough = new AtomicBoolean();
        start(IdleMode.SPIN, Transport.best(), this::countPoll);

        loop.execute(new Runnable() {
            @Override
            public void run() {
                if (!enough.get()) {
                    loop.execute(this);
                }
            }
        });

        final long before = polls.get();
        Eventually.await("polls beside the task", () -> polls.get() > before + 20);
        enough.set(true);
    }

    @Test
    void shouldRefuseToStartTwice() {
        start(IdleMode.BLOCK, Transport.best(), this::countPoll);

        final Exception refusal = assertThrows(IllegalStateException.class, () -> loop.start(() -> 0, failures::add));

        assertTrue(refusal.getMessage().contains("test-loop"));
    }

    @Test
    void shouldRefuseASleepOfNothing() {
        loop = new PollingLoop(LoopSettings.of("test-loop", IdleMode.BLOCK));

        final Exception refusal =
                assertThrows(IllegalArgumentException.class, () -> settings(IdleMode.BLOCK, Transport.best(), 0));

        assertTrue(refusal.getMessage().contains("maxSleepNanos=0"));
        assertFalse(loop.isShuttingDown());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldAllocateNothingPerTurn(final IdleMode idleMode, final Transport transport) {
        start(idleMode, transport, this::countPoll);
        final int turns = idleMode == IdleMode.SPIN ? 100_000 : 300;
        final long thread = loop.threadProperties().id();
        Eventually.await("warm-up", () -> polls.get() > turns);

        final long bytesBefore = Allocation.ofThread(thread);
        final long pollsBefore = polls.get();
        Eventually.await("turns", () -> polls.get() > pollsBefore + turns);
        final long bytes = Allocation.ofThread(thread) - bytesBefore;

        System.out.printf("%s %s: %d bytes in %d turns%n", idleMode, transport, bytes, polls.get() - pollsBefore);
        assertTrue(bytes < turns / 10, "bytes=" + bytes + " turns=" + turns);
    }

    private static Stream<Object[]> kinds() {
        return Stream.of(Transport.values())
                .filter(transport -> transport == Transport.NIO || Transport.best() == Transport.EPOLL)
                .flatMap(transport -> Stream.of(IdleMode.values()).map(idleMode -> new Object[] {idleMode, transport}));
    }

    private void start(final IdleMode idleMode, final Transport transport, final Duty duty) {
        loop = new PollingLoop(settings(idleMode, transport, LoopSettings.DEFAULT_MAX_SLEEP_NANOS));
        loop.start(duty, failures::add);
    }

    private static LoopSettings settings(final IdleMode idleMode, final Transport transport, final long maxSleepNanos) {
        return new LoopSettings("test-loop", idleMode, transport, maxSleepNanos);
    }

    private int countPoll() {
        polls.incrementAndGet();
        return 0;
    }
}
