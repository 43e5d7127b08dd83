package io.ringfence.gateway.loop;

/** What a {@link PollingLoop} does when there is nothing to do. */
public enum IdleMode {
    /** Looks again at once, for a loop with a core of its own. */
    SPIN,
    /** Sleeps in the selector, for a bounded time; for tests, and for machines that are shared. */
    BLOCK
}
