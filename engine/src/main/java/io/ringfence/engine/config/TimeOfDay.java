package io.ringfence.engine.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time of day in UTC, {@code 21:55}.
 *
 * @param text as written
 * @param ns   since midnight
 */
public record TimeOfDay(String text, long ns) {
    private static final Pattern FORM = Pattern.compile("([01]\\d|2[0-3]):([0-5]\\d)(?::([0-5]\\d))?");
    private static final long SECOND_NS = 1_000_000_000L;

    /** @throws IllegalArgumentException if {@code text} isn't hours and minutes, perhaps seconds. */
    public static TimeOfDay valueOf(final String text) {
        final Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no time of day; write it in UTC as in \"21:55\"");
        }
        final int minutes = Integer.parseInt(matcher.group(1)) * 60 + Integer.parseInt(matcher.group(2));
        final int seconds = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new TimeOfDay(text, (minutes * 60L + seconds) * SECOND_NS);
    }

    @Override
    public String toString() {
        return text;
    }
}
