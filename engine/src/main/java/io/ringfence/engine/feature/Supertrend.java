package io.ringfence.engine.feature;

/**
 * Supertrend: a line k ATRs below (high + low) / 2 in an uptrend, above it in a downtrend, that only follows the price.
 *
 * <pre>
 *   upper falls with (high + low) / 2 + k x ATR, and rises only when the previous close was above it; lower likewise
 *   trend: 1 (up) until the close is below the lower line, then -1 until it is above the upper one
 * </pre>
 *
 * Seed: the trend begins up if the first such bar closed at or above its middle. Ready with bar n + 1. Source: Seban's
 * Supertrend, as TradingView's {@code ta.supertrend} has it (which begins with a downtrend).
 */
final class Supertrend extends Feature {
    private static final double UP = 1;
    private static final double DOWN = -1;

    private final double ranges;
    private final Atr atr;
    private final int upper;
    private final int lower;
    private final int trend;

    Supertrend(final int length, final double ranges) {
        super(1, Column.price("line", length + 1), Column.plain("trend", length + 1));
        this.ranges = ranges;
        atr = new Atr(layout(), length);
        upper = layout().take(1);
        lower = layout().take(1);
        trend = layout().take(1);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        atr.update(state, at, bars);
        if (!atr.isReady(state, at)) {
            return;
        }
        final double half = ranges * atr.value(state, at);
        if (state[at + trend] == 0) {
            begin(state, at, bars, half);
        } else {
            follow(state, at, bars, half);
        }
        set(state, at, 0, state[at + (state[at + trend] == UP ? lower : upper)]);
        set(state, at, 1, state[at + trend]);
    }

    private void begin(final double[] state, final int at, final Bars bars, final double half) {
        state[at + upper] = bars.middle(0) + half;
        state[at + lower] = bars.middle(0) - half;
        state[at + trend] = bars.close(0) >= bars.middle(0) ? UP : DOWN;
    }

    private void follow(final double[] state, final int at, final Bars bars, final double half) {
        final double above = bars.middle(0) + half;
        final double below = bars.middle(0) - half;
        final double before = bars.close(1);
        if (above < state[at + upper] || before > state[at + upper]) {
            state[at + upper] = above;
        }
        if (below > state[at + lower] || before < state[at + lower]) {
            state[at + lower] = below;
        }
        if (state[at + trend] == DOWN && bars.close(0) > state[at + upper]) {
            state[at + trend] = UP;
        } else if (state[at + trend] == UP && bars.close(0) < state[at + lower]) {
            state[at + trend] = DOWN;
        }
    }
}
