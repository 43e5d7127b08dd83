package io.ringfence.engine.warmup;

import java.util.List;
import java.util.Optional;

/**
 * A length of candle that the venue has.
 *
 * @param name as the venue writes it
 */
record VenueFrame(String name, long ns) {
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long HOUR_NS = 60 * MINUTE_NS;

    /** Binance's, without seconds, which only spot has, and without weeks and months, which don't begin with 1970. */
    private static final List<VenueFrame> ALL = List.of(
            new VenueFrame("1m", MINUTE_NS),
            new VenueFrame("3m", 3 * MINUTE_NS),
            new VenueFrame("5m", 5 * MINUTE_NS),
            new VenueFrame("15m", 15 * MINUTE_NS),
            new VenueFrame("30m", 30 * MINUTE_NS),
            new VenueFrame("1h", HOUR_NS),
            new VenueFrame("2h", 2 * HOUR_NS),
            new VenueFrame("4h", 4 * HOUR_NS),
            new VenueFrame("6h", 6 * HOUR_NS),
            new VenueFrame("8h", 8 * HOUR_NS),
            new VenueFrame("12h", 12 * HOUR_NS),
            new VenueFrame("1d", 24 * HOUR_NS));

    static Optional<VenueFrame> of(final long ns) {
        return ALL.stream().filter(frame -> frame.ns() == ns).findFirst();
    }

    /** Where the candle that holds {@code timeNs} begins. */
    long openTimeNs(final long timeNs) {
        return timeNs - Math.floorMod(timeNs, ns);
    }
}
