package io.ringfence.engine.feature;

/** Wilder's mean of the true range, for all features that need it; the first bar has none, so ready with bar n + 1. */
final class Atr {
    private final Smoothing mean;

    Atr(final StateLayout layout, final int length) {
        mean = Smoothing.wilder(layout, length);
    }

    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() > 1) {
            mean.update(state, at, bars.trueRange(0));
        }
    }

    boolean isReady(final double[] state, final int at) {
        return mean.isReady(state, at);
    }

    double value(final double[] state, final int at) {
        return mean.value(state, at);
    }
}
