package io.ringfence.engine.campaign;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds the stops that rest at the venue against what is held there, at each moment of the engine's time: none for too long without its
 * position, no position for too long without one for all of it. Only time in which the engine is guarded, connected, reconciled
 * and has no exit under way counts.
 */
final class DisasterWatch {
    /** An answer is waited for, then the stop is cancelled, that is answered, and the next one placed; any of it may fail. */
    static final long LIMIT_NS = 25_000_000_000L;
    /** What the engine knows is so much older than the ledger. */
    private static final long KNOWN_NS = 5_000_000_000L;

    /** The venue answers at once for what it carries out when the request has got there, by its configured latency later. */
    private static final long LATENCY_NS = 100_000_000L;

    private final VenueBooks venue;
    private final Violations violations;
    private final Tally tally;
    private final Map<String, Standing> standings = new HashMap<>();
    private int next;

    /** Of a symbol. */
    private static final class Standing {
        private final Map<String, VenueBooks.VenueAlgo> resting = new LinkedHashMap<>();
        private BigDecimal position = BigDecimal.ZERO;
        private long changedNs = Long.MIN_VALUE;
        private long missingNs;
        private long leftNs;

        private boolean isMissing() {
            return position.signum() != 0 && resting.values().stream().noneMatch(algo -> algo.covers(position));
        }

        private boolean isLeft() {
            return resting.values().stream().anyMatch(algo -> !algo.closes(position));
        }
    }

    DisasterWatch(final VenueBooks venue, final Violations violations, final Tally tally) {
        this.venue = venue;
        this.violations = violations;
        this.tally = tally;
    }

    /**
     * Called for each moment of the engine's.
     *
     * @param ableNs since the last moment, if the engine could have done something
     */
    void look(final String symbol, final long timeNs, final long ableNs, final int epoch) {
        advance(timeNs);
        final Standing standing = standings.computeIfAbsent(symbol, key -> new Standing());
        standing.missingNs = standing.isMissing() ? standing.missingNs + ableNs : 0;
        standing.leftNs = standing.isLeft() ? standing.leftNs + ableNs : 0;
        tally.disasters(standing.missingNs, standing.leftNs);
        violations.require(
                standing.missingNs <= LIMIT_NS,
                "generation " + epoch + ": " + symbol + " is held without a stop at the venue for too long, from "
                        + timeNs + " ns backwards");
        violations.require(
                standing.leftNs <= LIMIT_NS,
                "generation " + epoch + ": a stop in " + symbol + " is left at the venue without its position, from "
                        + timeNs + " ns backwards: " + ids(standing.resting.values()));
    }

    private static String ids(final Collection<VenueBooks.VenueAlgo> algos) {
        return String.join(
                " ", algos.stream().map(VenueBooks.VenueAlgo::clientId).toList());
    }

    /** The engine says that it is guarded, and has no exit in {@code symbol} under way. */
    void guarded(final String symbol, final long timeNs, final int epoch) {
        advance(timeNs);
        final Standing standing = standings.computeIfAbsent(symbol, key -> new Standing());
        violations.require(
                !standing.isMissing() || timeNs - standing.changedNs < KNOWN_NS,
                "generation " + epoch + " is guarded, and " + symbol + " is held without a stop at the venue");
    }

    private void advance(final long timeNs) {
        for (; next < venue.standings().size(); next++) {
            final VenueBooks.Line line = venue.standings().get(next);
            if (line.timeNs() > timeNs + LATENCY_NS) {
                return;
            }
            take(standings.computeIfAbsent(line.symbol(), key -> new Standing()), line);
        }
    }

    private static void take(final Standing standing, final VenueBooks.Line line) {
        standing.changedNs = line.timeNs();
        if (line.algo() == null) {
            standing.position = line.position();
        } else if (line.algo().rests()) {
            standing.resting.put(line.algo().clientId(), line.algo());
        } else {
            standing.resting.remove(line.algo().clientId());
        }
    }
}
