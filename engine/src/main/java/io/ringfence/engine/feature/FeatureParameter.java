package io.ringfence.engine.feature;

import java.math.BigDecimal;

/**
 * A number that a feature is made with.
 *
 * @param usual what it is if nobody says otherwise
 * @param whole whether it is a count
 */
public record FeatureParameter(String name, double usual, double min, double max, boolean whole) {
    /** More bars than this would need more memory per series than 400 instruments can have. */
    private static final int MAX_BARS = 5_000;

    /** A length in bars, trades or levels. */
    static FeatureParameter bars(final String name, final int usual) {
        return new FeatureParameter(name, usual, 1, MAX_BARS, true);
    }

    /** A length that gives nothing below 2: a spread of values, a line through them. */
    static FeatureParameter several(final String name, final int usual) {
        return new FeatureParameter(name, usual, 2, MAX_BARS, true);
    }

    static FeatureParameter factor(final String name, final double usual, final double max) {
        return new FeatureParameter(name, usual, 0.001, max, false);
    }

    /** @throws IllegalArgumentException naming feature, parameter, value and range */
    double check(final String feature, final double value) {
        if (!(value >= min && value <= max) || whole && value != Math.rint(value)) {
            throw new IllegalArgumentException("feature " + feature + ": " + name + "=" + text(value) + ": must be "
                    + (whole ? "a whole number " : "") + "from " + text(min) + " to " + text(max));
        }
        return value;
    }

    /** {@code 14}, {@code 0.02}. */
    String text(final double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }
}
