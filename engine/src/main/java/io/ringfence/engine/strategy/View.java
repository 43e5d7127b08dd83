package io.ringfence.engine.strategy;

/**
 * What a strategy may know of the instrument that it is called for. Prices and values of price dimension are in price units (the
 * mantissa's), so that they compare as they are. Valid during the call.
 */
public interface View {
    /** The instrument's id, from 1. */
    int instrument();

    /** Engine time of the event, ns since 1970; the only clock there is. */
    long timeNs();

    /** Whether the indicator has a value. */
    boolean isReady(Indicator indicator);

    /** The value: at the last close, or with the forming candle, as it was declared. Not a number while it isn't ready. */
    double value(Indicator indicator);

    /** What is held, signed, in quantity units, as fills have settled it. */
    long position();

    /** Average entry price in price units; 0 when flat. */
    long entryPrice();

    /** What the strategy wants at present: {@link Intent#LONG}, {@link Intent#FLAT} or {@link Intent#SHORT}; flat before its first intent. */
    int target();

    /**
     * Whether the target was held and something else than the strategy has closed it since: a stop, a take-profit, an operator. The
     * same target isn't entered again before the strategy has wanted another one.
     */
    boolean wasClosed();

    /** What {@link #remember} put there for this instrument; 0 at first. */
    double recall(Memory memory);

    /** @throws IllegalArgumentException if {@code value} is not a finite number */
    void remember(Memory memory, double value);
}
