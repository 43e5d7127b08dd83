package io.ringfence.engine.feature;

/**
 * KAMA: {@code kama += c x (close - kama)} with {@code c = (e x (2 / (fast + 1) - 2 / (slow + 1)) + 2 / (slow + 1))^2}, where e
 * is the {@link EfficiencyRatio} of the last n bars, 1 if there was no movement. Seed: the close of bar n; ready with bar n
 * + 1. Source: Kaufman, "Trading Systems and Methods", 1995; seeded as TA-Lib does.
 */
final class KaufmanAdaptiveMovingAverage extends Feature {
    private final int length;
    private final double fastest;
    private final double slowest;
    private final ExactSum path;
    private final int kama;

    KaufmanAdaptiveMovingAverage(final int length, final int fast, final int slow) {
        super(length + 1, Column.price("", length + 1));
        this.length = length;
        fastest = 2.0 / (fast + 1);
        slowest = 2.0 / (slow + 1);
        path = new ExactSum(layout());
        kama = layout().take(1);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        path.slide(state, at, Math.abs(bars.change(0)), Math.abs(bars.change(length)));
        if (bars.count() <= length) {
            state[at + kama] = bars.close(0);
            return;
        }
        final double root = efficiency(state, at, bars) * (fastest - slowest) + slowest;
        state[at + kama] += root * root * (bars.close(0) - state[at + kama]);
        set(state, at, 0, state[at + kama]);
    }

    private double efficiency(final double[] state, final int at, final Bars bars) {
        final double way = path.value(state, at);
        return way == 0 ? 1 : Math.abs(bars.close(0) - bars.close(length)) / way;
    }
}
