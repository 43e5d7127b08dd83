package io.ringfence.engine.assembly;

import io.ringfence.gateway.loop.Duty;
import java.util.concurrent.atomic.AtomicLong;

/** A duty that counts its turns, so that others see whether its loop is alive. */
final class Heartbeat implements Duty {
    private final Duty duty;
    private final AtomicLong turns = new AtomicLong();

    Heartbeat(final Duty duty) {
        this.duty = duty;
    }

    @Override
    public int poll() {
        turns.lazySet(turns.getPlain() + 1);
        return duty.poll();
    }

    @Override
    public long idleNanos() {
        return duty.idleNanos();
    }

    /** Any thread. */
    long turns() {
        return turns.get();
    }
}
