package io.ringfence.engine.feature;

/** Two EMAs of closes and what lies between them. */
final class Convergence implements Oscillator {
    /** Of the price: the line is the small difference of two large numbers. */
    private static final double ROUNDING = 1e-9;

    private final Smoothing fast;
    private final Smoothing slow;

    Convergence(final StateLayout layout, final int fast, final int slow) {
        this.fast = Smoothing.exponential(layout, fast);
        this.slow = Smoothing.exponential(layout, slow);
    }

    /** Takes a close; whether both averages are ready. */
    boolean update(final double[] state, final int at, final double close) {
        fast.update(state, at, close);
        slow.update(state, at, close);
        return isReady(state, at);
    }

    @Override
    public boolean isReady(final double[] state, final int at) {
        return fast.isReady(state, at) && slow.isReady(state, at);
    }

    @Override
    public void update(final double[] state, final int at, final Bars bars) {
        update(state, at, bars.close(0));
    }

    @Override
    public double rounding(final double[] state, final int at) {
        return ROUNDING * slow(state, at);
    }

    /** The line: as an oscillator. */
    @Override
    public double value(final double[] state, final int at) {
        return line(state, at);
    }

    double line(final double[] state, final int at) {
        return fast.value(state, at) - slow.value(state, at);
    }

    double slow(final double[] state, final int at) {
        return slow.value(state, at);
    }
}
