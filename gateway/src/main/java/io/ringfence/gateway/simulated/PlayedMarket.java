package io.ringfence.gateway.simulated;

import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameException;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All symbols and the market clock. A frame goes to the matching model first, then to who subscribed to it. Owned by the
 * venue's event loop, but for {@link #timeNs()}.
 */
final class PlayedMarket {
    private final List<PlayedSymbol> symbols = new ArrayList<>();
    private final Map<MarketKind, Map<String, PlayedSymbol>> symbolsByKind = new EnumMap<>(MarketKind.class);
    private final Map<MarketKind, Subscriptions> allSymbolsByKind = new EnumMap<>(MarketKind.class);
    private final MatchingModel model;
    private final VenueCounters counters;
    private final WaitingDepth waitingDepth;
    private final Funding funding = new Funding();
    private volatile long timeNs;

    PlayedMarket(
            final List<FramedSymbol> framed,
            final long startTimeNs,
            final MatchingModel model,
            final VenueCounters counters) {
        this.model = model;
        this.counters = counters;
        this.waitingDepth = new WaitingDepth();
        this.timeNs = startTimeNs;
        model.advanceTo(startTimeNs);
        framed.forEach(this::list);
    }

    private void list(final FramedSymbol framed) {
        final Subscriptions all = allSymbolsByKind.computeIfAbsent(framed.kind(), ignored -> new Subscriptions());
        final Instrument instrument = ListedSymbol.of(framed, symbols.size() + 1);
        final PlayedSymbol symbol = new PlayedSymbol(instrument, model, all, history(framed, instrument), funding);
        symbols.add(symbol);
        symbolsByKind.computeIfAbsent(framed.kind(), ignored -> new HashMap<>()).put(framed.symbol(), symbol);
        model.define(symbol.instrument());
    }

    private PriceHistory history(final FramedSymbol framed, final Instrument instrument) {
        return framed.firstPrice() == FramedSymbol.UNKNOWN_PRICE
                ? null
                : new PriceHistory(instrument, framed.firstPrice(), timeNs / 1_000_000);
    }

    /** The market clock: ns since 1970. Any thread. */
    long timeNs() {
        return timeNs;
    }

    /** In the order of their ids. */
    List<PlayedSymbol> symbols(final MarketKind kind) {
        return symbols.stream()
                .filter(symbol -> symbol.instrument().kind() == kind)
                .toList();
    }

    PlayedSymbol symbol(final int instrument) {
        return symbols.get(instrument - 1);
    }

    PlayedSymbol require(final MarketKind kind, final String name) throws VenueRefusal {
        final PlayedSymbol symbol = symbolsByKind.getOrDefault(kind, Map.of()).get(name);
        if (symbol == null) {
            throw VenueRefusal.unknownSymbol();
        }
        return symbol;
    }

    WaitingDepth waitingDepth() {
        return waitingDepth;
    }

    /** Lets the market clock go on to {@code newTimeNs} without a frame. */
    void advanceTo(final long newTimeNs) {
        timeNs = newTimeNs;
        model.advanceTo(newTimeNs);
        for (int i = 0; i < symbols.size(); i++) {
            symbols.get(i).onTime(newTimeNs);
        }
        if (funding.isDue(newTimeNs)) {
            symbols(MarketKind.USDM)
                    .forEach(symbol -> model.fund(symbol.instrument().id(), funding.rate()));
        }
    }

    Funding funding() {
        return funding;
    }

    /** Lets requests on their way take effect, for market time stands still from now on. */
    void settle() {
        model.settle();
    }

    /**
     * Plays a frame.
     *
     * @throws FrameException naming the frame's place
     */
    void play(final Frame frame) {
        timeNs = frame.receiveTimeNs();
        model.advanceTo(timeNs);
        final PlayedSymbol symbol = frame.symbol() == null
                ? null
                : symbolsByKind.get(frame.market()).get(frame.symbol());
        if (symbol == null) {
            counters.framesIgnored++;
            return;
        }
        try {
            play(frame, symbol);
        } catch (final FrameException e) {
            throw new FrameException(frame.place() + ": " + e.getMessage(), e);
        }
    }

    private void play(final Frame frame, final PlayedSymbol symbol) {
        switch (frame.kind()) {
            case TRADE -> {
                counters.tradesPlayed++;
                symbol.onTrade(frame);
            }
            case BOOK_TICKER -> {
                counters.quotesPlayed++;
                symbol.onQuote(frame);
            }
            case DEPTH -> {
                counters.depthsPlayed++;
                symbol.onDepth(frame);
            }
            case SNAPSHOT -> {
                counters.snapshotsPlayed++;
                symbol.onSnapshot(frame);
                waitingDepth.answer(symbol);
            }
            default -> counters.framesIgnored++;
        }
    }

    /** Un-routed paths belong to spot if any spot symbol is played. */
    void subscribe(final StreamSession session, final StreamName name, final StreamAddress.Route route) {
        final MarketKind kind = kindOf(route);
        final Subscriptions subscriptions = subscriptions(kind, name);
        if (subscriptions != null && route.delivers(name.kind(), kind)) {
            subscriptions.add(session, name);
        }
    }

    void unsubscribe(final StreamSession session, final StreamName name) {
        for (final MarketKind kind : symbolsByKind.keySet()) {
            final Subscriptions subscriptions = subscriptions(kind, name);
            if (subscriptions != null) {
                subscriptions.remove(session, name);
            }
        }
    }

    private MarketKind kindOf(final StreamAddress.Route route) {
        final boolean spot = route == StreamAddress.Route.UNROUTED && symbolsByKind.containsKey(MarketKind.SPOT);
        return spot ? MarketKind.SPOT : MarketKind.USDM;
    }

    /** Null if there is nothing of that name. */
    private Subscriptions subscriptions(final MarketKind kind, final StreamName name) {
        if (name.symbol().equals(StreamName.ALL)) {
            return allSymbolsByKind.get(kind);
        }
        final PlayedSymbol symbol = symbolsByKind.getOrDefault(kind, Map.of()).get(name.symbol());
        return symbol == null ? null : symbol.subscriptions();
    }
}
