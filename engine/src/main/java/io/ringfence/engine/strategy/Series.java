package io.ringfence.engine.strategy;

/** The candles of one timeframe, as {@link Setup#series} declared them. */
public final class Series {
    private final Setup setup;
    private final int index;
    private final String key;
    private final String timeframe;

    Series(final Setup setup, final int index, final String key, final String timeframe) {
        this.setup = setup;
        this.index = index;
        this.key = key;
        this.timeframe = timeframe;
    }

    /**
     * Asks for a feature of these candles; {@code indicators} lists all there are.
     *
     * @param name {@code bollinger}
     */
    public Wanted feature(final String name) {
        return new Wanted(setup, this, name);
    }

    /** Place among the strategy's series, in the order of declaration. */
    public int index() {
        return index;
    }

    /** The parameter that names it. */
    public String key() {
        return key;
    }

    /** As written: {@code 15m}. */
    public String timeframe() {
        return timeframe;
    }
}
