package io.ringfence.engine.feature;

/** Wilder's relative strength of a row of closes, for all features that need it. Ready with bar n + 1. */
final class Rsi implements Oscillator {
    /** Two values that differ by no more than this are the same: while the price stands still, gain over loss is rounded on. */
    static final double ROUNDING = 1e-9;

    private static final double NEUTRAL = 50;

    private final Smoothing gain;
    private final Smoothing loss;

    Rsi(final StateLayout layout, final int length) {
        gain = Smoothing.wilder(layout, length);
        loss = Smoothing.wilder(layout, length);
    }

    @Override
    public void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() > 1) {
            final double change = bars.change(0);
            gain.update(state, at, Math.max(change, 0));
            loss.update(state, at, Math.max(-change, 0));
        }
    }

    @Override
    public boolean isReady(final double[] state, final int at) {
        return gain.isReady(state, at);
    }

    @Override
    public double rounding(final double[] state, final int at) {
        return ROUNDING;
    }

    @Override
    public double value(final double[] state, final int at) {
        return index(gain.value(state, at), loss.value(state, at));
    }

    /** What {@link #value} would be after {@link #update}, where it {@link #isReadyNext}. */
    double next(final double[] state, final int at, final Bars bars) {
        final double change = bars.change(0);
        return index(gain.next(state, at, Math.max(change, 0)), loss.next(state, at, Math.max(-change, 0)));
    }

    boolean isReadyNext(final double[] state, final int at, final Bars bars) {
        return bars.count() > 1 && gain.isReadyNext(state, at);
    }

    private static double index(final double up, final double down) {
        final double movement = up + down;
        return movement == 0 ? NEUTRAL : 100 * up / movement;
    }
}
