package io.ringfence.engine.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people write it: {@code 250ms}, {@code 1s}, {@code 5m}, {@code 4h}, {@code 1d}.
 *
 * @param text as written
 * @param ns   the same in ns, 1 ms to 366 days
 */
public record Timeframe(String text, long ns) {
    private static final long MOST_NS = 366 * 86_400_000_000_000L;
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m|h|d)");

    /** @throws IllegalArgumentException if {@code text} isn't a whole number with one of the units ms, s, m, h, d, or more than 366 days. */
    public static Timeframe valueOf(final String text) {
        final Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no length of time; write a whole number and a unit: 250ms, 1s, 5m, 4h, 1d");
        }
        final long unitNs = unitNs(matcher.group(2));
        final long count = Long.parseLong(matcher.group(1));
        if (count > MOST_NS / unitNs) {
            throw new IllegalArgumentException("'" + text + "' is more than 366d");
        }
        return new Timeframe(text, count * unitNs);
    }

    @Override
    public String toString() {
        return text;
    }

    private static long unitNs(final String unit) {
        return switch (unit) {
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default -> 86_400_000_000_000L;
        };
    }
}
