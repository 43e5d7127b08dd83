package io.ringfence.benchmarks.subject;

import java.util.Optional;

/**
 * A position that is held until its trailing stop is hit, and who would notice when. The stop trails the best price that
 * its holder has seen since the entry, so one that looks now and then trails behind what it has missed, too.
 *
 * @param entry      the price's place in the series
 * @param side       1 for long, -1 for short
 * @param distanceBp of the stop behind the best price, basis points, 1 and up
 */
public record TrailedPosition(PriceSeries series, int entry, int side, int distanceBp) {
    private static final long BP = 10_000;

    /** When the holder has seen the price at or beyond the stop, the stop, and the price that holds then. */
    public record Exit(long timeNs, long stop, long price) {}

    /** Of one that looks at every price; empty if the series ends before. */
    public Optional<Exit> watched() {
        long best = series.prices()[entry];
        for (int i = entry + 1; i < series.count(); i++) {
            final long price = series.prices()[i];
            best = ahead(price, best);
            if (isHit(price, best)) {
                return Optional.of(new Exit(series.timesNs()[i], stop(best), price));
            }
        }
        return Optional.empty();
    }

    /**
     * Of one that looks at the newest price only every so often; empty if the series ends before.
     *
     * @param firstNs after the entry, when it looks first
     */
    public Optional<Exit> polled(final long everyNs, final long firstNs) {
        final long endNs = series.timesNs()[series.count() - 1];
        long best = series.prices()[entry];
        for (long now = series.timesNs()[entry] + firstNs; now <= endNs; now += everyNs) {
            final long price = series.priceAt(now);
            best = ahead(price, best);
            if (isHit(price, best)) {
                return Optional.of(new Exit(now, stop(best), price));
            }
        }
        return Optional.empty();
    }

    /** How much worse than a stop a price is, basis points of it; below 0 for better. */
    public double slipBp(final long stop, final long price) {
        return (double) BP * side * (stop - price) / stop;
    }

    private long ahead(final long price, final long best) {
        return side * (price - best) > 0 ? price : best;
    }

    private long stop(final long best) {
        return best - side * (best * distanceBp / BP);
    }

    private boolean isHit(final long price, final long best) {
        return side * (price - stop(best)) <= 0;
    }
}
