package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * The forming candles of every instrument and timeframe, built from trades on the venue's clock.
 *
 * <p>A candle covers {@code [openTime, openTime + timeframe)}, where openTime is a multiple of the timeframe since
 * 1970. It closes with the first trade beyond it, or when a boundary at or behind its end is told. A trade of an
 * interval that is already closed is late: counted, and part of nothing. An interval without trades gives no candle,
 * and nothing loops over a silence; a silence longer than the gap limit marks the candle in which it ends as gapped,
 * as is the first candle of all, whose beginning nobody saw. A volume beyond the range of a {@code long} (eight decimals
 * and billions of coins) stays at its greatest value. Owned by {@code indicators}; allocates nothing.
 */
final class Candles {
    private static final int OPEN_TIME = 0;
    private static final int OPEN = 1;
    private static final int HIGH = 2;
    private static final int LOW = 3;
    private static final int CLOSE = 4;
    private static final int VOLUME = 5;
    private static final int TRADE_COUNT = 6;
    private static final int GAPPED = 7;
    /** Trades before this time are late. */
    private static final int CLOSED_UNTIL = 8;

    private static final int STRIDE = 9;

    private static final long NEVER = Long.MIN_VALUE;

    private final long[] timeframesNs;
    private final long gapLimitNs;
    private final BarListener listener;
    private final long[] rows;
    private final long[] lastTradeNs;

    private long lateTrades;

    Candles(final int maxInstruments, final long[] timeframesNs, final long gapLimitNs, final BarListener listener) {
        this.timeframesNs = timeframesNs.clone();
        this.gapLimitNs = gapLimitNs;
        this.listener = listener;
        rows = new long[(maxInstruments + 1) * timeframesNs.length * STRIDE];
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + CLOSED_UNTIL] = NEVER;
        }
        lastTradeNs = new long[maxInstruments + 1];
        Arrays.fill(lastTradeNs, NEVER);
    }

    long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * (timeframesNs.length * STRIDE + 1) * Long.BYTES + Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLong(lateTrades);
        state.putLongs(lastTradeNs, 0, highestInstrument + 1);
        state.putLongs(rows, 0, row(highestInstrument + 1, 0));
    }

    void load(final StateReader state, final int highestInstrument) {
        lateTrades = state.getLong();
        state.getLongs(lastTradeNs, 0, highestInstrument + 1);
        state.getLongs(rows, 0, row(highestInstrument + 1, 0));
    }

    /** Nobody listened for a while: the candle of the next trade of every instrument is gapped. */
    void interrupt() {
        Arrays.fill(lastTradeNs, NEVER);
    }

    /** Takes a trade: first closes what it shows to be over, then counts it in. */
    void trade(final int instrument, final long venueTimeNs, final long price, final long quantity) {
        final boolean gapped = endsSilence(instrument, venueTimeNs);
        for (int timeframe = 0; timeframe < timeframesNs.length; timeframe++) {
            final long openTimeNs = Math.floorDiv(venueTimeNs, timeframesNs[timeframe]) * timeframesNs[timeframe];
            closeBefore(instrument, timeframe, openTimeNs);
            add(row(instrument, timeframe), openTimeNs, price, quantity, gapped);
        }
        lastTradeNs[instrument] = Math.max(lastTradeNs[instrument], venueTimeNs);
    }

    /** Closes every candle of {@code instrument} that ends at or before {@code boundaryTimeNs}. */
    void boundary(final int instrument, final long boundaryTimeNs) {
        for (int timeframe = 0; timeframe < timeframesNs.length; timeframe++) {
            final long ns = timeframesNs[timeframe];
            closeBefore(instrument, timeframe, Math.floorDiv(boundaryTimeNs, ns) * ns);
        }
    }

    private boolean endsSilence(final int instrument, final long venueTimeNs) {
        final long last = lastTradeNs[instrument];
        return last == NEVER || venueTimeNs - last > gapLimitNs;
    }

    private void closeBefore(final int instrument, final int timeframe, final long openTimeNs) {
        final int row = row(instrument, timeframe);
        if (rows[row + TRADE_COUNT] != 0 && rows[row + OPEN_TIME] < openTimeNs) {
            listener.onBarClosed(instrument, timeframe);
            rows[row + TRADE_COUNT] = 0;
        }
        rows[row + CLOSED_UNTIL] = Math.max(rows[row + CLOSED_UNTIL], openTimeNs);
    }

    private void add(
            final int row, final long openTimeNs, final long price, final long quantity, final boolean gapped) {
        if (openTimeNs < rows[row + CLOSED_UNTIL]) {
            lateTrades++;
            return;
        }
        if (rows[row + TRADE_COUNT] == 0) {
            begin(row, openTimeNs, price);
        }
        rows[row + HIGH] = Math.max(rows[row + HIGH], price);
        rows[row + LOW] = Math.min(rows[row + LOW], price);
        rows[row + CLOSE] = price;
        rows[row + VOLUME] = saturated(rows[row + VOLUME] + quantity);
        rows[row + TRADE_COUNT]++;
        rows[row + GAPPED] |= gapped ? 1 : 0;
    }

    /** A sum of two quantities, which are not negative. */
    private static long saturated(final long sum) {
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private void begin(final int row, final long openTimeNs, final long price) {
        rows[row + OPEN_TIME] = openTimeNs;
        rows[row + OPEN] = price;
        rows[row + HIGH] = price;
        rows[row + LOW] = price;
        rows[row + VOLUME] = 0;
        rows[row + GAPPED] = 0;
    }

    private int row(final int instrument, final int timeframe) {
        return (instrument * timeframesNs.length + timeframe) * STRIDE;
    }

    long timeframeNs(final int timeframe) {
        return timeframesNs[timeframe];
    }

    long openTimeNs(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + OPEN_TIME];
    }

    long open(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + OPEN];
    }

    long high(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + HIGH];
    }

    long low(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + LOW];
    }

    long close(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + CLOSE];
    }

    long volume(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + VOLUME];
    }

    long tradeCount(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + TRADE_COUNT];
    }

    boolean isGapped(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + GAPPED] != 0;
    }

    /** Trades that came after their interval was closed, one count per timeframe that left them out. */
    long lateTrades() {
        return lateTrades;
    }
}
