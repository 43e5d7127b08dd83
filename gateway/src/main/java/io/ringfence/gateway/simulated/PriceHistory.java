package io.ringfence.gateway.simulated;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.number.Money;

/**
 * What a symbol is told to have done before the market begins: minutes drawn from its name, the last of which closes at
 * the first price that is played. Each minute can be drawn by itself, and a longer candle is made of its minutes, so that
 * all lengths agree. The price is the sum of straight lines between random points, of five lengths from a minute to a week;
 * one minute in fifty has no trades. Same name and first price: same history, on every JDK.
 */
final class PriceHistory {
    /** How far back it reaches. */
    static final int DAYS = 400;

    private static final long MINUTE_MS = 60_000;
    private static final long DAY_MS = 1_440 * MINUTE_MS;
    private static final long[] SPANS_MIN = {1, 23, 120, 1_440, 10_080};
    private static final double[] DEPTHS = {0.0006, 0.002, 0.006, 0.02, 0.08};
    private static final double WICK = 0.0005;
    private static final int IDLE_ONE_IN = 50;
    private static final int WICK_UP = 100;
    private static final int WICK_DOWN = 101;
    private static final int TRADES = 102;
    private static final int QUANTITY = 103;
    private static final int TAKERS = 104;
    private static final int IDLE = 105;
    /** What is traded in a minute is worth up to twice that, account currency. */
    private static final long TYPICAL_WORTH = 50_000;

    private final Instrument instrument;
    private final long seed;
    private final double firstPrice;
    private final double firstSum;
    private final long endMs;
    private final double typicalQuantity;

    /**
     * @param firstPrice  of the market, price units
     * @param startTimeMs of the market; the history ends with the last whole minute before it
     */
    PriceHistory(final Instrument instrument, final long firstPrice, final long startTimeMs) {
        this.instrument = instrument;
        this.seed = mix(instrument.symbol().hashCode());
        this.firstPrice = firstPrice;
        this.endMs = startTimeMs - startTimeMs % MINUTE_MS;
        this.firstSum = sum(endMs / MINUTE_MS);
        final double price = (double) firstPrice / Money.powerOfTen(instrument.priceScale());
        this.typicalQuantity = TYPICAL_WORTH / price * Money.powerOfTen(instrument.quantityScale());
    }

    /** Where the market goes on, ms: a whole minute. */
    long endMs() {
        return endMs;
    }

    /** The first whole day of it, ms. */
    long oldestMs() {
        return endMs - endMs % DAY_MS - DAYS * DAY_MS;
    }

    /** The candle from {@code openTimeMs} on, of those of its minutes that lie before the market. */
    Candle candle(final long openTimeMs, final long lengthMs) {
        final long firstMinute = openTimeMs / MINUTE_MS;
        final long lastMinute = Math.min(openTimeMs + lengthMs, endMs) / MINUTE_MS;
        final Candle candle = new Candle(openTimeMs, price(firstMinute));
        for (long minute = firstMinute; minute < lastMinute; minute++) {
            candle.add(minute(minute));
        }
        return candle;
    }

    private Candle minute(final long minute) {
        final long open = price(minute);
        final Candle candle = new Candle(minute * MINUTE_MS, open);
        if (unit(IDLE, minute) * IDLE_ONE_IN < 1) {
            return candle;
        }
        final long close = price(minute + 1);
        final long high = Math.max(open, close) + ticks(open * WICK * unit(WICK_UP, minute));
        final long low = Math.max(tick(), Math.min(open, close) - ticks(open * WICK * unit(WICK_DOWN, minute)));
        final long volume = Math.max(lot(), lots(typicalQuantity * (0.1 + 1.9 * unit(QUANTITY, minute))));
        final long takerBuys = lots(volume * (0.2 + 0.6 * unit(TAKERS, minute)));
        final long middle = low + (high - low) / 2;
        return candle.of(open, high, low, close, 1 + (long) (400 * unit(TRADES, minute)))
                .flow(volume, takerBuys, worth(middle, volume), worth(middle, takerBuys));
    }

    private long worth(final long price, final long quantity) {
        return Money.notional(price, quantity, instrument.priceScale(), instrument.quantityScale());
    }

    private long price(final long minute) {
        return Math.max(tick(), ticks(firstPrice * (1 + sum(minute) - firstSum)));
    }

    private double sum(final long minute) {
        double sum = 0;
        for (int i = 0; i < SPANS_MIN.length; i++) {
            final long at = minute / SPANS_MIN[i];
            final double from = unit(i, at);
            final double part = (double) (minute - at * SPANS_MIN[i]) / SPANS_MIN[i];
            sum += DEPTHS[i] * (from + (unit(i, at + 1) - from) * part);
        }
        return sum;
    }

    private long ticks(final double price) {
        return Math.round(price / tick()) * tick();
    }

    private long lots(final double quantity) {
        return Math.round(quantity / lot()) * lot();
    }

    private long tick() {
        return instrument.tickSize();
    }

    private long lot() {
        return instrument.lotSize();
    }

    /** 0 (included) to 1 (excluded), drawn for one purpose and place. */
    private double unit(final int purpose, final long at) {
        return (mix(seed + mix(purpose * 0x9E3779B97F4A7C15L + at)) >>> 11) * 0x1.0p-53;
    }

    /** The finisher of SplitMix64 (Steele, Lea, Flood 2014). */
    private static long mix(final long value) {
        long mixed = value + 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
