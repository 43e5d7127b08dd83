package io.ringfence.engine.data;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;

/**
 * A time as files write it: a number since 1970, whose size tells whether it counts s, ms, us or ns, or an ISO date with or
 * without a time, {@code T} or a space between them; without an offset it is UTC.
 */
final class TimeText {
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d*)?([eE][+-]?\\d{1,3})?");
    private static final long S = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final long US = 1_000L;

    /** Up to here a number counts seconds: the year 5138. In each finer unit the same number of digits more. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private static final long FACTOR = 1_000;

    private TimeText() {}

    /**
     * In ns since 1970.
     *
     * @throws NumberFormatException or {@link DateTimeException} if it is no time
     */
    static long parseNs(final String text) {
        return isNumber(text) ? number(new BigDecimal(text)) : iso(text);
    }

    static boolean isNumber(final String text) {
        return NUMBER.matcher(text).matches();
    }

    private static long number(final BigDecimal number) {
        final BigDecimal size = number.abs();
        final long unit = size.compareTo(BigDecimal.valueOf(MOST_SECONDS)) < 0
                ? S
                : size.compareTo(BigDecimal.valueOf(MOST_SECONDS * FACTOR)) < 0
                        ? MS
                        : size.compareTo(BigDecimal.valueOf(MOST_SECONDS * FACTOR * FACTOR)) < 0 ? US : 1;
        try {
            return number.multiply(BigDecimal.valueOf(unit)).toBigInteger().longValueExact();
        } catch (final ArithmeticException e) {
            throw (NumberFormatException) new NumberFormatException(e.getMessage()).initCause(e);
        }
    }

    private static long iso(final String text) {
        final String joined = text.strip().replace(' ', 'T');
        if (joined.length() == 10) {
            return ns(LocalDate.parse(joined).atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        if (joined.endsWith("Z") || joined.lastIndexOf('+') > 10 || joined.lastIndexOf('-') > 10) {
            return ns(OffsetDateTime.parse(joined).toInstant());
        }
        return ns(LocalDateTime.parse(joined).toInstant(ZoneOffset.UTC));
    }

    private static long ns(final Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), S), instant.getNano());
    }
}
