package io.ringfence.engine.data;

/** Takes closed candles. */
@FunctionalInterface
public interface CandleListener {
    void onCandle(Candle candle);
}
