package io.ringfence.engine.feature;

/**
 * A/D: volume times where in its range the bar closed (-1 at the low, 1 at the high, 0 without a range), summed since the
 * first bar. Ready with bar 1. Source: Chaikin; Murphy 1999.
 */
final class AccumulationDistribution extends Feature {
    private final ExactSum sum;

    AccumulationDistribution() {
        super(0, Column.quantity("", 1));
        sum = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        sum.add(state, at, bars.closeLocation(0) * bars.volume(0));
        set(state, at, 0, sum.value(state, at));
    }
}
