package io.ringfence.engine.data;

/** A file of market data that was looked through, and can be read any number of times. */
public interface MarketData {
    /** Decimals of every price. */
    int priceScale();

    /** Decimals of every quantity. */
    int quantityScale();

    /** Hands all of it to {@code listener}, in the order of the file. */
    void read(MarketListener listener);

    /**
     * That candles of {@code timeframeNs} can be made of it.
     *
     * @throws DataException if it holds candles that don't add up to such ones
     */
    void requireTimeframe(long timeframeNs);
}
