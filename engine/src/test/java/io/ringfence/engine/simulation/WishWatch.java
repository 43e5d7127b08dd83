package io.ringfence.engine.simulation;

import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.RiskRule;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Liveness: once all is calm, every wish of the strategy to open a position becomes an entry, or a refusal says why not; and a
 * refusal for want of connection, reconciliation or guard needs an alarm that explains it.
 */
final class WishWatch {
    /** A position on the other side is closed first. */
    private static final long PATIENCE_NS = 6 * SimulatedTime.SECOND;

    private static final long NO_WISH = Long.MAX_VALUE;
    private static final Set<RiskRule> UNREADY = EnumSet.of(
            RiskRule.ORDER_ENTRY_DOWN, RiskRule.RECONCILING, RiskRule.UNGUARDED, RiskRule.DIVERGED, RiskRule.DISK);
    private static final Set<AlarmKind> EXPLAINS = EnumSet.of(
            AlarmKind.POSITION_DRIFT, AlarmKind.UNGUARDED, AlarmKind.ORDER_UNKNOWN, AlarmKind.UNEXPECTED_FILL);

    private final Violations violations;
    private final SimulatedTime time;
    private final StopWatch stops;
    private final long[] since;
    private final int[] wish;
    private final boolean[] alarmed;
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
        alarmed = new boolean[instruments + 1];
        Arrays.fill(since, NO_WISH);
    }

    void begin() {
        Arrays.fill(alarmed, false);
    }

    /** From now on wishes must come true. */
    void watch() {
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
                !UNREADY.contains(rule) || alarmed[instrument] || alarmed[0],
                "L1",
                "instrument " + instrument + " is refused by " + rule + " long after the last fault, without an alarm");
    }

    void alarm(final int instrument, final AlarmKind kind) {
        alarmed[instrument] |= EXPLAINS.contains(kind);
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
