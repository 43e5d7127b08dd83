package io.ringfence.gateway.simulated;

import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.JsonFields;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.journal.event.Instrument;

/** One symbol while it is being played: what is known of it, and who listens. */
final class PlayedSymbol {
    private final Instrument instrument;
    private final MatchingModel model;
    private final Subscriptions subscriptions = new Subscriptions();
    private final Subscriptions allSymbols;
    private final DerivedStreams derived;
    private final PlayedBook book;
    private final PlayedTrade trade = new PlayedTrade();
    private final JsonFields fields = new JsonFields();
    private long bidPrice;
    private long bidQuantity;
    private long askPrice;
    private long askQuantity;

    /**
     * @param allSymbols who listens to every symbol of this kind of market
     * @param history    null: none
     * @param funding    the venue's
     */
    PlayedSymbol(
            final Instrument instrument,
            final MatchingModel model,
            final Subscriptions allSymbols,
            final PriceHistory history,
            final Funding funding) {
        this.instrument = instrument;
        this.model = model;
        this.allSymbols = allSymbols;
        this.derived = new DerivedStreams(instrument, subscriptions, history, funding);
        this.book = new PlayedBook(instrument.priceScale(), instrument.quantityScale());
    }

    Instrument instrument() {
        return instrument;
    }

    boolean isHalted() {
        return model.isHalted(instrument.id());
    }

    PlayedBook book() {
        return book;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    CandleSeries series(final String interval) {
        return derived.series(interval);
    }

    void onTrade(final Frame frame) {
        trade.read(frame, instrument);
        if (trade.isMarketTrade()) {
            model.onTrade(instrument.id(), frame.receiveTimeNs(), trade.price());
            derived.onTrade(trade, frame.receiveTimeNs());
        }
        subscriptions.deliver(StreamName.Kind.TRADE, frame);
    }

    void onQuote(final Frame frame) {
        readQuote(frame);
        model.onQuote(instrument.id(), frame.receiveTimeNs(), bidPrice, bidQuantity, askPrice, askQuantity);
        subscriptions.deliver(StreamName.Kind.BOOK_TICKER, frame);
        allSymbols.deliver(StreamName.Kind.BOOK_TICKER, frame);
    }

    void onDepth(final Frame frame) {
        book.onUpdate(frame);
        subscriptions.deliver(StreamName.Kind.DEPTH, frame);
    }

    void onSnapshot(final Frame frame) {
        book.onSnapshot(frame);
    }

    void onTime(final long timeNs) {
        derived.onTime(timeNs, bidPrice > 0 && askPrice > 0 ? bidPrice + (askPrice - bidPrice) / 2 : 0);
    }

    private void readQuote(final Frame frame) {
        fields.wrap(frame.bytes(), frame.dataOffset(), frame.dataLengthBytes());
        while (fields.next()) {
            switch (fields.shortKey()) {
                case 'b' -> bidPrice = fields.valueDecimal(instrument.priceScale());
                case 'B' -> bidQuantity = fields.valueDecimal(instrument.quantityScale());
                case 'a' -> askPrice = fields.valueDecimal(instrument.priceScale());
                case 'A' -> askQuantity = fields.valueDecimal(instrument.quantityScale());
                default -> {
                    // Not needed here.
                }
            }
        }
    }
}
