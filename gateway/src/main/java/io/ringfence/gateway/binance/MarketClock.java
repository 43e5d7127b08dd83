package io.ringfence.gateway.binance;

/** Told how far a played market is. Called on the thread that decodes, before the frame's event is committed. */
@FunctionalInterface
public interface MarketClock {
    /** @param timeNs ns since 1970-01-01 UTC; may repeat or step back */
    void advanceTo(long timeNs);
}
