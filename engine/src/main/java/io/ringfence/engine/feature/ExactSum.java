package io.ringfence.engine.feature;

/**
 * A sum of twice a double's precision, so that what is added and later taken away again leaves nothing behind: after
 * millions of updates, and beside values a million times larger, it is as good as summed anew (its precision is 32 digits of the largest value ever in it). Whole numbers stay exact.
 * (Two-sum of Knuth, "The Art of Computer Programming" 2, 4.2.2, and the exact product of a fused multiply-add; Ogita,
 * Rump, Oishi, "Accurate sum and dot product", 2005.)
 */
final class ExactSum {
    /** Below this share of what was subtracted, a difference is nothing but rounding. */
    private static final double NOTHING = 1e-28;

    private final int cell;

    ExactSum(final StateLayout layout) {
        cell = layout.take(2);
    }

    void add(final double[] state, final int at, final double value) {
        final double high = state[at + cell];
        final double sum = high + value;
        final double of = sum - high;
        state[at + cell + 1] += (high - (sum - of)) + (value - of);
        state[at + cell] = sum;
    }

    /** {@code entering} comes in, {@code leaving} goes. */
    void slide(final double[] state, final int at, final double entering, final double leaving) {
        // Their difference first: it doesn't wait for the sum, which is the long way.
        final double difference = entering - leaving;
        final double of = difference - entering;
        state[at + cell + 1] += (entering - (difference - of)) - (leaving + of);
        add(state, at, difference);
    }

    /** Adds {@code a x b}, unrounded. */
    void addProduct(final double[] state, final int at, final double a, final double b) {
        final double product = a * b;
        add(state, at, product);
        state[at + cell + 1] += Math.fma(a, b, -product);
    }

    /** {@code a x b} comes in, {@code c x d} goes; both unrounded. */
    void slideProducts(
            final double[] state, final int at, final double a, final double b, final double c, final double d) {
        final double entering = a * b;
        final double leaving = c * d;
        state[at + cell + 1] += Math.fma(a, b, -entering) - Math.fma(c, d, -leaving);
        slide(state, at, entering, leaving);
    }

    /** {@code a x b} comes in, {@code other} goes; both unrounded. */
    void slideProduct(final double[] state, final int at, final double a, final double b, final ExactSum other) {
        final double entering = a * b;
        state[at + cell + 1] += Math.fma(a, b, -entering) - state[at + other.cell + 1];
        slide(state, at, entering, state[at + other.cell]);
    }

    void clear(final double[] state, final int at) {
        state[at + cell] = 0;
        state[at + cell + 1] = 0;
    }

    double value(final double[] state, final int at) {
        return state[at + cell] + state[at + cell + 1];
    }

    /** {@code n x products - a x b}: n squared times a variance or covariance; 0 where it is nothing but rounding. */
    static double spread(
            final double[] state,
            final int at,
            final double n,
            final ExactSum products,
            final ExactSum a,
            final ExactSum b) {
        final double nProducts = n * state[at + products.cell];
        final double nProductsRest =
                Math.fma(n, state[at + products.cell], -nProducts) + n * state[at + products.cell + 1];
        final double aHigh = state[at + a.cell];
        final double bHigh = state[at + b.cell];
        final double ab = aHigh * bHigh;
        final double abRest =
                Math.fma(aHigh, bHigh, -ab) + aHigh * state[at + b.cell + 1] + bHigh * state[at + a.cell + 1];
        final double spread = (nProducts - ab) + (nProductsRest - abRest);
        return Math.abs(spread) <= NOTHING * Math.abs(nProducts) ? 0 : spread;
    }

    /** {@code n x of - a}, a's second factor being the whole number {@code k}: how much a line rises. */
    static double tilt(
            final double[] state, final int at, final double n, final ExactSum of, final double k, final ExactSum a) {
        final double left = n * state[at + of.cell];
        final double leftRest = Math.fma(n, state[at + of.cell], -left) + n * state[at + of.cell + 1];
        final double right = k * state[at + a.cell];
        final double rightRest = Math.fma(k, state[at + a.cell], -right) + k * state[at + a.cell + 1];
        return (left - right) + (leftRest - rightRest);
    }
}
