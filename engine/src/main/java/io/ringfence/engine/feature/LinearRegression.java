package io.ringfence.engine.feature;

/**
 * The straight line with the least squares through the last n closes: slope per bar, value at the newest bar, and r2, the
 * share of the variance that it explains, 0 where all closes are the same. Ready with bar n. Source: any textbook; as
 * TA-Lib's LINEARREG.
 */
final class LinearRegression extends Feature {
    private final int length;
    private final double placesSpread;
    private final WeightedMean closes;
    private final ExactSum squares;

    LinearRegression(final int length) {
        super(length, Column.price("slope", length), Column.price("value", length), Column.plain("r2", length));
        this.length = length;
        // n times the sum of the squares of 1 to n, less the square of their sum.
        placesSpread = (double) length * length * ((double) length * length - 1) / 12;
        closes = new WeightedMean(layout(), length);
        squares = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final double entering = bars.close(0);
        final double leaving = bars.close(length);
        closes.slide(state, at, entering, leaving);
        squares.slideProducts(state, at, entering, entering, leaving, leaving);
        if (bars.count() >= length) {
            conclude(state, at);
        }
    }

    private void conclude(final double[] state, final int at) {
        final double places = (double) length * (length + 1) / 2;
        final double tilt = ExactSum.tilt(state, at, length, closes.weighted(), places, closes.plain());
        final double slope = tilt / placesSpread;
        final double mean = closes.plain().value(state, at) / length;
        final double spread = ExactSum.spread(state, at, length, squares, closes.plain(), closes.plain());
        set(state, at, 0, slope);
        set(state, at, 1, mean + slope * (length - 1) / 2);
        set(state, at, 2, spread <= 0 ? 0 : Math.min(1, slope * tilt / spread));
    }
}
