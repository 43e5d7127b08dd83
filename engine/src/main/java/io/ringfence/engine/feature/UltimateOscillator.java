package io.ringfence.engine.feature;

/**
 * Ultimate oscillator, 0 to 100: {@code 100 x (4 a + 2 b + c) / 7}, where a, b, c are buying pressure over true range, each
 * summed over three lengths, the shortest first; pressure is the close less the lower of low and previous close. 0 for a
 * length without range. Ready with bar longest + 1. Source: Williams, Stocks & Commodities 3, 1985.
 */
final class UltimateOscillator extends Feature {
    private final int[] lengths;
    private final ExactSum[] pressures = new ExactSum[3];
    private final ExactSum[] ranges = new ExactSum[3];

    UltimateOscillator(final int shortLength, final int middleLength, final int longLength) {
        super(
                longest(shortLength, middleLength, longLength) + 1,
                Column.plain("", longest(shortLength, middleLength, longLength) + 1));
        lengths = new int[] {shortLength, middleLength, longLength};
        for (int i = 0; i < lengths.length; i++) {
            pressures[i] = new ExactSum(layout());
            ranges[i] = new ExactSum(layout());
        }
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        for (int i = 0; i < lengths.length; i++) {
            pressures[i].slide(state, at, pressure(bars, 0), pressure(bars, lengths[i]));
            ranges[i].slide(state, at, bars.trueRange(0), bars.trueRange(lengths[i]));
        }
        if (bars.count() >= warmUpBars(0)) {
            set(state, at, 0, 100 * (4 * ratio(state, at, 0) + 2 * ratio(state, at, 1) + ratio(state, at, 2)) / 7);
        }
    }

    private double ratio(final double[] state, final int at, final int which) {
        final double range = ranges[which].value(state, at);
        return range == 0 ? 0 : pressures[which].value(state, at) / range;
    }

    private static double pressure(final Bars bars, final int ago) {
        return ago + 1 < bars.count() ? bars.close(ago) - Math.min(bars.low(ago), bars.close(ago + 1)) : 0;
    }

    private static int longest(final int a, final int b, final int c) {
        return Math.max(a, Math.max(b, c));
    }
}
