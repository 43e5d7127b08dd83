package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * Which candles of a series (an instrument and a timeframe) count, where the venue's are told as well as built: each interval
 * comes from one source as a whole.
 *
 * <pre>
 *   OWN_ALONE ──BEGUN──▶ WARMING ──told up to now──▶ READY ──told up to the first whole own candle──▶ OWN
 *       ▲                                              ▲                                               │
 *       └──────────────── GIVEN_UP                     └── an own candle missed trades ◀───────────────┤
 *                                                      └──── told ──── LOST ◀── trades are missed ◀────┘
 * </pre>
 *
 * The venue's closed candles count until the first own one that was listened to as a whole; the one under way at the start
 * comes from the venue when it has closed. From then on own ones count; one that missed trades, because the market's
 * connection was lost or was silent beyond the gap limit, never does, and the venue's takes its place. What counted once is
 * never taken again: nothing at or before {@link #knownUntilNs} counts. A series of which no history was begun has own
 * candles alone, whatever they missed. Owned by {@code indicators}; allocates nothing.
 */
final class SeriesHistory {
    static final int OWN_ALONE = 0;
    static final int WARMING = 1;
    static final int READY = 2;
    static final int OWN = 3;
    /** As READY, but nobody was told yet. */
    static final int LOST = 4;

    private static final int MODE = 0;
    private static final int KNOWN_UNTIL = 1;
    /** End of the last own candle that didn't count. */
    private static final int LEFT_OUT_UNTIL = 2;

    private static final int TAKEN = 3;
    /** Whether nobody was told the values as of the newest candle. */
    private static final int UNTOLD = 4;

    /** Whether a history was begun before the first candle that counts, and none has counted outside of one since. */
    private static final int WHOLE = 5;

    private static final int STRIDE = 6;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long NOT_YET = Long.MAX_VALUE;
    /** By which the venue's clock may be behind ours. */
    private static final long MARGIN_NS = 1_000_000_000;

    private final long[] timeframesNs;
    private final long[] rows;
    /** Of instruments that are heard for less long than the market. */
    private final long[] heardSinceNs;

    private long listeningSinceNs = NOT_YET;
    private int lost;

    SeriesHistory(final int maxInstruments, final long[] timeframesNs) {
        this.timeframesNs = timeframesNs.clone();
        rows = new long[(maxInstruments + 1) * timeframesNs.length * STRIDE];
        heardSinceNs = new long[maxInstruments + 1];
        Arrays.fill(heardSinceNs, NEVER);
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + KNOWN_UNTIL] = NEVER;
            rows[row + LEFT_OUT_UNTIL] = NEVER;
        }
    }

    long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * (timeframesNs.length * STRIDE + 1) * Long.BYTES + Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLong(listeningSinceNs);
        state.putLongs(heardSinceNs, 0, highestInstrument + 1);
        state.putLongs(rows, 0, row(highestInstrument + 1, 0));
    }

    void load(final StateReader state, final int highestInstrument) {
        listeningSinceNs = state.getLong();
        state.getLongs(heardSinceNs, 0, highestInstrument + 1);
        state.getLongs(rows, 0, row(highestInstrument + 1, 0));
        lost = 0;
        for (int row = 0; row < row(highestInstrument + 1, 0); row += STRIDE) {
            lost += rows[row + MODE] == LOST ? 1 : 0;
        }
    }

    /** Trades come in from now on. */
    void listen(final long nowNs) {
        listeningSinceNs = nowNs;
    }

    /** Trades were missed, and no history is begun. */
    void restart() {
        listeningSinceNs = NOT_YET;
        Arrays.fill(heardSinceNs, NEVER);
        lost = 0;
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + MODE] = OWN_ALONE;
        }
    }

    /** Trades of {@code instrument} come in at the latest from {@code fromNs} on, as long as any do. */
    void listen(final int instrument, final long fromNs) {
        heardSinceNs[instrument] = fromNs;
    }

    /** Trades of {@code instrument} are missed from now on, until {@link #listen(int, long)}. */
    void miss(final int instrument) {
        heardSinceNs[instrument] = NOT_YET;
        for (int row = row(instrument, 0); row < row(instrument + 1, 0); row += STRIDE) {
            if (rows[row + MODE] == OWN) {
                change(row, LOST);
                lost++;
            }
        }
    }

    /** Trades are missed from now on: what counted own candles waits for the venue's. */
    void miss() {
        listeningSinceNs = NOT_YET;
        for (int row = 0; row < rows.length; row += STRIDE) {
            if (rows[row + MODE] == OWN) {
                rows[row + MODE] = LOST;
                lost++;
            }
        }
    }

    /** Whether there are series that have missed trades of which nobody was told, and trades come in again. */
    boolean hasLosses() {
        return lost > 0 && listeningSinceNs != NOT_YET;
    }

    /** Whether that is one of them; from now on it isn't. */
    boolean takeLoss(final int instrument, final int timeframe) {
        final int row = row(instrument, timeframe);
        final boolean isLost = rows[row + MODE] == LOST;
        if (isLost) {
            change(row, READY);
        }
        return isLost;
    }

    private void change(final int row, final int mode) {
        lost -= rows[row + MODE] == LOST ? 1 : 0;
        rows[row + MODE] = mode;
    }

    /**
     * Own candles don't count until the venue's have come.
     *
     * @param fromNs where the venue's begin
     * @return whether more will be told than what isn't known yet: what was known is forgotten
     */
    boolean begin(final int instrument, final int timeframe, final long fromNs) {
        final int row = row(instrument, timeframe);
        final boolean forgets = fromNs < rows[row + KNOWN_UNTIL];
        if (forgets) {
            rows[row + KNOWN_UNTIL] = NEVER;
        }
        if (rows[row + KNOWN_UNTIL] == NEVER) {
            rows[row + WHOLE] = 1;
        }
        change(row, WARMING);
        rows[row + LEFT_OUT_UNTIL] = NEVER;
        rows[row + UNTOLD] = 1;
        return forgets;
    }

    /** Whether nothing is missing between the candles that count. */
    boolean isWhole(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + WHOLE] != 0;
    }

    /** Own candles count, whatever they missed. */
    void giveUp(final int instrument, final int timeframe) {
        change(row(instrument, timeframe), OWN_ALONE);
    }

    /** The values as of the newest candle are told; true if they weren't. Not while the past is being told: they aren't complete. */
    boolean tellsValues(final int instrument, final int timeframe) {
        final int row = row(instrument, timeframe);
        final boolean tells = rows[row + MODE] != WARMING && rows[row + UNTOLD] != 0;
        if (tells) {
            rows[row + UNTOLD] = 0;
        }
        return tells;
    }

    int mode(final int instrument, final int timeframe) {
        return (int) rows[row(instrument, timeframe) + MODE];
    }

    /** Whether the values are those of the last closed candle, and the venue's next one counts. */
    boolean isReady(final int instrument, final int timeframe) {
        final int mode = mode(instrument, timeframe);
        return mode == READY || mode == LOST;
    }

    /** End of the last candle that counts; {@link Long#MIN_VALUE} before the first. */
    long knownUntilNs(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + KNOWN_UNTIL];
    }

    /** How many of the venue's candles counted. */
    long taken(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + TAKEN];
    }

    /** Takes note of a closed candle of the venue; false if it doesn't count. */
    boolean takesVenue(final int instrument, final int timeframe, final long openTimeNs) {
        final int row = row(instrument, timeframe);
        final long mode = rows[row + MODE];
        final boolean waits = mode == WARMING || mode == READY || mode == LOST;
        if (!waits || openTimeNs < rows[row + KNOWN_UNTIL]) {
            return false;
        }
        rows[row + KNOWN_UNTIL] = openTimeNs + timeframesNs[timeframe];
        rows[row + TAKEN]++;
        rows[row + UNTOLD] = 1;
        return true;
    }

    /**
     * Takes note of an own candle that closes; false if it doesn't count.
     *
     * @param gapped whether it missed trades, or may have
     */
    boolean takesOwn(final int instrument, final int timeframe, final long openTimeNs, final boolean gapped) {
        final int row = row(instrument, timeframe);
        final long endNs = openTimeNs + timeframesNs[timeframe];
        final boolean counts = rows[row + MODE] == OWN_ALONE || rows[row + MODE] == OWN && !gapped;
        if (counts) {
            rows[row + WHOLE] = rows[row + MODE] == OWN ? rows[row + WHOLE] : 0;
            rows[row + KNOWN_UNTIL] = Math.max(endNs, rows[row + KNOWN_UNTIL]);
        } else {
            rows[row + LEFT_OUT_UNTIL] = Math.max(endNs, rows[row + LEFT_OUT_UNTIL]);
            rows[row + MODE] = rows[row + MODE] == OWN ? READY : rows[row + MODE];
        }
        return counts;
    }

    /** All of the venue's candles that end by {@code untilNs} have been told; true if that changed the mode. */
    boolean told(final int instrument, final int timeframe, final long untilNs, final long nowNs) {
        final int row = row(instrument, timeframe);
        final long before = rows[row + MODE];
        if (before != WARMING && before != READY && before != LOST) {
            return false;
        }
        rows[row + KNOWN_UNTIL] = Math.max(untilNs, rows[row + KNOWN_UNTIL]);
        if (isWhole(row, Math.max(listeningSinceNs, heardSinceNs[instrument]), untilNs)) {
            change(row, OWN);
        } else if (before != LOST && untilNs + timeframesNs[timeframe] > nowNs) {
            change(row, READY);
        }
        return rows[row + MODE] != before;
    }

    /** Whether every own candle from {@code untilNs} on was listened to from its beginning, and none was left out. */
    private boolean isWhole(final int row, final long sinceNs, final long untilNs) {
        return sinceNs != NOT_YET && untilNs >= sinceNs + MARGIN_NS && rows[row + LEFT_OUT_UNTIL] <= untilNs;
    }

    private int row(final int instrument, final int timeframe) {
        return (instrument * timeframesNs.length + timeframe) * STRIDE;
    }
}
