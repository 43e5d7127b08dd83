package io.ringfence.engine.inbound;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.Timeframe;
import java.util.Arrays;

/**
 * Says which instruments' candle boundaries have passed by the clock, so that a candle closes although no further trade
 * comes. A boundary is due once receive time plus the measured clock offset (venue minus receive clock, 0 until told)
 * less the grace has reached it. Only boundaries behind an instrument's last trade are told, each once, at most one per
 * timeframe for a trade; so a silence costs nothing, however long.
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

    private final long[] timeframesNs;
    private final long graceNs;
    private final boolean followsMarks;
    private final long[] lastTradeNs;
    private final long[] publishedNs;
    private final long[] nextNs;
    /** Where the shortest interval ends that held the last trade. */
    private final long[] shortestEndNs;

    private long offsetNs;
    private long earliestNs = NEVER;
    private int cursor = 1;

    public BoundaryClock(final int maxInstruments, final IndicatorSettings settings) {
        timeframesNs = settings.timeframes().stream().mapToLong(Timeframe::ns).toArray();
        graceNs = settings.grace().ns();
        followsMarks = !settings.markPrice().isEmpty();
        lastTradeNs = filled(maxInstruments, Long.MIN_VALUE);
        publishedNs = filled(maxInstruments, Long.MIN_VALUE);
        nextNs = filled(maxInstruments, NEVER);
        shortestEndNs = filled(maxInstruments, Long.MIN_VALUE);
    }

    private static long[] filled(final int maxInstruments, final long value) {
        final long[] values = new long[maxInstruments + 1];
        Arrays.fill(values, value);
        return values;
    }

    /** Whether candles are built of mark prices, too, whose times count as those of trades. */
    public boolean followsMarks() {
        return followsMarks;
    }

    /** Called for every trade with a venue time; a time before the last one changes nothing. */
    public void onTrade(final int instrument, final long venueTimeNs) {
        if (venueTimeNs <= lastTradeNs[instrument]) {
            return;
        }
        lastTradeNs[instrument] = venueTimeNs;
        // Inside the same shortest interval nothing changes; that is nearly every trade.
        if (venueTimeNs >= shortestEndNs[instrument] || venueTimeNs >= nextNs[instrument]) {
            schedule(instrument);
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
                return cursor;
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
        publishedNs[cursor] = nextNs[cursor];
        schedule(cursor);
    }

    private void rewind() {
        cursor = 1;
        earliestNs = NEVER;
        for (final long next : nextNs) {
            earliestNs = Math.min(earliestNs, next);
        }
    }

    /** The nearest boundary, of any timeframe, that lies behind the last trade and wasn't published. */
    private void schedule(final int instrument) {
        shortestEndNs[instrument] = boundaryAfterLastTrade(instrument, timeframesNs[0]);
        long next = NEVER;
        for (final long ns : timeframesNs) {
            final long boundaryNs = boundaryAfterLastTrade(instrument, ns);
            if (boundaryNs > publishedNs[instrument]) {
                next = Math.min(next, boundaryNs);
            }
        }
        nextNs[instrument] = next;
        earliestNs = Math.min(earliestNs, next);
    }

    private long boundaryAfterLastTrade(final int instrument, final long timeframeNs) {
        return (Math.floorDiv(lastTradeNs[instrument], timeframeNs) + 1) * timeframeNs;
    }
}
