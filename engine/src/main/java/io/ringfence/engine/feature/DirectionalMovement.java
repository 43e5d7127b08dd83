package io.ringfence.engine.feature;

/**
 * ADX, +DI and -DI, 0 to 100: of a bar's rise of the high and fall of the low only the larger counts, if positive; the DIs
 * are Wilder's means of these in percent of that of the true range, ADX is Wilder's mean of {@code 100 x |+DI - -DI| / (+DI +
 * -DI)}. Without any movement all are 0. Seeds: means of the first n; DIs ready with bar n + 1, ADX with bar 2n. Source:
 * Wilder 1978.
 */
final class DirectionalMovement extends Feature {
    private final Smoothing plus;
    private final Smoothing minus;
    private final Smoothing range;
    private final Smoothing adx;

    DirectionalMovement(final int length) {
        super(
                1,
                Column.plain("adx", 2 * length),
                Column.plain("plus_di", length + 1),
                Column.plain("minus_di", length + 1));
        plus = Smoothing.wilder(layout(), length);
        minus = Smoothing.wilder(layout(), length);
        range = Smoothing.wilder(layout(), length);
        adx = Smoothing.wilder(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() == 1) {
            return;
        }
        final double rise = bars.high(0) - bars.high(1);
        final double fall = bars.low(1) - bars.low(0);
        // Which way is chance: a choice of numbers, not of ways through the code.
        final int rises = rise > fall ? 1 : 0;
        final int falls = fall > rise ? 1 : 0;
        plus.update(state, at, rises * Math.max(rise, 0));
        minus.update(state, at, falls * Math.max(fall, 0));
        range.update(state, at, bars.trueRange(0));
        if (range.isReady(state, at)) {
            conclude(state, at);
        }
    }

    private void conclude(final double[] state, final int at) {
        final double rise = plus.value(state, at);
        final double fall = minus.value(state, at);
        final double scale = percent(1, range.value(state, at));
        final double up = scale * rise;
        final double down = scale * fall;
        adx.update(state, at, percent(Math.abs(rise - fall), rise + fall));
        if (adx.isReady(state, at)) {
            set(state, at, 0, adx.value(state, at));
        }
        set(state, at, 1, up);
        set(state, at, 2, down);
    }

    private static double percent(final double part, final double whole) {
        return whole == 0 ? 0 : 100 * part / whole;
    }
}
