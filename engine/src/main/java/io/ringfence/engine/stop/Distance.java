package io.ringfence.engine.stop;

import io.ringfence.engine.config.Measure;
import io.ringfence.engine.config.Timeframe;
import java.util.List;

/** How far behind a price a stop is wanted, before any rounding. */
interface Distance {
    /** The ATR isn't there yet. */
    long UNKNOWN = -1;

    /** In price units, rounded down, or {@link #UNKNOWN}. */
    long behind(long price, GuardedPosition position);

    /** A distance by percent, ticks or the ATR of now. */
    static Distance of(final Measure measure, final List<Timeframe> timeframes) {
        return measure instanceof Measure.Atr atr ? atr(atr, timeframes) : PriceShare.of(measure);
    }

    static AtrDistance atr(final Measure.Atr atr, final List<Timeframe> timeframes) {
        return new AtrDistance(atr.multiple().doubleValue(), indexOf(atr.timeframe(), timeframes));
    }

    /** @throws IllegalArgumentException if there are no bars of {@code timeframe} */
    static int indexOf(final Timeframe timeframe, final List<Timeframe> timeframes) {
        final int index = timeframes.indexOf(timeframe);
        if (index < 0) {
            throw new IllegalArgumentException(
                    "timeframe=" + timeframe + " must be one of indicators.timeframes=" + timeframes);
        }
        return index;
    }
}
