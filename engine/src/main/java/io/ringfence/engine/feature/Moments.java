package io.ringfence.engine.feature;

/** Mean and variance of a sliding window. */
final class Moments {
    private final int length;
    private final ExactSum sum;
    private final ExactSum squares;

    Moments(final StateLayout layout, final int length) {
        this.length = length;
        sum = new ExactSum(layout);
        squares = new ExactSum(layout);
    }

    /** {@code leaving} entered n updates before; 0 while there was none. */
    void slide(final double[] state, final int at, final double entering, final double leaving) {
        sum.slide(state, at, entering, leaving);
        squares.slideProducts(state, at, entering, entering, leaving, leaving);
    }

    double mean(final double[] state, final int at) {
        return sum.value(state, at) / length;
    }

    /** Standard deviation of the values as a whole population: the mean square distance from the mean, its root. */
    double deviation(final double[] state, final int at) {
        return Math.sqrt(spread(state, at)) / length;
    }

    /** Standard deviation of a sample: by n - 1. */
    double sampleDeviation(final double[] state, final int at) {
        return Math.sqrt(spread(state, at) / ((double) length * (length - 1)));
    }

    /** n squared times the variance, 0 if all values are the same. */
    double spread(final double[] state, final int at) {
        return Math.max(0, ExactSum.spread(state, at, length, squares, sum, sum));
    }

    ExactSum sum() {
        return sum;
    }
}
