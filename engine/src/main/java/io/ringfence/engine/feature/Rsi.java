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
        final double up = gain.value(state, at);
        final double movement = up + loss.value(state, at);
        return movement == 0 ? NEUTRAL : 100 * up / movement;
    }
}
