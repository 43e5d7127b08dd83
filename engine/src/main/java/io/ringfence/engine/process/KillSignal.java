package io.ringfence.engine.process;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGUSR1 as the kill switch: {@code kill -USR1 PID}. Not SIGUSR2, which HotSpot keeps for suspending its own threads. Acts on a thread of its own, one
 * signal at a time; another that comes meanwhile asks for nothing new.
 */
public final class KillSignal {
    private static final Logger LOG = LoggerFactory.getLogger(KillSignal.class);
    private static final String NAME = "USR1";

    private final Runnable action;
    private final AtomicBoolean acting = new AtomicBoolean();

    private KillSignal(final Runnable action) {
        this.action = action;
    }

    /** From now on, the signal runs {@code action}; returns false if the JVM doesn't allow it. */
    public static boolean arm(final Runnable action) {
        final boolean armed = Signals.handle(NAME, new KillSignal(action)::onSignal);
        if (!armed) {
            LOG.warn("this JVM doesn't give up SIG{}: the kill switch has command and file only", NAME);
        }
        return armed;
    }

    private void onSignal() {
        if (acting.compareAndSet(false, true)) {
            final Thread thread = new Thread(this::act, "kill-signal");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void act() {
        try {
            LOG.warn("SIG{} throws the kill switch", NAME);
            action.run();
        } catch (final IllegalStateException ended) {
            LOG.warn("the kill switch came too late: {}", ended.getMessage());
        } finally {
            acting.set(false);
        }
    }
}
