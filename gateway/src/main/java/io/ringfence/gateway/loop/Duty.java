package io.ringfence.gateway.loop;

/** The work that a {@link PollingLoop} does between two looks at its sockets. Called from the loop's thread alone. */
@FunctionalInterface
public interface Duty {
    /** No work, ever. */
    Duty NONE = () -> 0;

    /**
     * Does the work at hand, bounded so that sockets get their turn.
     *
     * @return how much was done; 0 lets a blocking loop sleep
     */
    int poll();

    /** How long the loop may sleep from now on before {@link #poll} must run again, ns; shortens the loop's own bound. */
    default long idleNanos() {
        return Long.MAX_VALUE;
    }
}
