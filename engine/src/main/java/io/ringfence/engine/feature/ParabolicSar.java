package io.ringfence.engine.feature;

/**
 * Parabolic SAR: stop and reverse. In a trend {@code sar += a x (extreme - sar)}; a begins at {@code step}, grows by it with
 * every new extreme up to {@code max}; the SAR never enters the range of the last two bars; a bar that reaches it turns the
 * trend, and the SAR goes to the extreme.
 *
 * <p>The value of a bar is the stop that was in force during it, or, on a turn, the new one. Seed: down if bar 2's low fell
 * further than its high rose, else up; from bar 1's far end. Ready with bar 2. Source: Wilder 1978; seeded as TA-Lib does.
 */
final class ParabolicSar extends Feature {
    private static final double UP = 1;
    private static final double DOWN = -1;

    private final double step;
    private final double max;
    private final int trend;
    private final int sar;
    private final int extreme;
    private final int pace;

    ParabolicSar(final double step, final double max) {
        super(1, Column.price("sar", 2), Column.plain("trend", 2));
        this.step = step;
        this.max = max;
        trend = layout().take(1);
        sar = layout().take(1);
        extreme = layout().take(1);
        pace = layout().take(1);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() == 1) {
            return;
        }
        final boolean first = state[at + trend] == 0;
        if (first) {
            begin(state, at, bars);
        }
        // The seed knows only the second bar's range, as if the first had had the same.
        final double high = Math.max(bars.high(0), first ? bars.high(0) : bars.high(1));
        final double low = Math.min(bars.low(0), first ? bars.low(0) : bars.low(1));
        if (state[at + trend] == UP) {
            rise(state, at, bars, high, low);
        } else {
            fall(state, at, bars, high, low);
        }
        set(state, at, 1, state[at + trend]);
    }

    private void begin(final double[] state, final int at, final Bars bars) {
        final double fall = bars.low(1) - bars.low(0);
        final boolean down = fall > 0 && fall > bars.high(0) - bars.high(1);
        state[at + trend] = down ? DOWN : UP;
        state[at + extreme] = down ? bars.low(0) : bars.high(0);
        state[at + sar] = down ? bars.high(1) : bars.low(1);
        state[at + pace] = step;
    }

    private void rise(final double[] state, final int at, final Bars bars, final double high, final double low) {
        if (bars.low(0) <= state[at + sar]) {
            state[at + trend] = DOWN;
            turn(state, at, Math.max(state[at + extreme], high), bars.low(0));
            state[at + sar] = Math.max(next(state, at), high);
            return;
        }
        set(state, at, 0, state[at + sar]);
        if (bars.high(0) > state[at + extreme]) {
            reach(state, at, bars.high(0));
        }
        state[at + sar] = Math.min(next(state, at), low);
    }

    private void fall(final double[] state, final int at, final Bars bars, final double high, final double low) {
        if (bars.high(0) >= state[at + sar]) {
            state[at + trend] = UP;
            turn(state, at, Math.min(state[at + extreme], low), bars.high(0));
            state[at + sar] = Math.min(next(state, at), low);
            return;
        }
        set(state, at, 0, state[at + sar]);
        if (bars.low(0) < state[at + extreme]) {
            reach(state, at, bars.low(0));
        }
        state[at + sar] = Math.max(next(state, at), high);
    }

    private void turn(final double[] state, final int at, final double stop, final double newExtreme) {
        set(state, at, 0, stop);
        state[at + sar] = stop;
        state[at + extreme] = newExtreme;
        state[at + pace] = step;
    }

    private void reach(final double[] state, final int at, final double newExtreme) {
        state[at + extreme] = newExtreme;
        state[at + pace] = Math.min(max, state[at + pace] + step);
    }

    private double next(final double[] state, final int at) {
        return state[at + sar] + state[at + pace] * (state[at + extreme] - state[at + sar]);
    }
}
