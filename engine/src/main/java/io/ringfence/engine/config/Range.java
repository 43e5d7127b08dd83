package io.ringfence.engine.config;

/** Range checks that name the key, the bounds and the value. */
final class Range {
    private Range() {}

    static void check(final String key, final double value, final double min, final double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    key + "=" + plain(value) + " is out of range: " + plain(min) + " to " + plain(max));
        }
    }

    private static String plain(final double value) {
        return java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
