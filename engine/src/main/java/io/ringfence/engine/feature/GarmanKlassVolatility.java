package io.ringfence.engine.feature;

/**
 * Garman and Klass's volatility: root of the mean of {@code ln(high / low)^2 / 2 - (2 ln 2 - 1) ln(close / open)^2} over n
 * bars; per bar, not annualised. Ready with bar n. Source: Garman and Klass, "On the estimation of security price
 * volatilities from historical data", Journal of Business 53, 1980.
 */
final class GarmanKlassVolatility extends RangeVolatility {
    private static final double SCALE = 2 * StrictMath.log(2) - 1;

    GarmanKlassVolatility(final int length) {
        super(length);
    }

    @Override
    double variance(final Bars bars) {
        final double range = bars.logRange();
        final double body = bars.logBody();
        return range * range / 2 - SCALE * body * body;
    }
}
