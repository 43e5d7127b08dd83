package io.ringfence.engine.command;

import io.ringfence.gateway.simulated.Speed;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** As {@link Speed#parse} reads it; what is wrong is said in its words. */
final class SpeedConverter implements ITypeConverter<Speed> {
    @Override
    public Speed convert(final String text) {
        try {
            return Speed.parse(text);
        } catch (final IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
