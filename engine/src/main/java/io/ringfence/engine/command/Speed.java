package io.ringfence.engine.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How fast a market is played.
 *
 * @param factor times the original pace, above 0 to 10000; {@link #MAX_FACTOR} as fast as the client follows
 */
public record Speed(double factor) {
    /** As fast as the client answers pings. */
    public static final double MAX_FACTOR = Double.POSITIVE_INFINITY;

    public static final Speed MAX = new Speed(MAX_FACTOR);
    private static final double MAX_FINITE = 10_000;

    /** @throws IllegalArgumentException if {@code text} is neither {@code max} nor a number above 0 to 10000. */
    public static Speed valueOf(final String text) {
        if ("max".equals(text)) {
            return MAX;
        }
        try {
            final double factor = Double.parseDouble(text);
            if (factor > 0 && factor <= MAX_FINITE) {
                return new Speed(factor);
            }
        } catch (final NumberFormatException e) {
            // Falls through to the one message for both.
        }
        throw new IllegalArgumentException("'" + text + "' must be max or a number above 0 to 10000");
    }

    public boolean isMax() {
        return factor == MAX_FACTOR;
    }

    @Override
    public String toString() {
        return isMax() ? "max" : Double.toString(factor);
    }

    static final class Converter implements ITypeConverter<Speed> {
        @Override
        public Speed convert(final String text) {
            try {
                return valueOf(text);
            } catch (final IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
