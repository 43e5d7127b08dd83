package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;

/**
 * The forming candles of every instrument and timeframe, built on the venue's clock from trades, or from shorter candles.
 *
 * <p>A candle covers {@code [openTime, openTime + timeframe)}, where openTime is a multiple of the timeframe since
 * 1970. It closes with the first trade beyond it, with the shorter candle that completes it, or when a boundary at or behind
 * its end is told. A trade of an interval that is already closed is late: counted, and part of nothing. An interval without
 * trades gives no candle, and nothing loops over a silence; a silence longer than the gap limit marks the candle in which it
 * ends as gapped, as is the first candle of all, whose beginning nobody saw. A volume beyond the range of a {@code long}
 * (eight decimals and billions of coins) stays at its greatest value. Of takers and the number of trades nothing is known
 * as soon as one part doesn't tell. Owned by whoever builds them; allocates nothing.
 */
public final class Candles {
    /** Taker volume or number of trades of a source that doesn't tell. */
    public static final long UNKNOWN = -1;

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

    private static final int TAKER_BUY_VOLUME = 9;
    private static final int FORMING = 10;
    private static final int STRIDE = 11;

    private static final long NEVER = Long.MIN_VALUE;
    /** Marks come each second. */
    private static final long MARK_GAP_NS = 10_000_000_000L;

    private final long[] timeframesNs;
    private final long gapLimitNs;
    private final BarListener listener;
    /** By timeframe: whether it is built of mark prices. */
    private final boolean[] ofMarks;

    private final long[] rows;
    private final long[] lastTradeNs;
    private final long[] lastMarkNs;

    private long lateTrades;

    /**
     * @param maxInstruments ids run from 0 to this
     * @param timeframesNs   ascending
     * @param gapLimitNs     a longer silence marks the candle in which it ends
     */
    public Candles(
            final int maxInstruments, final long[] timeframesNs, final long gapLimitNs, final BarListener listener) {
        this(maxInstruments, timeframesNs, new boolean[timeframesNs.length], gapLimitNs, listener);
    }

    /** @param ofMarks by timeframe: whether it is built of mark prices instead of trades */
    Candles(
            final int maxInstruments,
            final long[] timeframesNs,
            final boolean[] ofMarks,
            final long gapLimitNs,
            final BarListener listener) {
        this.ofMarks = ofMarks.clone();
        this.timeframesNs = timeframesNs.clone();
        this.gapLimitNs = gapLimitNs;
        this.listener = listener;
        rows = new long[(maxInstruments + 1) * timeframesNs.length * STRIDE];
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + CLOSED_UNTIL] = NEVER;
        }
        lastTradeNs = new long[maxInstruments + 1];
        Arrays.fill(lastTradeNs, NEVER);
        lastMarkNs = lastTradeNs.clone();
    }

    long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * (timeframesNs.length * STRIDE + 2) * Long.BYTES + Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLong(lateTrades);
        state.putLongs(lastTradeNs, 0, highestInstrument + 1);
        state.putLongs(lastMarkNs, 0, highestInstrument + 1);
        state.putLongs(rows, 0, row(highestInstrument + 1, 0));
    }

    void load(final StateReader state, final int highestInstrument) {
        lateTrades = state.getLong();
        state.getLongs(lastTradeNs, 0, highestInstrument + 1);
        state.getLongs(lastMarkNs, 0, highestInstrument + 1);
        state.getLongs(rows, 0, row(highestInstrument + 1, 0));
    }

    /** Nobody listened for a while: the forming candle of every instrument is gapped, and that of its next trade. */
    void interrupt() {
        Arrays.fill(lastTradeNs, NEVER);
        Arrays.fill(lastMarkNs, NEVER);
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + GAPPED] |= rows[row + FORMING];
        }
    }

    /** As {@link #interrupt()}, of one instrument. */
    void interrupt(final int instrument) {
        lastTradeNs[instrument] = NEVER;
        lastMarkNs[instrument] = NEVER;
        for (int row = row(instrument, 0); row < row(instrument + 1, 0); row += STRIDE) {
            rows[row + GAPPED] |= rows[row + FORMING];
        }
    }

    /** Nothing is known to be missing of {@code instrument} up to {@code timeNs}: the silence that counts begins there. */
    void covered(final int instrument, final long timeNs) {
        lastTradeNs[instrument] = Math.max(lastTradeNs[instrument], timeNs);
    }

    /** Closes the candle of one timeframe if it ends at or before {@code timeNs}; trades before that are late. */
    void close(final int instrument, final int timeframe, final long timeNs) {
        closeBefore(instrument, timeframe, openTimeOf(timeNs, timeframe));
    }

    /** Closes what a trade at {@code venueTimeNs} shows to be over; before {@link #trade}, so that what the close brings comes first. */
    public void advance(final int instrument, final long venueTimeNs) {
        for (int timeframe = 0; timeframe < timeframesNs.length; timeframe++) {
            if (!ofMarks[timeframe] && !isUnderWay(row(instrument, timeframe), timeframe, venueTimeNs)) {
                closeBefore(instrument, timeframe, openTimeOf(venueTimeNs, timeframe));
            }
        }
    }

    /**
     * Takes a mark price: in candles of marks it is what a trade without quantity is in others. One that stands for several that were
     * conflated counts with their extremes, in the candle of the newest.
     */
    void mark(final int instrument, final long venueTimeNs, final long price, final long lowest, final long highest) {
        final long last = lastMarkNs[instrument];
        final boolean gapped = last == NEVER || venueTimeNs - last > Math.min(gapLimitNs, MARK_GAP_NS);
        for (int timeframe = 0; timeframe < timeframesNs.length; timeframe++) {
            if (ofMarks[timeframe]) {
                mark(instrument, timeframe, venueTimeNs, price, lowest, highest, gapped);
            }
        }
        lastMarkNs[instrument] = Math.max(lastMarkNs[instrument], venueTimeNs);
    }

    private void mark(
            final int instrument,
            final int timeframe,
            final long venueTimeNs,
            final long price,
            final long lowest,
            final long highest,
            final boolean gapped) {
        final long openTimeNs = openTimeOf(venueTimeNs, timeframe);
        closeBefore(instrument, timeframe, openTimeNs);
        final int row = row(instrument, timeframe);
        if (openTimeNs < rows[row + CLOSED_UNTIL]) {
            lateTrades++;
            return;
        }
        beginAt(row, openTimeNs, price);
        add(row, Math.max(price, highest), Math.min(price, lowest), price);
        addFlow(row, 0, 0, 1);
        rows[row + GAPPED] |= gapped ? 1 : 0;
    }

    /**
     * Takes a trade: first closes what it shows to be over, then counts it in.
     *
     * @param takerBuyQuantity {@code quantity} if the taker bought, 0 if he sold, or {@link #UNKNOWN}
     */
    public void trade(
            final int instrument,
            final long venueTimeNs,
            final long price,
            final long quantity,
            final long takerBuyQuantity) {
        final boolean gapped = endsSilence(instrument, venueTimeNs);
        for (int timeframe = 0; timeframe < timeframesNs.length; timeframe++) {
            if (ofMarks[timeframe]) {
                continue;
            }
            final int row = row(instrument, timeframe);
            if (isUnderWay(row, timeframe, venueTimeNs) || begins(instrument, timeframe, venueTimeNs, price)) {
                add(row, price, price, price);
                addFlow(row, quantity, takerBuyQuantity, 1);
                rows[row + GAPPED] |= gapped ? 1 : 0;
            } else {
                lateTrades++;
            }
        }
        lastTradeNs[instrument] = Math.max(lastTradeNs[instrument], venueTimeNs);
    }

    /**
     * Takes a candle that isn't longer than any of the timeframes; closes what it completes.
     *
     * @param endNs            where it ends
     * @param takerBuyVolume or {@link #UNKNOWN}
     * @param tradeCount     or {@link #UNKNOWN}
     */
    public void candle(
            final int instrument,
            final long openTimeNs,
            final long endNs,
            final long open,
            final long high,
            final long low,
            final long close,
            final long volume,
            final long takerBuyVolume,
            final long tradeCount) {
        final boolean gapped = endsSilence(instrument, openTimeNs);
        for (int timeframe = 0; timeframe < timeframesNs.length; timeframe++) {
            final long itsNs = openTimeOf(openTimeNs, timeframe);
            final int row = row(instrument, timeframe);
            closeBefore(instrument, timeframe, itsNs);
            beginAt(row, itsNs, open);
            add(row, high, low, close);
            addFlow(row, volume, takerBuyVolume, tradeCount);
            rows[row + GAPPED] |= gapped ? 1 : 0;
            closeBefore(instrument, timeframe, openTimeOf(endNs, timeframe));
        }
        lastTradeNs[instrument] = Math.max(lastTradeNs[instrument], endNs);
    }

    /** Closes every candle of {@code instrument} that ends at or before {@code boundaryTimeNs}. */
    public void boundary(final int instrument, final long boundaryTimeNs) {
        for (int timeframe = 0; timeframe < timeframesNs.length; timeframe++) {
            closeBefore(instrument, timeframe, openTimeOf(boundaryTimeNs, timeframe));
        }
    }

    /** Whether the forming candle is that of {@code timeNs}, so that nothing closes or begins: nearly always, and without a division. */
    private boolean isUnderWay(final int row, final int timeframe, final long timeNs) {
        final long openTimeNs = rows[row + OPEN_TIME];
        return timeNs >= openTimeNs
                && timeNs - openTimeNs < timeframesNs[timeframe]
                && rows[row + FORMING] != 0
                && rows[row + CLOSED_UNTIL] == openTimeNs;
    }

    /** Closes what is over at {@code timeNs} and begins the candle of it, unless that is closed already. */
    private boolean begins(final int instrument, final int timeframe, final long timeNs, final long price) {
        final long openTimeNs = openTimeOf(timeNs, timeframe);
        closeBefore(instrument, timeframe, openTimeNs);
        final int row = row(instrument, timeframe);
        if (openTimeNs < rows[row + CLOSED_UNTIL]) {
            return false;
        }
        beginAt(row, openTimeNs, price);
        return true;
    }

    private long openTimeOf(final long timeNs, final int timeframe) {
        return Math.floorDiv(timeNs, timeframesNs[timeframe]) * timeframesNs[timeframe];
    }

    private boolean endsSilence(final int instrument, final long venueTimeNs) {
        final long last = lastTradeNs[instrument];
        return last == NEVER || venueTimeNs - last > gapLimitNs;
    }

    private void closeBefore(final int instrument, final int timeframe, final long openTimeNs) {
        final int row = row(instrument, timeframe);
        if (rows[row + FORMING] != 0 && rows[row + OPEN_TIME] < openTimeNs) {
            rows[row + FORMING] = 0;
            listener.onBarClosed(instrument, timeframe);
        }
        rows[row + CLOSED_UNTIL] = Math.max(rows[row + CLOSED_UNTIL], openTimeNs);
    }

    private void beginAt(final int row, final long openTimeNs, final long price) {
        if (rows[row + FORMING] != 0) {
            return;
        }
        rows[row + FORMING] = 1;
        rows[row + OPEN_TIME] = openTimeNs;
        rows[row + OPEN] = price;
        rows[row + HIGH] = price;
        rows[row + LOW] = price;
        rows[row + VOLUME] = 0;
        rows[row + TAKER_BUY_VOLUME] = 0;
        rows[row + TRADE_COUNT] = 0;
        rows[row + GAPPED] = 0;
    }

    private void add(final int row, final long high, final long low, final long close) {
        rows[row + HIGH] = Math.max(rows[row + HIGH], high);
        rows[row + LOW] = Math.min(rows[row + LOW], low);
        rows[row + CLOSE] = close;
    }

    private void addFlow(final int row, final long volume, final long takerBuyVolume, final long trades) {
        rows[row + VOLUME] = saturated(rows[row + VOLUME] + volume);
        rows[row + TAKER_BUY_VOLUME] = known(rows[row + TAKER_BUY_VOLUME], takerBuyVolume);
        rows[row + TRADE_COUNT] = known(rows[row + TRADE_COUNT], trades);
    }

    /** A sum that is unknown as soon as one part of it is. */
    private static long known(final long sum, final long part) {
        return sum == UNKNOWN || part == UNKNOWN ? UNKNOWN : saturated(sum + part);
    }

    /** A sum of two quantities, which are not negative. */
    private static long saturated(final long sum) {
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private int row(final int instrument, final int timeframe) {
        return (instrument * timeframesNs.length + timeframe) * STRIDE;
    }

    public long timeframeNs(final int timeframe) {
        return timeframesNs[timeframe];
    }

    /** Whether candles of {@code timeframe} are built of mark prices. */
    boolean isOfMarks(final int timeframe) {
        return ofMarks[timeframe];
    }

    public long openTimeNs(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + OPEN_TIME];
    }

    public long open(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + OPEN];
    }

    public long high(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + HIGH];
    }

    public long low(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + LOW];
    }

    public long close(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + CLOSE];
    }

    public long volume(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + VOLUME];
    }

    /** {@link #UNKNOWN} if nobody told. */
    public long takerBuyVolume(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + TAKER_BUY_VOLUME];
    }

    /** {@link #UNKNOWN} if nobody told. */
    public long tradeCount(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + TRADE_COUNT];
    }

    /** Whether there is a candle that hasn't closed yet; of one that has, the values stay until the next begins. */
    public boolean isForming(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + FORMING] != 0;
    }

    public boolean isGapped(final int instrument, final int timeframe) {
        return rows[row(instrument, timeframe) + GAPPED] != 0;
    }

    /** Trades that came after their interval was closed, one count per timeframe that left them out. */
    public long lateTrades() {
        return lateTrades;
    }
}
