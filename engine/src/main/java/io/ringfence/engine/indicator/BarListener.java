package io.ringfence.engine.indicator;

/** Told by {@link Candles} of every closed candle, whose values it still shows during the call. */
@FunctionalInterface
public interface BarListener {
    void onBarClosed(int instrument, int timeframe);
}
