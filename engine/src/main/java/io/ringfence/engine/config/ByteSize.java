package io.ringfence.engine.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes as people write it: {@code 64MiB}, {@code 1GiB}.
 *
 * @param text  as written
 * @param bytes the same in bytes, above 0
 */
public record ByteSize(String text, long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(KiB|MiB|GiB)");

    /** @throws IllegalArgumentException if {@code text} isn't a whole number with one of the units KiB, MiB, GiB. */
    public static ByteSize valueOf(final String text) {
        final Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) == 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no size; write a whole number and a unit: 512KiB, 64MiB, 1GiB");
        }
        return new ByteSize(text, Long.parseLong(matcher.group(1)) << unitShift(matcher.group(2)));
    }

    @Override
    public String toString() {
        return text;
    }

    private static int unitShift(final String unit) {
        return switch (unit) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
        };
    }
}
