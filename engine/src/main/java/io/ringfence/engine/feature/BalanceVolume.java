package io.ringfence.engine.feature;

/** The sum behind {@link OnBalanceVolume}, for all features that need it. */
final class BalanceVolume implements Oscillator {
    private final ExactSum sum;

    BalanceVolume(final StateLayout layout) {
        sum = new ExactSum(layout);
    }

    @Override
    public void update(final double[] state, final int at, final Bars bars) {
        sum.add(state, at, Math.signum(bars.change(0)) * bars.volume(0));
    }

    @Override
    public boolean isReady(final double[] state, final int at) {
        return true;
    }

    @Override
    public double rounding(final double[] state, final int at) {
        return 0;
    }

    @Override
    public double value(final double[] state, final int at) {
        return sum.value(state, at);
    }
}
