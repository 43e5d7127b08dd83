package io.ringfence.gateway.simulated;

/**
 * How fast the market is played.
 *
 * @param factor market time over wall time; infinite: as fast as the clients answer
 */
public record Speed(double factor) {
    /** Never more than 100 ms of market beyond what every client that follows the market clock has answered. */
    public static final Speed MAX = new Speed(Double.POSITIVE_INFINITY);

    public static final Speed ORIGINAL = new Speed(1);

    private static final int MAX_FACTOR = 10_000;

    public Speed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("speed=" + factor + " is not above 0");
        }
    }

    /**
     * Reads {@code max} or a factor above 0 to {@value #MAX_FACTOR}, such as {@code 10} or {@code 0.5}.
     *
     * @throws IllegalArgumentException that says so
     */
    public static Speed parse(final String text) {
        if (text.equals("max")) {
            return MAX;
        }
        final double factor = factor(text);
        if (!(factor > 0 && factor <= MAX_FACTOR)) {
            throw new IllegalArgumentException("'" + text + "' must be max or a number above 0 to " + MAX_FACTOR);
        }
        return new Speed(factor);
    }

    private static double factor(final String text) {
        try {
            return Double.parseDouble(text);
        } catch (final NumberFormatException e) {
            return Double.NaN;
        }
    }

    public boolean isMax() {
        return Double.isInfinite(factor);
    }
}
