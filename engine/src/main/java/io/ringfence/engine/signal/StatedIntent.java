package io.ringfence.engine.signal;

import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Reason;

/** What a strategy wants, written by it and read by the stage after the event. */
final class StatedIntent implements Intent {
    private boolean stated;
    private int target;
    private Reason reason;
    private double strength;

    @Override
    public void want(final int target, final Reason reason, final double strength) {
        if (target < SHORT || target > LONG || reason == null || !(strength >= 0 && strength <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("intent target=" + target + " strength=" + strength
                    + ": must be -1, 0 or 1, with a reason and a finite strength from 0");
        }
        this.target = target;
        this.reason = reason;
        this.strength = strength;
        stated = true;
    }

    void clear() {
        stated = false;
    }

    boolean isStated() {
        return stated;
    }

    int target() {
        return target;
    }

    Reason reason() {
        return reason;
    }

    double strength() {
        return strength;
    }
}
