package io.ringfence.engine.simulation;

import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.RiskRule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Liveness: once all is calm, every wish of the strategy to open a position becomes an entry, or a refusal says why not; and a
 * refusal for want of connection, reconciliation or guard has to be true.
 */
final class WishWatch {
    /** A position on the other side is closed first. */
    private static final long PATIENCE_NS = 6 * SimulatedTime.SECOND;

    private static final long NO_WISH = Long.MAX_VALUE;
    /** Long after the last fault nothing explains them. */
    private static final Set<RiskRule> UNREADY =
            EnumSet.of(RiskRule.ORDER_ENTRY_DOWN, RiskRule.DIVERGED, RiskRule.DISK);

    private final Violations violations;
    private final SimulatedTime time;
    private final StopWatch stops;
    private final long[] since;
    private final int[] wish;
    private SimulatedVenue venue;
    private boolean unguarded;
    private boolean watching;
    private long wishes;
    private long entries;
    private long refusals;

    WishWatch(final Violations violations, final SimulatedTime time, final StopWatch stops, final int instruments) {
        this.violations = violations;
        this.time = time;
        this.stops = stops;
        since = new long[instruments + 1];
        wish = new int[instruments + 1];
        Arrays.fill(since, NO_WISH);
    }

    void begin() {
        unguarded = false;
    }

    /** From now on wishes must come true; what keeps positions from agreeing is told by {@code venue}. */
    void watch(final SimulatedVenue venue) {
        this.venue = venue;
        watching = true;
    }

    /** Operators want something else from now on. */
    void end() {
        for (int i = 1; i < since.length; i++) {
            check(i);
            since[i] = NO_WISH;
        }
        watching = false;
    }

    void signal(final int instrument, final int target) {
        check(instrument);
        wish[instrument] = target;
        since[instrument] = watching && target != 0 ? time.timeNs() : NO_WISH;
        wishes += watching && target != 0 ? 1 : 0;
    }

    void entry(final int instrument) {
        since[instrument] = NO_WISH;
        entries += watching ? 1 : 0;
    }

    void refused(final int instrument, final RiskRule rule, final boolean entry) {
        if (!watching || !entry) {
            return;
        }
        since[instrument] = NO_WISH;
        refusals++;
        violations.require(
                isExplained(instrument, rule),
                "L1",
                "instrument " + instrument + " is refused by " + rule + " long after the last fault, for no reason");
    }

    private boolean isExplained(final int instrument, final RiskRule rule) {
        return switch (rule) {
            case UNGUARDED -> unguarded;
            case RECONCILING -> stops.position(instrument) != venue.position(instrument);
            default -> !UNREADY.contains(rule);
        };
    }

    void alarm(final AlarmKind kind) {
        unguarded |= kind == AlarmKind.UNGUARDED;
    }

    private void check(final int instrument) {
        final boolean there = Long.signum(stops.position(instrument)) == wish[instrument];
        violations.require(
                since[instrument] == NO_WISH || there || time.timeNs() - since[instrument] < PATIENCE_NS,
                "L1",
                "instrument " + instrument + " wants " + wish[instrument] + " for "
                        + (time.timeNs() - since[instrument]) / SimulatedTime.MS
                        + " ms, and neither enters nor says why not");
    }

    /** Wishes to open, entries and refusals while it watched. */
    String figures() {
        return wishes + " wishes, " + entries + " entries, " + refusals + " refusals";
    }

    long wishes() {
        return wishes;
    }

    long entries() {
        return entries;
    }
}
