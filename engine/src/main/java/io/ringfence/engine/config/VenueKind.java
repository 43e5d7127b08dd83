package io.ringfence.engine.config;

/** Which protocol a venue speaks. */
public enum VenueKind {
    /** Binance USD-M futures. */
    USDM,
    /** Binance spot; market data only for now. */
    SPOT
}
