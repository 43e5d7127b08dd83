package io.ringfence.engine.feature;

import java.util.function.Function;

/**
 * Divergence of the price from an oscillator, between the two latest confirmed swings of the same kind; the oscillator is
 * read at the swings' own bars.
 *
 * <pre>
 *                     price          oscillator
 *   regular_bullish   lower low      higher low        the fall tires
 *   regular_bearish   higher high    lower high        the rise tires
 *   hidden_bullish    higher low     lower low         the rise goes on
 *   hidden_bearish    lower high     higher high       the fall goes on
 * </pre>
 *
 * 1 with the bar that confirms the second swing, n bars after it, else 0; swings further apart than {@code reach} bars say
 * nothing. Ready once the oscillator was at a bar that a swing may stand on. Source: Murphy 1999; Brown, "Technical Analysis
 * for the Trading Professional", 1999 (hidden divergence).
 */
final class Divergence extends Feature {
    private final int strength;
    private final int reach;
    private final Oscillator oscillator;
    private final Ring values;
    private final int readyFor;
    private final SwingPair lows;
    private final SwingPair highs;

    private Divergence(
            final int strength,
            final int reach,
            final int readyAt,
            final Function<StateLayout, Oscillator> oscillator) {
        super(
                2 * strength,
                Column.plain("regular_bullish", Math.max(2 * strength, readyAt + strength - 1) + 1),
                Column.plain("regular_bearish", Math.max(2 * strength, readyAt + strength - 1) + 1),
                Column.plain("hidden_bullish", Math.max(2 * strength, readyAt + strength - 1) + 1),
                Column.plain("hidden_bearish", Math.max(2 * strength, readyAt + strength - 1) + 1));
        this.strength = strength;
        this.reach = reach;
        this.oscillator = oscillator.apply(layout());
        values = new Ring(layout(), strength + 1);
        readyFor = layout().take(1);
        lows = new SwingPair(layout());
        highs = new SwingPair(layout());
    }

    /** Against the RSI of n bars. */
    static Divergence fromRsi(final int strength, final int reach, final int length) {
        return new Divergence(strength, reach, length + 1, layout -> new Rsi(layout, length));
    }

    /** Against the line of the MACD. */
    static Divergence fromMacd(final int strength, final int reach, final int fast, final int slow) {
        return new Divergence(strength, reach, slow, layout -> new Convergence(layout, fast, slow));
    }

    /** Against the on-balance volume. */
    static Divergence fromObv(final int strength, final int reach) {
        return new Divergence(strength, reach, 1, BalanceVolume::new);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        oscillator.update(state, at, bars);
        if (oscillator.isReady(state, at)) {
            values.push(state, at, oscillator.value(state, at));
            state[at + readyFor]++;
        }
        if (state[at + readyFor] > strength && bars.count() > 2L * strength) {
            look(state, at, bars);
        }
    }

    private void look(final double[] state, final int at, final Bars bars) {
        final double then = values.value(state, at, strength);
        lows.age(state, at);
        highs.age(state, at);
        final double rounding = oscillator.rounding(state, at);
        double low = 0;
        double high = 0;
        if (bars.isSwingLow(strength)) {
            low = lows.next(state, at, bars.low(strength), then, rounding, reach);
        }
        if (bars.isSwingHigh(strength)) {
            high = highs.next(state, at, bars.high(strength), then, rounding, reach);
        }
        set(state, at, 0, low == SwingPair.PRICE_FELL_ALONE ? 1 : 0);
        set(state, at, 1, high == SwingPair.PRICE_ROSE_ALONE ? 1 : 0);
        set(state, at, 2, low == SwingPair.PRICE_ROSE_ALONE ? 1 : 0);
        set(state, at, 3, high == SwingPair.PRICE_FELL_ALONE ? 1 : 0);
    }
}
