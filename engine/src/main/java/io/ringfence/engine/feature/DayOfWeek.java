package io.ringfence.engine.feature;

/**
 * Day of the week (UTC) at the bar's end: Monday 1 to Sunday 7, whether it is Saturday or Sunday, and sine and cosine of the
 * time in the week on a circle that begins with Monday. Ready with bar 1. Source: cyclic encoding, field practice.
 */
final class DayOfWeek extends Feature {
    private static final int SATURDAY = 6;
    private static final int DAYS = 7;

    private final long timeframeMs;
    private final Circle circle = new Circle();

    DayOfWeek(final long timeframeMs) {
        super(0, Column.plain("day", 1), Column.plain("weekend", 1), Column.plain("sin", 1), Column.plain("cos", 1));
        this.timeframeMs = timeframeMs;
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final long timeMs = bars.timeMs(0) + timeframeMs;
        final int day = Calendar.dayOfWeek(timeMs);
        final double days = day - 1 + (double) Calendar.timeOfDayMs(timeMs) / Calendar.DAY_MS;
        final double angle = 2 * Math.PI * days / DAYS;
        set(state, at, 0, day);
        set(state, at, 1, day >= SATURDAY ? 1 : 0);
        set(state, at, 2, circle.at(angle).sin());
        set(state, at, 3, circle.at(angle).cos());
    }
}
