package io.ringfence.engine.assembly;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that comes round again and again, and whose turn is left out while the one before waits or is under way. Any thread. */
final class OneAtATime implements Runnable {
    private final Runnable work;
    private final Executor executor;
    private final AtomicBoolean busy = new AtomicBoolean();

    OneAtATime(final Runnable work, final Executor executor) {
        this.work = work;
        this.executor = executor;
    }

    @Override
    public void run() {
        if (busy.compareAndSet(false, true)) {
            executor.execute(this::turn);
        }
    }

    private void turn() {
        try {
            work.run();
        } finally {
            busy.set(false);
        }
    }
}
