package io.ringfence.engine.feature;

/** For how many bars in a row a thing was told that not every source tells. */
final class KnownRun {
    private final int cell;

    KnownRun(final StateLayout layout) {
        cell = layout.take(1);
    }

    /** Takes a bar's value; returns it, or 0 if it is {@link Bar#UNKNOWN}. */
    double update(final double[] state, final int at, final double value) {
        state[at + cell] = value == Bar.UNKNOWN ? 0 : state[at + cell] + 1;
        return orZero(value);
    }

    boolean covers(final double[] state, final int at, final int bars) {
        return state[at + cell] >= bars;
    }

    static double orZero(final double value) {
        return value == Bar.UNKNOWN ? 0 : value;
    }
}
