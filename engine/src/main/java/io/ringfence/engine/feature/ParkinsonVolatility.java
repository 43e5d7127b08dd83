package io.ringfence.engine.feature;

/**
 * Parkinson's volatility: root of the mean of {@code ln(high / low)^2 / (4 ln 2)} over n bars; per bar, not annualised. Ready
 * with bar n. Source: Parkinson, "The extreme value method", Journal of Business 53, 1980.
 */
final class ParkinsonVolatility extends RangeVolatility {
    private static final double SCALE = 4 * StrictMath.log(2);

    ParkinsonVolatility(final int length) {
        super(length);
    }

    @Override
    double variance(final Bars bars) {
        final double range = bars.logRange();
        return range * range / SCALE;
    }
}
