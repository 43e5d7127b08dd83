package io.ringfence.engine.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Enum constants as configuration and command line write them: {@code LEAVE_GUARDED} is {@code leave-guarded}. */
public final class Names {
    private Names() {}

    /** The written form of {@code constant}. */
    public static String of(final Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> all(final Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> of((Enum<?>) constant))
                .toList();
    }
}
