package io.ringfence.engine.signal;

import io.ringfence.engine.strategy.Candle;
import io.ringfence.engine.strategy.Series;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Flag;

/** A view of a {@code BarClosed}, filled anew for every candle. */
final class ClosedCandle implements Candle {
    private int[] timeframeOfSeries;
    private int timeframe;
    private boolean gapped;
    private long openTimeNs;
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;

    /** @param timeframeOfSeries of the strategy that will see it: the timeframe's index by the series' */
    void take(final BarClosedDecoder record, final int[] timeframeOfSeries) {
        this.timeframeOfSeries = timeframeOfSeries;
        timeframe = record.timeframe();
        gapped = record.gapped() == Flag.YES;
        openTimeNs = record.openTimeNs();
        open = record.open();
        high = record.high();
        low = record.low();
        close = record.close();
        volume = record.volume();
    }

    @Override
    public boolean isOf(final Series series) {
        return timeframeOfSeries[series.index()] == timeframe;
    }

    @Override
    public long openTimeNs() {
        return openTimeNs;
    }

    @Override
    public long open() {
        return open;
    }

    @Override
    public long high() {
        return high;
    }

    @Override
    public long low() {
        return low;
    }

    @Override
    public long close() {
        return close;
    }

    @Override
    public long volume() {
        return volume;
    }

    @Override
    public boolean isGapped() {
        return gapped;
    }
}
