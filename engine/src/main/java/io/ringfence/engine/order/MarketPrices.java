package io.ringfence.engine.order;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.event.EventLayout;
import java.util.Arrays;

/** The last prices of every instrument, when its quote came, and since when its trades say otherwise. Owned by {@code orders}. */
final class MarketPrices {
    private static final int LAST_TRADE = 0;
    private static final int BID = 1;
    private static final int ASK = 2;
    private static final int QUOTE_NS = 3;
    private static final int CONTRADICTED_NS = 4;
    /** By the venue's clock; where it doesn't say, as it came. */
    private static final int QUOTE_TIME_NS = 5;

    private static final int STRIDE = 6;

    /** {@link #contradictedNs} of a quote that no trade has been beyond. */
    static final long AGREED = 0;

    private final long[] rows;

    MarketPrices(final int maxInstruments) {
        rows = new long[(maxInstruments + 1) * STRIDE];
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * STRIDE * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    /** Prices of before a break say nothing about now. */
    void forget() {
        Arrays.fill(rows, 0);
    }

    /**
     * @param venueTimeNs or {@link EventLayout#NO_TIME}. A trade that isn't newer than the quote says nothing against it: the two
     *     come in streams of their own, and a quote often before the trades that it is the outcome of
     */
    void trade(final int instrument, final long price, final long venueTimeNs, final long receiveTimeNs) {
        final int row = instrument * STRIDE;
        rows[row + LAST_TRADE] = price;
        if (rows[row + CONTRADICTED_NS] == AGREED
                && isBeyond(row, price)
                && timeNs(venueTimeNs, receiveTimeNs) > rows[row + QUOTE_TIME_NS]) {
            rows[row + CONTRADICTED_NS] = receiveTimeNs;
        }
    }

    private static long timeNs(final long venueTimeNs, final long receiveTimeNs) {
        return venueTimeNs == EventLayout.NO_TIME ? receiveTimeNs : venueTimeNs;
    }

    /** A side that nobody quotes says nothing. */
    private boolean isBeyond(final int row, final long price) {
        return price < rows[row + BID] || rows[row + ASK] > 0 && price > rows[row + ASK];
    }

    void quote(final int instrument, final long bid, final long ask, final long venueTimeNs, final long receiveTimeNs) {
        final int row = instrument * STRIDE;
        rows[row + BID] = bid;
        rows[row + ASK] = ask;
        rows[row + QUOTE_NS] = receiveTimeNs;
        rows[row + QUOTE_TIME_NS] = timeNs(venueTimeNs, receiveTimeNs);
        rows[row + CONTRADICTED_NS] = AGREED;
    }

    /** 0 before the first trade. */
    long lastTrade(final int instrument) {
        return rows[instrument * STRIDE + LAST_TRADE];
    }

    /** What a market order on {@code side} is likely to pay: the opposite quote, without one the last trade, or 0. */
    long reference(final int instrument, final int side) {
        final long quote = rows[instrument * STRIDE + (side > 0 ? ASK : BID)];
        return quote > 0 ? quote : lastTrade(instrument);
    }

    /** Whether this generation has seen a quote. */
    boolean hasQuote(final int instrument) {
        return rows[instrument * STRIDE + QUOTE_NS] != 0;
    }

    /** Engine time of the first trade behind the last quote that was beyond it; {@link #AGREED} without one. */
    long contradictedNs(final int instrument) {
        return rows[instrument * STRIDE + CONTRADICTED_NS];
    }

    /** Engine time of the last quote. */
    long quoteNs(final int instrument) {
        return rows[instrument * STRIDE + QUOTE_NS];
    }
}
