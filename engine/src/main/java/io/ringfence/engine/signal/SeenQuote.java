package io.ringfence.engine.signal;

import io.ringfence.engine.strategy.Quote;
import io.ringfence.journal.message.QuoteDecoder;

/** A view of a {@code Quote}, filled anew for every one. */
final class SeenQuote implements Quote {
    private long bid;
    private long bidQuantity;
    private long ask;
    private long askQuantity;

    void take(final QuoteDecoder quote) {
        bid = quote.bidPrice();
        bidQuantity = quote.bidQuantity();
        ask = quote.askPrice();
        askQuantity = quote.askQuantity();
    }

    @Override
    public long bid() {
        return bid;
    }

    @Override
    public long bidQuantity() {
        return bidQuantity;
    }

    @Override
    public long ask() {
        return ask;
    }

    @Override
    public long askQuantity() {
        return askQuantity;
    }
}
