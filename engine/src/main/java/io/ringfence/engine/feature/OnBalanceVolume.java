package io.ringfence.engine.feature;

/**
 * OBV: the volume of every bar that closed higher, less that of every one that closed lower, since the first bar, which
 * counts 0 (TA-Lib counts its volume). Ready with bar 1. Source: Granville, "New Key to Stock Market Profits", 1963.
 */
final class OnBalanceVolume extends Feature {
    private final BalanceVolume balance;

    OnBalanceVolume() {
        super(1, Column.quantity("", 1));
        balance = new BalanceVolume(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        balance.update(state, at, bars);
        set(state, at, 0, balance.value(state, at));
    }
}
