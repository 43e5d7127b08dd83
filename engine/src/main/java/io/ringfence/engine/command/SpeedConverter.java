package io.ringfence.engine.command;

import io.ringfence.gateway.simulated.Speed;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code max} or a factor. */
final class SpeedConverter implements ITypeConverter<Speed> {
    private static final double MAX_FACTOR = 10_000;

    @Override
    public Speed convert(final String text) {
        try {
            final Speed speed = Speed.parse(text);
            if (text.equals("max") || speed.factor() <= MAX_FACTOR) {
                return speed;
            }
        } catch (final IllegalArgumentException e) {
            // One message for all that is wrong.
        }
        throw new TypeConversionException("'" + text + "' must be max or a number above 0 to 10000");
    }
}
