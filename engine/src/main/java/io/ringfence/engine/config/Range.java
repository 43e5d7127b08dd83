package io.ringfence.engine.config;

import java.math.BigDecimal;

/** Range checks that name the key, the bounds and the value. */
final class Range {
    private Range() {}

    static void check(final String key, final double value, final double min, final double max) {
        if (!(value >= min && value <= max)) {
            throw new InvalidSetting(key, plain(value), "must be from " + plain(min) + " to " + plain(max));
        }
    }

    private static String plain(final double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
