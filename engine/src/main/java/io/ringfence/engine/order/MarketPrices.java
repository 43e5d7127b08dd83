package io.ringfence.engine.order;

/** The last prices of every instrument, and when its quote came. Owned by {@code orders}. */
final class MarketPrices {
    private static final int LAST_TRADE = 0;
    private static final int BID = 1;
    private static final int ASK = 2;
    private static final int QUOTE_NS = 3;
    private static final int STRIDE = 4;

    private final long[] rows;

    MarketPrices(final int maxInstruments) {
        rows = new long[(maxInstruments + 1) * STRIDE];
    }

    void trade(final int instrument, final long price) {
        rows[instrument * STRIDE + LAST_TRADE] = price;
    }

    void quote(final int instrument, final long bid, final long ask, final long receiveTimeNs) {
        final int row = instrument * STRIDE;
        rows[row + BID] = bid;
        rows[row + ASK] = ask;
        rows[row + QUOTE_NS] = receiveTimeNs;
    }

    /** A new generation: quotes of the one before are no quotes of today's market. */
    void forgetQuotes() {
        for (int row = 0; row < rows.length; row += STRIDE) {
            rows[row + QUOTE_NS] = 0;
        }
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

    /** Engine time of the last quote. */
    long quoteNs(final int instrument) {
        return rows[instrument * STRIDE + QUOTE_NS];
    }
}
