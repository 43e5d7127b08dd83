package io.ringfence.engine.config;

import java.util.Set;

/** Keys that people look for and that there is none of on purpose; said with the reason. */
final class RefusedKeys {
    private static final Set<String> DEAD_MAN =
            Set.of("deadMan", "deadManSwitch", "deadMansSwitch", "countdownCancelAll");

    private RefusedKeys() {}

    /** Why there is no {@code key}; empty if nothing more can be said than that it is unknown. */
    static String reason(final String key) {
        return DEAD_MAN.contains(key)
                ? "; the venue's dead man's switch would have nothing to guard, since no entry ever rests there (market or IOC"
                        + " alone), and whether its countdown leaves the stop at the venue alone is not documented: see"
                        + " engine/STOPS.md"
                : "";
    }
}
