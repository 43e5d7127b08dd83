package io.ringfence.engine.feature;

/** UTC's days, as plain arithmetic on ms since 1970: every day has 86,400 s. */
final class Calendar {
    static final long MINUTE_MS = 60_000;
    static final long HOUR_MS = 60 * MINUTE_MS;
    static final long DAY_MS = 24 * HOUR_MS;

    /** 1 January 1970 was a Thursday: day 4 of a week that begins with Monday as 1. */
    private static final int FIRST_DAY = 3;

    private Calendar() {}

    /** Days since 1970. */
    static long day(final long timeMs) {
        return Math.floorDiv(timeMs, DAY_MS);
    }

    /** Ms since midnight. */
    static long timeOfDayMs(final long timeMs) {
        return Math.floorMod(timeMs, DAY_MS);
    }

    /** Monday 1 to Sunday 7. */
    static int dayOfWeek(final long timeMs) {
        return (int) Math.floorMod(day(timeMs) + FIRST_DAY, 7L) + 1;
    }
}
