package io.ringfence.engine.feature;

/**
 * When a swing is confirmed: a bar higher than each of the n bars before it and at least as high as each of the n behind it
 * (so of a plateau the first bar counts), likewise low. It is known n bars late, and never taken back.
 */
final class Swings {
    private Swings() {}

    /** Whether the bar {@code strength} ago is a swing high, seen from the newest one. */
    static boolean confirmsHigh(final Bars bars, final int strength) {
        if (bars.count() <= 2L * strength) {
            return false;
        }
        final double top = bars.high(strength);
        for (int i = 1; i <= strength; i++) {
            if (bars.high(strength - i) > top || bars.high(strength + i) >= top) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bar {@code strength} ago is a swing low, seen from the newest one. */
    static boolean confirmsLow(final Bars bars, final int strength) {
        if (bars.count() <= 2L * strength) {
            return false;
        }
        final double bottom = bars.low(strength);
        for (int i = 1; i <= strength; i++) {
            if (bars.low(strength - i) < bottom || bars.low(strength + i) <= bottom) {
                return false;
            }
        }
        return true;
    }
}
