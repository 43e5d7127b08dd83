package io.ringfence.engine.strategy;

/** A closed candle. Prices and volume in the instrument's units; valid during the call. */
public interface Candle {
    /** Whether it is one of these. */
    boolean isOf(Series series);

    /** When it began, on the venue's clock. */
    long openTimeNs();

    long open();

    long high();

    long low();

    long close();

    long volume();

    /** Whether trades before or in it may be missing. */
    boolean isGapped();
}
