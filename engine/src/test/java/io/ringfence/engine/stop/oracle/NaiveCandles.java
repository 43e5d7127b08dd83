package io.ringfence.engine.stop.oracle;

import io.ringfence.engine.stop.oracle.Event.Bar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Candles of one timeframe with Wilder's ATR, closed by the first trade beyond them. */
final class NaiveCandles {
    private final int timeframe;
    private final long lengthNs;
    private final int period;
    private final List<Double> ranges = new ArrayList<>();

    private long begin = -1;
    private long high;
    private long low;
    private long close;
    private long closeBefore;
    private double atr = Double.NaN;

    NaiveCandles(final int timeframe, final long lengthNs, final int period) {
        this.timeframe = timeframe;
        this.lengthNs = lengthNs;
        this.period = period;
    }

    /** @return the bar that closed with this trade */
    Optional<Bar> trade(final long timeNs, final long price) {
        final long beginOfTrade = timeNs - timeNs % lengthNs;
        if (begin == beginOfTrade) {
            high = Math.max(high, price);
            low = Math.min(low, price);
            close = price;
            return Optional.empty();
        }
        final Optional<Bar> closed = begin < 0 ? Optional.empty() : Optional.of(close());
        begin = beginOfTrade;
        high = price;
        low = price;
        close = price;
        return closed;
    }

    private Bar close() {
        if (closeBefore != 0) {
            ranges.add((double) (Math.max(high, closeBefore) - Math.min(low, closeBefore)));
            if (ranges.size() == period) {
                atr = ranges.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            } else if (ranges.size() > period) {
                atr = (atr * (period - 1) + ranges.get(ranges.size() - 1)) / period;
            }
        }
        closeBefore = close;
        return new Bar(timeframe, high, low, atr);
    }
}
