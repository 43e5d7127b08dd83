package io.ringfence.engine.signal;

import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Flag;

/**
 * A closed bar with its row of indicator values, as a strategy sees it: a view that is filled anew for every bar. Prices
 * are in price units, as are indicator values of price dimension. A value that isn't ready is NaN; ask first.
 */
public final class Bar {
    private int instrument;
    private int timeframe;
    private boolean gapped;
    private long openTimeNs;
    private long close;
    private double emaFast;
    private double emaSlow;
    private double atr;
    private double rsi;

    void take(final BarClosedDecoder record) {
        instrument = record.header().instrument();
        timeframe = record.timeframe();
        gapped = record.gapped() == Flag.YES;
        openTimeNs = record.openTimeNs();
        close = record.close();
        emaFast = record.emaFast();
        emaSlow = record.emaSlow();
        atr = record.atr();
        rsi = record.rsi();
    }

    public int instrument() {
        return instrument;
    }

    /** Index in the configured row. */
    public int timeframe() {
        return timeframe;
    }

    /** Whether trades before or in this bar may be missing. */
    public boolean isGapped() {
        return gapped;
    }

    /** On the venue's clock. */
    public long openTimeNs() {
        return openTimeNs;
    }

    public long close() {
        return close;
    }

    public boolean hasEmas() {
        return !Double.isNaN(emaSlow) && !Double.isNaN(emaFast);
    }

    public double emaFast() {
        return emaFast;
    }

    public double emaSlow() {
        return emaSlow;
    }

    public boolean hasAtr() {
        return !Double.isNaN(atr);
    }

    public double atr() {
        return atr;
    }

    public boolean hasRsi() {
        return !Double.isNaN(rsi);
    }

    /** 0 to 100. */
    public double rsi() {
        return rsi;
    }
}
