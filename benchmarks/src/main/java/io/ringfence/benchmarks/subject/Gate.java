package io.ringfence.benchmarks.subject;

import java.util.concurrent.locks.LockSupport;

/** Lets a spinning thread spin only while it is its turn: two cores carry no third. */
final class Gate {
    private static final long NAP_NS = 200_000;

    private volatile boolean open;

    void open() {
        open = true;
    }

    void close() {
        open = false;
    }

    /** Called again and again from the thread; waits while the gate is closed. */
    void pass() {
        while (!open && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, NAP_NS);
        }
    }
}
