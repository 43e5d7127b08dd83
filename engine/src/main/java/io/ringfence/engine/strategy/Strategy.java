package io.ringfence.engine.strategy;

/**
 * Decides which way an instrument should be held. Every call is about one instrument, and the view shows that one alone; at most one
 * intent comes of an event, the last that was stated. What it doesn't override, it isn't called for. One that throws isn't
 * called any more in this run, and no entries are made until an operator resumes them.
 */
public interface Strategy {
    /**
     * A candle of one of the declared series has closed; of several that close together, the shorter ones first. All values of
     * closed candles are those after this event.
     */
    default void onCandle(final Candle candle, final View view, final Intent intent) {}

    /** The best bid and ask have changed. */
    default void onQuote(final Quote quote, final View view, final Intent intent) {}

    /** A trade of the market. */
    default void onTrade(final Trade trade, final View view, final Intent intent) {}

    /** The time of {@link Setup#timer} is over, by engine time; for every instrument of the strategy. */
    default void onTimer(final View view, final Intent intent) {}
}
