package io.ringfence.gateway.simulated;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The venue's candle lengths by name; weeks and months are left out. */
final class KlineInterval {
    private static final long SECOND_MS = 1_000;
    private static final long MINUTE_MS = 60 * SECOND_MS;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final long DAY_MS = 24 * HOUR_MS;
    private static final Map<String, Long> LENGTHS_MS = new TreeMap<>(Map.ofEntries(
            Map.entry("1s", SECOND_MS),
            Map.entry("1m", MINUTE_MS),
            Map.entry("3m", 3 * MINUTE_MS),
            Map.entry("5m", 5 * MINUTE_MS),
            Map.entry("15m", 15 * MINUTE_MS),
            Map.entry("30m", 30 * MINUTE_MS),
            Map.entry("1h", HOUR_MS),
            Map.entry("2h", 2 * HOUR_MS),
            Map.entry("4h", 4 * HOUR_MS),
            Map.entry("6h", 6 * HOUR_MS),
            Map.entry("8h", 8 * HOUR_MS),
            Map.entry("12h", 12 * HOUR_MS),
            Map.entry("1d", DAY_MS)));

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
