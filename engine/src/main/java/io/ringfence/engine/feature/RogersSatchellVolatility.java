package io.ringfence.engine.feature;

/**
 * Rogers and Satchell's volatility, which a trend doesn't bias: root of the mean of {@code ln(h / c) ln(h / o) + ln(l / c)
 * ln(l / o)} over n bars; per bar, not annualised. Ready with bar n. Source: Rogers and Satchell, "Estimating variance from
 * high, low and closing prices", Annals of Applied Probability 1, 1991.
 */
final class RogersSatchellVolatility extends RangeVolatility {
    RogersSatchellVolatility(final int length) {
        super(length);
    }

    @Override
    double variance(final Bars bars) {
        if (bars.low(0) <= 0) {
            return 0;
        }
        // Of three logarithms all four follow.
        final double top = Bars.logRatio(bars.high(0), bars.close(0));
        final double bottom = top - bars.logRange();
        return top * (top + bars.logBody()) + bottom * (bottom + bars.logBody());
    }
}
