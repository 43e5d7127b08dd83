package io.ringfence.engine.feature;

/** Where a value lies between the lowest and the highest of a window. */
final class RangePosition {
    private final WindowExtreme highest;
    private final WindowExtreme lowest;

    RangePosition(final StateLayout layout, final int length) {
        highest = WindowExtreme.highest(layout, length);
        lowest = WindowExtreme.lowest(layout, length);
    }

    void update(final double[] state, final int at, final double high, final double low) {
        highest.update(state, at, high);
        lowest.update(state, at, low);
    }

    boolean isReady(final double[] state, final int at) {
        return highest.isReady(state, at);
    }

    double highest(final double[] state, final int at) {
        return highest.value(state, at);
    }

    double lowest(final double[] state, final int at) {
        return lowest.value(state, at);
    }

    /** Half of both. */
    double middle(final double[] state, final int at) {
        return (highest(state, at) + lowest(state, at)) / 2;
    }

    /** 0 at the lowest, 1 at the highest, a half where all is one, or differs by no more than {@code rounding}. */
    double of(final double[] state, final int at, final double value, final double rounding) {
        final double low = lowest(state, at);
        final double range = highest(state, at) - low;
        return range <= rounding ? 0.5 : (value - low) / range;
    }
}
