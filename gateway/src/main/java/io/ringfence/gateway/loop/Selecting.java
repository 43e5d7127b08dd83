package io.ringfence.gateway.loop;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;

/** Tells the selector whether it may sleep. Owned by one loop's thread. */
final class Selecting implements SelectStrategy {
    private final boolean spins;
    private final boolean spinsInEpoll;
    private boolean worked;

    Selecting(final LoopSettings settings) {
        spins = settings.idleMode() == IdleMode.SPIN;
        spinsInEpoll = spins && settings.transport() == Transport.EPOLL;
    }

    /** Whether the duty of this turn found work: then more may be waiting, and nobody sleeps. */
    void worked(final boolean worked) {
        this.worked = worked;
    }

    /** NIO would take BUSY_WAIT for permission to sleep, so there looking is said by the count of what is ready. */
    @Override
    public int calculateStrategy(final IntSupplier selectNow, final boolean hasTasks) throws Exception {
        if (spinsInEpoll) {
            return SelectStrategy.BUSY_WAIT;
        }
        return spins || worked || hasTasks ? selectNow.get() : SelectStrategy.SELECT;
    }
}
