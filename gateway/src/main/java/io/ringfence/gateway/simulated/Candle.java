package io.ringfence.gateway.simulated;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.number.Money;

/** One candle made of played trades; prices and quantities in the instrument's units, quote volume as money. */
final class Candle {
    private final long openTimeMs;
    private long open;
    private long high;
    private long low;
    private long close;
    private long volume;
    private long quoteVolume;
    private long takerBuyVolume;
    private long takerBuyQuoteVolume;
    private long firstTradeId = -1;
    private long lastTradeId = -1;
    private long trades;

    /** Without trades: all prices are that of the last trade before it. */
    Candle(final long openTimeMs, final long price) {
        this.openTimeMs = openTimeMs;
        this.open = price;
        this.high = price;
        this.low = price;
        this.close = price;
    }

    void add(final Instrument instrument, final PlayedTrade trade) {
        open = trades == 0 ? trade.price() : open;
        high = trades == 0 ? trade.price() : Math.max(high, trade.price());
        low = trades == 0 ? trade.price() : Math.min(low, trade.price());
        close = trade.price();
        final long notional =
                Money.notional(trade.price(), trade.quantity(), instrument.priceScale(), instrument.quantityScale());
        volume += trade.quantity();
        quoteVolume += notional;
        if (!trade.buyerIsMaker()) {
            takerBuyVolume += trade.quantity();
            takerBuyQuoteVolume += notional;
        }
        firstTradeId = trades == 0 ? trade.id() : firstTradeId;
        lastTradeId = trade.id();
        trades++;
    }

    /** Adds a stretch behind what it holds, itself whole; a stretch without trades changes nothing. */
    void add(final Candle next) {
        if (next.trades == 0) {
            return;
        }
        open = trades == 0 ? next.open : open;
        high = trades == 0 ? next.high : Math.max(high, next.high);
        low = trades == 0 ? next.low : Math.min(low, next.low);
        close = next.close;
        volume += next.volume;
        quoteVolume += next.quoteVolume;
        takerBuyVolume += next.takerBuyVolume;
        takerBuyQuoteVolume += next.takerBuyQuoteVolume;
        trades += next.trades;
    }

    /** Makes it what was traded in it; only while it holds nothing. */
    Candle of(
            final long openPrice,
            final long highPrice,
            final long lowPrice,
            final long closePrice,
            final long tradeCount) {
        open = openPrice;
        high = highPrice;
        low = lowPrice;
        close = closePrice;
        trades = tradeCount;
        return this;
    }

    /** With {@link #of}: quantities in the instrument's units, what they are worth as money. */
    Candle flow(final long quantity, final long takerBuyQuantity, final long worth, final long takerBuyWorth) {
        volume = quantity;
        takerBuyVolume = takerBuyQuantity;
        quoteVolume = worth;
        takerBuyQuoteVolume = takerBuyWorth;
        return this;
    }

    long openTimeMs() {
        return openTimeMs;
    }

    long open() {
        return open;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    long close() {
        return close;
    }

    long volume() {
        return volume;
    }

    long quoteVolume() {
        return quoteVolume;
    }

    long takerBuyVolume() {
        return takerBuyVolume;
    }

    long takerBuyQuoteVolume() {
        return takerBuyQuoteVolume;
    }

    long firstTradeId() {
        return firstTradeId;
    }

    long lastTradeId() {
        return lastTradeId;
    }

    long trades() {
        return trades;
    }
}
