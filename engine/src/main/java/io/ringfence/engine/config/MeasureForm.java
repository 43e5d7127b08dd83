package io.ringfence.engine.config;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** How a measure is written. */
final class MeasureForm {
    static final Pattern PATTERN = Pattern.compile(
            "(?<number>\\d{1,10}(\\.\\d{1,8})?) ?(?<unit>%|ticks?|ATR (?<timeframe>\\w+)|(?!ATR\\b)[A-Z0-9]{2,10})");

    private static final int MAX_TICKS = 1_000_000;

    private MeasureForm() {}

    static IllegalArgumentException refused(final String text) {
        return new IllegalArgumentException(
                "'" + text + "' is no distance; write a number and a unit: 0.5%, 12 ticks, 2.5 ATR 5m, 20 USDT");
    }

    static BigDecimal number(final String digits, final String text) {
        try {
            return new BigDecimal(digits);
        } catch (final NumberFormatException e) {
            throw refused(text);
        }
    }

    static int ticks(final BigDecimal number, final String text) {
        if (number.stripTrailingZeros().scale() > 0 || number.compareTo(BigDecimal.valueOf(MAX_TICKS)) > 0) {
            throw new IllegalArgumentException("'" + text + "': ticks must be a whole number from 0 to " + MAX_TICKS);
        }
        return number.intValueExact();
    }
}
