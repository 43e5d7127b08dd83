package io.ringfence.engine.inbound;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.Timeframe;
import java.util.Arrays;

/**
 * Says which instruments' candle boundaries have passed by the clock, so that a candle closes although no further trade
 * comes. A boundary is due once receive time plus the measured clock offset (venue minus receive clock, 0 until told)
 * less the grace has reached it. Only boundaries behind an instrument's last trade are told, each once, at most one per
 * timeframe for a trade; so a silence costs nothing, however long. Timeframes whose candles are built of mark prices go by the
 * last of those instead: a mark says nothing about when trades go on, nor a trade about marks.
 *
 * <pre>{@code
 *   while ((instrument = clock.due(receiveTimeNs)) != BoundaryClock.NONE) {
 *       // publish Boundary(instrument, clock.boundaryTimeNs()); without room: come again later
 *       clock.published();
 *   }
 * }</pre>
 *
 * Owned by the inbound thread, which publishes what is due; allocates nothing.
 */
public final class BoundaryClock {
    /** What {@link #due} returns when nothing is due. */
    public static final int NONE = 0;

    private static final long NEVER = Long.MAX_VALUE;

    private static final int TRADES = 0;
    private static final int MARKS = 1;
    private static final int KINDS = 2;

    /** By kind: of what its candles are built. */
    private final long[][] timeframesNs;

    private final long graceNs;
    private final boolean followsMarks;
    /** Of whatever kind: a boundary closes candles of both. */
    private final long[] publishedNs;
    /** By instrument and kind, as are those below. */
    private final long[] lastNs;

    private final long[] nextNs;
    /** Where the shortest interval ends that held the last trade or mark. */
    private final long[] shortestEndNs;

    private long offsetNs;
    private long earliestNs = NEVER;
    private int cursor = KINDS;

    public BoundaryClock(final int maxInstruments, final IndicatorSettings settings) {
        timeframesNs = new long[][] {timeframes(settings, false), timeframes(settings, true)};
        graceNs = settings.grace().ns();
        followsMarks = !settings.markPrice().isEmpty();
        publishedNs = filled(maxInstruments + 1, Long.MIN_VALUE);
        final int rows = (maxInstruments + 1) * KINDS;
        lastNs = filled(rows, Long.MIN_VALUE);
        nextNs = filled(rows, NEVER);
        shortestEndNs = filled(rows, Long.MIN_VALUE);
    }

    private static long[] timeframes(final IndicatorSettings settings, final boolean ofMarks) {
        return settings.timeframes().stream()
                .filter(timeframe -> settings.isOfMarks(timeframe) == ofMarks)
                .mapToLong(Timeframe::ns)
                .toArray();
    }

    private static long[] filled(final int length, final long value) {
        final long[] values = new long[length];
        Arrays.fill(values, value);
        return values;
    }

    /** Whether candles are built of mark prices, too. */
    public boolean followsMarks() {
        return followsMarks;
    }

    /** Called for every trade with a venue time; a time before the last one changes nothing. */
    public void onTrade(final int instrument, final long venueTimeNs) {
        heard(instrument, TRADES, venueTimeNs);
    }

    /** As {@link #onTrade}, for every mark price, if any candles are built of them. */
    public void onMark(final int instrument, final long venueTimeNs) {
        heard(instrument, MARKS, venueTimeNs);
    }

    private void heard(final int instrument, final int kind, final long venueTimeNs) {
        final int row = instrument * KINDS + kind;
        if (venueTimeNs <= lastNs[row]) {
            return;
        }
        lastNs[row] = venueTimeNs;
        // Inside the same shortest interval nothing changes; that is nearly every trade.
        if (venueTimeNs >= shortestEndNs[row] || venueTimeNs >= nextNs[row]) {
            schedule(instrument, kind);
        }
    }

    /** Called when the offset of the venue's clock to the receive clock has been measured anew. */
    public void onOffset(final long venueMinusReceiveNs) {
        offsetNs = venueMinusReceiveNs;
    }

    /** Venue minus receive clock as last measured, 0 until told. */
    public long offsetNs() {
        return offsetNs;
    }

    /**
     * The next instrument with a boundary that is due, or {@link #NONE}. Says the same again until {@link #published}.
     *
     * @param receiveTimeNs now, on the receive clock
     */
    public int due(final long receiveTimeNs) {
        final long passedNs = receiveTimeNs + offsetNs - graceNs;
        if (passedNs < earliestNs) {
            return NONE;
        }
        for (; cursor < nextNs.length; cursor++) {
            if (nextNs[cursor] <= passedNs) {
                return cursor / KINDS;
            }
        }
        rewind();
        return NONE;
    }

    /** The boundary of the instrument that {@link #due} said, on the venue's clock. */
    public long boundaryTimeNs() {
        return nextNs[cursor];
    }

    /** Called when the boundary that {@link #due} said has been published. */
    public void published() {
        final int instrument = cursor / KINDS;
        publishedNs[instrument] = Math.max(nextNs[cursor], publishedNs[instrument]);
        for (int kind = 0; kind < KINDS; kind++) {
            if (nextNs[instrument * KINDS + kind] <= publishedNs[instrument]) {
                schedule(instrument, kind);
            }
        }
    }

    private void rewind() {
        cursor = KINDS;
        earliestNs = NEVER;
        for (final long next : nextNs) {
            earliestNs = Math.min(earliestNs, next);
        }
    }

    /** The nearest boundary, of any timeframe of that kind, that lies behind the last trade or mark and wasn't published. */
    private void schedule(final int instrument, final int kind) {
        final int row = instrument * KINDS + kind;
        shortestEndNs[row] = NEVER;
        long next = NEVER;
        for (final long ns : timeframesNs[kind]) {
            final long boundaryNs = (Math.floorDiv(lastNs[row], ns) + 1) * ns;
            shortestEndNs[row] = Math.min(boundaryNs, shortestEndNs[row]);
            if (boundaryNs > publishedNs[instrument]) {
                next = Math.min(next, boundaryNs);
            }
        }
        nextNs[row] = next;
        earliestNs = Math.min(earliestNs, next);
    }
}
