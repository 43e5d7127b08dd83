package io.ringfence.engine.feature;

/**
 * Linearly weighted mean, the newest of n values counting n times, the oldest once. Moving on takes every value's weight
 * down by one, which is the plain sum, and adds the newest n times.
 */
final class WeightedMean {
    private final int length;
    private final ExactSum weighted;
    private final ExactSum plain;

    WeightedMean(final StateLayout layout, final int length) {
        this.length = length;
        weighted = new ExactSum(layout);
        plain = new ExactSum(layout);
    }

    /** {@code leaving} entered n updates before; 0 while there was none. */
    void slide(final double[] state, final int at, final double entering, final double leaving) {
        weighted.slideProduct(state, at, length, entering, plain);
        plain.slide(state, at, entering, leaving);
    }

    double value(final double[] state, final int at) {
        return weighted.value(state, at) / (length * (length + 1) / 2);
    }

    /** Sum of the values times their weights, 1 to n. */
    ExactSum weighted() {
        return weighted;
    }

    ExactSum plain() {
        return plain;
    }
}
