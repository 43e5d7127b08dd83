package io.ringfence.engine.feature;

/**
 * Time of day (UTC) at the bar's end: hour with its fraction, 0 to below 24, and sine and cosine of it on a circle, which have
 * no jump at midnight. Ready with bar 1. Source: cyclic encoding, field practice.
 */
final class TimeOfDay extends Feature {
    private final long timeframeMs;
    private final Circle circle = new Circle();

    TimeOfDay(final long timeframeMs) {
        super(0, Column.plain("hour", 1), Column.plain("sin", 1), Column.plain("cos", 1));
        this.timeframeMs = timeframeMs;
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final long timeMs = Calendar.timeOfDayMs(bars.timeMs(0) + timeframeMs);
        final double angle = 2 * Math.PI * timeMs / Calendar.DAY_MS;
        set(state, at, 0, (double) timeMs / Calendar.HOUR_MS);
        set(state, at, 1, circle.at(angle).sin());
        set(state, at, 2, circle.at(angle).cos());
    }
}
