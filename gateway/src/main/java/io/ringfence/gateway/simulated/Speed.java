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

    public Speed {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("speed=" + factor + " is not above 0");
        }
    }

    /** Reads {@code max} or a factor such as {@code 10} or {@code 0.5}. */
    public static Speed parse(final String text) {
        if (text.equals("max")) {
            return MAX;
        }
        try {
            return new Speed(Double.parseDouble(text));
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("speed=" + text + " is neither \"max\" nor a number above 0", e);
        }
    }

    public boolean isMax() {
        return Double.isInfinite(factor);
    }
}
