package io.ringfence.engine.feature;

/**
 * True range: the larger of high and previous close, less the smaller of low and previous close. Ready with bar 2. Source:
 * Wilder 1978.
 */
final class TrueRange extends Feature {
    TrueRange() {
        super(1, Column.price("", 2));
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() > 1) {
            set(state, at, 0, bars.trueRange(0));
        }
    }
}
