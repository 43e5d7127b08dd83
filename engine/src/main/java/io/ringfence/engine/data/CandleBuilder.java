package io.ringfence.engine.data;

/**
 * Candles of one timeframe out of trades or of shorter candles. A candle begins at a multiple of the timeframe since 1970 and
 * closes with the first trade beyond it, or with the shorter candle that completes it; the last one that nothing closes is
 * left out. An interval without trades gives none. A trade of an interval that is closed already is late: counted, and part
 * of nothing. The first candle counts as it was seen. Volumes beyond the range of a {@code long} stay at its greatest value.
 */
public final class CandleBuilder {
    private final long timeframeNs;
    private final CandleListener listener;

    private boolean forming;
    private long openTimeNs;
    private long closedUntilNs = Long.MIN_VALUE;
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long takerBuyVolume;
    private long tradeCount;
    private long lateTrades;

    public CandleBuilder(final long timeframeNs, final CandleListener listener) {
        this.timeframeNs = timeframeNs;
        this.listener = listener;
    }

    /** Closes what the trade shows to be over. Called before {@link #trade}, so that what the close brings comes first. */
    public void advance(final long timeNs) {
        closeBefore(intervalOf(timeNs));
    }

    /** Takes a trade. */
    public void trade(final long timeNs, final long price, final long quantity, final Taker taker) {
        final long its = intervalOf(timeNs);
        closeBefore(its);
        if (its < closedUntilNs) {
            lateTrades++;
            return;
        }
        final long bought = switch (taker) {
            case BOUGHT -> quantity;
            case SOLD -> 0;
            case UNKNOWN -> Candle.UNKNOWN;
        };
        add(new Candle(its, price, price, price, price, quantity, bought, 1));
    }

    /** Takes a candle that isn't longer than this one's timeframe, and ends at {@code endNs}. */
    public void candle(final Candle part, final long endNs) {
        final long its = intervalOf(part.openTimeNs());
        closeBefore(its);
        add(new Candle(
                its,
                part.open(),
                part.high(),
                part.low(),
                part.close(),
                part.volume(),
                part.takerBuyVolume(),
                part.tradeCount()));
        closeBefore(intervalOf(endNs));
    }

    /** Trades that came after their interval was closed. */
    public long lateTrades() {
        return lateTrades;
    }

    private long intervalOf(final long timeNs) {
        return Math.floorDiv(timeNs, timeframeNs) * timeframeNs;
    }

    private void closeBefore(final long intervalNs) {
        if (forming && openTimeNs < intervalNs) {
            forming = false;
            listener.onCandle(new Candle(openTimeNs, open, high, low, close, volume, takerBuyVolume, tradeCount));
        }
        closedUntilNs = Math.max(closedUntilNs, intervalNs);
    }

    private void add(final Candle part) {
        if (!forming) {
            begin(part);
        }
        high = Math.max(high, part.high());
        low = Math.min(low, part.low());
        close = part.close();
        volume = sum(volume, part.volume());
        takerBuyVolume = known(takerBuyVolume, part.takerBuyVolume());
        tradeCount = known(tradeCount, part.tradeCount());
    }

    private void begin(final Candle part) {
        forming = true;
        openTimeNs = part.openTimeNs();
        open = part.open();
        high = part.high();
        low = part.low();
        volume = 0;
        takerBuyVolume = 0;
        tradeCount = 0;
    }

    /** A sum that is unknown as soon as one part of it is. */
    private static long known(final long sum, final long part) {
        return sum == Candle.UNKNOWN || part == Candle.UNKNOWN ? Candle.UNKNOWN : sum(sum, part);
    }

    private static long sum(final long a, final long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }
}
