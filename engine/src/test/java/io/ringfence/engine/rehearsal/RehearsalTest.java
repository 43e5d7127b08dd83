package io.ringfence.engine.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.credentials.Credentials;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {
    private static final int ORDERS = 400;

    @ParameterizedTest
    @EnumSource(Credentials.Kind.class)
    void shouldOrderUntilSoManyAreFilled(final Credentials.Kind keys) {
        final Rehearsal rehearsal = new Rehearsal(keys);

        final long filled = rehearsal.run(ORDERS, () -> true);

        assertTrue(filled >= ORDERS, "filled=" + filled);
        assertTrue(filled < ORDERS + 20, "filled=" + filled);
    }

    /** Else it would take much longer than it is worth: every entry passes every control, and every position is left again. */
    @Test
    void shouldNeedFewEventsAnOrder() {
        final AtomicInteger rounds = new AtomicInteger();

        new Rehearsal(Credentials.Kind.ED25519).run(ORDERS, () -> rounds.incrementAndGet() < 10 * ORDERS);

        assertTrue(rounds.get() <= ORDERS, "rounds=" + rounds);
    }

    @Test
    void shouldStopWhenItIsTold() {
        final AtomicInteger rounds = new AtomicInteger();

        new Rehearsal(Credentials.Kind.ED25519).run(Long.MAX_VALUE, () -> rounds.incrementAndGet() <= 7);

        assertEquals(8, rounds.get());
    }
}
