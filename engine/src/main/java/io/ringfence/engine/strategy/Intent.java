package io.ringfence.engine.strategy;

/** Where a strategy says what it wants. A target that is wanted already is no news and goes nowhere. */
public interface Intent {
    int LONG = 1;
    int FLAT = 0;
    int SHORT = -1;

    /**
     * States the position that is wanted from now on.
     *
     * @param target   {@link #LONG}, {@link #FLAT} or {@link #SHORT}
     * @param strength finite, 0 and up; the larger the surer, in the strategy's own unit
     * @throws IllegalArgumentException if it is none of these
     */
    void want(int target, Reason reason, double strength);
}
