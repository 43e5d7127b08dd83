package io.ringfence.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final int ORDERS = 400;

    @Test
    void shouldOrderUntilSoManyAreFilled() {
        final Rehearsal rehearsal = new Rehearsal();

        final long filled = rehearsal.run(ORDERS, () -> true);

        assertTrue(filled >= ORDERS, "filled=" + filled);
        assertTrue(filled < ORDERS + 20, "filled=" + filled);
    }

    /** Else it would take much longer than it is worth: every entry passes every control, and every position is left again. */
    @Test
    void shouldNeedFewEventsAnOrder() {
        final AtomicInteger rounds = new AtomicInteger();

        new Rehearsal().run(ORDERS, () -> rounds.incrementAndGet() < 10 * ORDERS);

        assertTrue(rounds.get() <= ORDERS, "rounds=" + rounds);
    }

    @Test
    void shouldStopWhenItIsTold() {
        final AtomicInteger rounds = new AtomicInteger();

        new Rehearsal().run(Long.MAX_VALUE, () -> rounds.incrementAndGet() <= 7);

        assertEquals(8, rounds.get());
    }
}
