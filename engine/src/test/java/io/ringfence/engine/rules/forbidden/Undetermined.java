package io.ringfence.engine.rules.forbidden;

import java.util.concurrent.locks.ReentrantLock;

/** Breaks every rule for stages once. */
final class Undetermined {
    private final ReentrantLock lock = new ReentrantLock();

    synchronized double guess() {
        return lock.isLocked() ? Math.log(System.nanoTime()) : Math.random();
    }
}
