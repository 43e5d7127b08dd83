package io.ringfence.engine.feature;

/**
 * A bar on its way into a {@link FeatureSet}: set, handed over, used again. Prices in price units, quantities in quantity
 * units, both as they are (mantissas). Owned by one thread.
 */
public final class Bar {
    /** Taker volume or trade count of a source that doesn't tell. */
    public static final double UNKNOWN = -1;

    private long openTimeMs;
    private double open;
    private double high;
    private double low;
    private double close;
    private double volume;
    private double takerBuyVolume = UNKNOWN;
    private double tradeCount = UNKNOWN;

    /** Times are ms since 1970; a bar set anew knows no takers and no count until {@link #flow} tells them. */
    public Bar set(
            final long openTimeMs,
            final double open,
            final double high,
            final double low,
            final double close,
            final double volume) {
        this.openTimeMs = openTimeMs;
        this.open = open;
        this.high = high;
        this.low = low;
        this.close = close;
        this.volume = volume;
        return flow(UNKNOWN, UNKNOWN);
    }

    /**
     * @param takerBuyVolume of the trades whose taker bought, or {@link #UNKNOWN}
     * @param tradeCount     how many trades, or {@link #UNKNOWN}
     */
    public Bar flow(final double takerBuyVolume, final double tradeCount) {
        this.takerBuyVolume = takerBuyVolume;
        this.tradeCount = tradeCount;
        return this;
    }

    void write(final double[] state, final int row) {
        state[row + Bars.TIME_MS] = openTimeMs;
        state[row + Bars.OPEN] = open;
        state[row + Bars.HIGH] = high;
        state[row + Bars.LOW] = low;
        state[row + Bars.CLOSE] = close;
        state[row + Bars.VOLUME] = volume;
        state[row + Bars.TAKER_BUY] = takerBuyVolume;
        state[row + Bars.TRADES] = tradeCount;
    }
}
