package io.ringfence.gateway.simulated;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The venue's candle lengths by name; months are left out. */
final class KlineInterval {
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60 * SECOND_MS;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final Map<String, Long> LENGTHS_MS = new TreeMap<>(Map.of(
            "1s", SECOND_MS,
            "1m", MINUTE_MS,
            "3m", 3 * MINUTE_MS,
            "5m", 5 * MINUTE_MS,
            "15m", 15 * MINUTE_MS,
            "30m", 30 * MINUTE_MS,
            "1h", HOUR_MS,
            "2h", 2 * HOUR_MS,
            "4h", 4 * HOUR_MS,
            "1d", DAY_MS));

    private KlineInterval() {}

    static Set<String> names() {
        return LENGTHS_MS.keySet();
    }

    static boolean isKnown(final String name) {
        return LENGTHS_MS.containsKey(name);
    }

    static long lengthMs(final String name) {
        return LENGTHS_MS.get(name);
    }
}
