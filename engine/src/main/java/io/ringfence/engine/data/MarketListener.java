package io.ringfence.engine.data;

import io.ringfence.engine.feature.BookView;

/** Takes what a file of market data holds. A file holds candles, or trades, perhaps with quotes and depth. */
public interface MarketListener {
    /**
     * A closed candle.
     *
     * @param endNs when it ended
     */
    void onCandle(Candle candle, long endNs);

    /** A trade, by the venue's time in ns since 1970. */
    void onTrade(long timeNs, long price, long quantity, Taker taker);

    /** The best bid and ask; 0 for an empty side. */
    void onQuote(long bid, long bidQuantity, long ask, long askQuantity);

    /** The depth book after an update. */
    void onBook(BookView book);
}
