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

    /** What {@link #value} would be after {@link #update}, where it {@link #isReadyNext}. */
    double next(final double[] state, final int at, final Bars bars) {
        return mean.next(state, at, bars.trueRange(0));
    }

    boolean isReadyNext(final double[] state, final int at, final Bars bars) {
        return bars.count() > 1 && mean.isReadyNext(state, at);
    }

    boolean isReady(final double[] state, final int at) {
        return mean.isReady(state, at);
    }

    double value(final double[] state, final int at) {
        return mean.value(state, at);
    }
}
