package io.ringfence.engine.data;

/** Who took liquidity in a trade. */
public enum Taker {
    BOUGHT,
    SOLD,
    /** The file doesn't tell. */
    UNKNOWN;

    /** What takers bought of {@code quantity}; {@link Candle#UNKNOWN} if nobody told. */
    public long bought(final long quantity) {
        return switch (this) {
            case BOUGHT -> quantity;
            case SOLD -> 0;
            case UNKNOWN -> Candle.UNKNOWN;
        };
    }
}
