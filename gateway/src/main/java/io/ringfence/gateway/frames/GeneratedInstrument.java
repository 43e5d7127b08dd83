package io.ringfence.gateway.frames;

import io.ringfence.journal.message.MarketKind;

/**
 * One generated instrument: a price that wanders by its mood, a book around it, and the messages that tell of both.
 * Every change of the book takes an id from the counter that all instruments share; a depth message names the first and
 * last of the ids it stands for and the last of the one before, so that ids agree with those of quotes.
 */
final class GeneratedInstrument {
    private static final long DEPTH_INTERVAL_NS = 100_000_000;
    private static final long SNAPSHOT_AFTER_NS = 200_000_000;

    private final GeneratedSymbol symbol;
    private final String streamName;
    private final SeededRandom random;
    private final GeneratedBook book;
    private final UpdateIds ids;
    private final long startTimeNs;
    private Regime regime = Regime.CALM;
    private long regimeEndNs;
    private long nextTimeNs;
    private long lastStepNs;
    private double price;
    private long firstChangeId;
    private long lastChangeId;
    private long lastDepthId;
    private long lastDepthNs;
    private long tradeId;
    private boolean snapshotTold;

    GeneratedInstrument(
            final GeneratedSymbol symbol, final SeededRandom random, final UpdateIds ids, final long startTimeNs) {
        this.symbol = symbol;
        this.streamName = symbol.streamName();
        this.random = random;
        this.ids = ids;
        this.startTimeNs = startTimeNs;
        this.book = new GeneratedBook(symbol, random);
        this.price = symbol.startPrice();
        this.tradeId = random.nextBetween(1_000_000, 9_000_000);
        this.lastDepthId = ids.next();
        this.lastDepthNs = startTimeNs;
        this.lastStepNs = startTimeNs;
        this.regimeEndNs = startTimeNs + regime.drawDurationNs(random);
        this.nextTimeNs = startTimeNs + random.nextBetween(0, 50_000_000);
        changed();
    }

    long nextTimeNs() {
        return nextTimeNs;
    }

    GeneratedSymbol symbol() {
        return symbol;
    }

    /** Does what happens at {@link #nextTimeNs()} and tells it in frames. */
    void step(final ToldFrames told) {
        final long timeNs = nextTimeNs;
        move(timeNs, told);
        tellSnapshot(timeNs, told);
        if (book.hasChanges() && timeNs - lastDepthNs >= DEPTH_INTERVAL_NS) {
            tellDepth(timeNs, told);
        }
        lastStepNs = timeNs;
        schedule(timeNs, told);
    }

    private void schedule(final long timeNs, final ToldFrames told) {
        if (timeNs >= regimeEndNs) {
            regime = Regime.draw(random, price / symbol.startPrice());
            regimeEndNs = timeNs + regime.drawDurationNs(random);
        }
        if (regime.hasSteps()) {
            nextTimeNs = timeNs + regime.drawPauseNs(random);
            return;
        }
        nextTimeNs = regimeEndNs;
        if (book.hasChanges() && snapshotTold) {
            tellDepth(timeNs, told);
        }
    }

    private void move(final long timeNs, final ToldFrames told) {
        price *= 1 + regime.drawMove(random, (timeNs - lastStepNs) / 1e9);
        final long ticks = Math.round(price / symbol.tickUnits());
        final long bidPrice = Math.max(GeneratedBook.LEVELS + 1, ticks) * symbol.tickUnits();
        if (bidPrice != book.bidPrice()) {
            sweepTo(bidPrice, timeNs, told);
        } else {
            stir(timeNs, told);
        }
    }

    /** A taker takes the best level whole, and the price goes on to where it is drawn. */
    private void sweepTo(final long bidPrice, final long timeNs, final ToldFrames told) {
        final boolean up = bidPrice > book.bidPrice();
        final long at = up ? book.askPrice() : book.bidPrice();
        final long quantity = up ? book.askQuantity() : book.bidQuantity();
        tellTrade(timeNs, at, quantity, up, told);
        book.moveTo(bidPrice);
        changed();
        tellQuote(timeNs, told);
    }

    private void stir(final long timeNs, final ToldFrames told) {
        final boolean bid = random.nextUnit() < 0.5;
        final double what = random.nextUnit();
        if (what < 0.3) {
            final long at = bid ? book.bidPrice() : book.askPrice();
            final long quantity = book.takeSome(bid);
            if (quantity > 0) {
                tellTrade(timeNs, at, quantity, !bid, told);
            }
            changed();
            tellQuote(timeNs, told);
        } else if (what < 0.75) {
            book.redraw(bid, 0);
            changed();
            tellQuote(timeNs, told);
        } else {
            book.redraw(bid, (int) random.nextBetween(1, GeneratedBook.LEVELS - 1));
            changed();
        }
    }

    private void changed() {
        lastChangeId = ids.next();
        firstChangeId = firstChangeId == 0 ? lastChangeId : firstChangeId;
    }

    private void tellTrade(
            final long timeNs, final long at, final long quantity, final boolean buyerTakes, final ToldFrames told) {
        final FrameText text = told.begin().message(streamName, "@trade");
        final long timeMs = timeNs / 1_000_000;
        text.text("\"e\":\"trade\",\"E\":").number(timeMs).text(",\"T\":").number(timeMs);
        text.text(",\"s\":\"").text(symbol.symbol()).text("\",\"t\":").number(++tradeId);
        text.text(",\"p\":").decimal(at, symbol.priceDecimals());
        text.text(",\"q\":").decimal(quantity, symbol.quantityDecimals());
        text.text(",\"X\":\"MARKET\",\"m\":").text(buyerTakes ? "false" : "true");
        finish(text, true, FrameKind.TRADE, timeNs, told);
    }

    private void tellQuote(final long timeNs, final ToldFrames told) {
        final FrameText text = told.begin().message(streamName, "@bookTicker");
        final long timeMs = timeNs / 1_000_000;
        text.text("\"e\":\"bookTicker\",\"u\":").number(lastChangeId);
        text.text(",\"s\":\"").text(symbol.symbol()).text("\",\"b\":").decimal(book.bidPrice(), symbol.priceDecimals());
        text.text(",\"B\":").decimal(book.bidQuantity(), symbol.quantityDecimals());
        text.text(",\"a\":").decimal(book.askPrice(), symbol.priceDecimals());
        text.text(",\"A\":").decimal(book.askQuantity(), symbol.quantityDecimals());
        text.text(",\"T\":").number(timeMs).text(",\"E\":").number(timeMs);
        finish(text, true, FrameKind.BOOK_TICKER, timeNs, told);
    }

    private void tellDepth(final long timeNs, final ToldFrames told) {
        final FrameText text = told.begin().message(streamName, "@depth@0ms");
        final long timeMs = timeNs / 1_000_000;
        text.text("\"e\":\"depthUpdate\",\"E\":").number(timeMs).text(",\"T\":").number(timeMs);
        text.text(",\"s\":\"").text(symbol.symbol()).text("\",\"U\":").number(firstChangeId);
        text.text(",\"u\":").number(lastChangeId).text(",\"pu\":").number(lastDepthId);
        levels(text.text(",\"b\":"), true, book.changed(true));
        levels(text.text(",\"a\":"), false, book.changed(false));
        finish(text, true, FrameKind.DEPTH, timeNs, told);
        lastDepthId = lastChangeId;
        lastDepthNs = timeNs;
        firstChangeId = 0;
        book.forgetChanges();
    }

    /** Told while changes wait for their depth message, so that the snapshot's id lies within that message's ids. */
    private void tellSnapshot(final long timeNs, final ToldFrames told) {
        if (snapshotTold || timeNs - startTimeNs < SNAPSHOT_AFTER_NS || !book.hasChanges()) {
            return;
        }
        snapshotTold = true;
        final long timeMs = timeNs / 1_000_000;
        final FrameText text = told.begin().snapshot();
        text.text("\"lastUpdateId\":").number(lastChangeId);
        text.text(",\"E\":").number(timeMs).text(",\"T\":").number(timeMs);
        levels(text.text(",\"bids\":"), true, book.prices(true));
        levels(text.text(",\"asks\":"), false, book.prices(false));
        finish(text, false, FrameKind.SNAPSHOT, timeNs, told);
    }

    private void levels(final FrameText text, final boolean bid, final long[] prices) {
        text.text("[");
        for (int i = 0; i < prices.length; i++) {
            text.text(i == 0 ? "[" : ",[").decimal(prices[i], symbol.priceDecimals());
            text.text(",")
                    .decimal(book.quantity(bid, prices[i]), symbol.quantityDecimals())
                    .text("]");
        }
        text.text("]");
    }

    private void finish(
            final FrameText text,
            final boolean message,
            final FrameKind kind,
            final long timeNs,
            final ToldFrames told) {
        final Frame frame = text.end(message);
        frame.wrap(text.bytes(), 0, text.length(), timeNs);
        frame.describe(kind, MarketKind.USDM, symbol.symbol());
        told.add(text);
    }
}
