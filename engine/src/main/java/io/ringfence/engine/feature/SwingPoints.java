package io.ringfence.engine.feature;

/**
 * Swing highs and lows: price of the latest confirmed one, and how many bars ago it stood. A swing high is a bar higher than
 * each of the n bars before it and at least as high as each of the n behind it. Ready with the first one, at the earliest
 * with bar 2n + 1. Source: Williams's fractal, "Trading Chaos", 1995, with n for his 2.
 */
final class SwingPoints extends Feature {
    private final int strength;
    private final int high;
    private final int highAgo;
    private final int low;
    private final int lowAgo;

    SwingPoints(final int strength) {
        super(
                2 * strength,
                Column.price("high", 2 * strength + 1),
                Column.plain("high_bars_ago", 2 * strength + 1),
                Column.price("low", 2 * strength + 1),
                Column.plain("low_bars_ago", 2 * strength + 1));
        this.strength = strength;
        high = layout().take(1);
        highAgo = layout().take(1);
        low = layout().take(1);
        lowAgo = layout().take(1);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        age(state, at, highAgo);
        age(state, at, lowAgo);
        if (bars.isSwingHigh(strength)) {
            state[at + high] = bars.high(strength);
            state[at + highAgo] = strength;
        }
        if (bars.isSwingLow(strength)) {
            state[at + low] = bars.low(strength);
            state[at + lowAgo] = strength;
        }
        show(state, at, 0, high, highAgo);
        show(state, at, 2, low, lowAgo);
    }

    private static void age(final double[] state, final int at, final int ago) {
        if (state[at + ago] > 0) {
            state[at + ago]++;
        }
    }

    private void show(final double[] state, final int at, final int column, final int price, final int ago) {
        if (state[at + ago] > 0) {
            set(state, at, column, state[at + price]);
            set(state, at, column + 1, state[at + ago]);
        }
    }
}
