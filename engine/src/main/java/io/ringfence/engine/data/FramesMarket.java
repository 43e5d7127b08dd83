package io.ringfence.engine.data;

import io.ringfence.engine.indicator.DepthBook;
import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameException;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.frames.FramesFile;
import io.ringfence.gateway.frames.JsonFields;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** One symbol of a frames file: its trades, best bids and asks, and depth. */
final class FramesMarket implements MarketData {
    private static final int BOOK_LEVELS = 1_000;
    private static final long MS = 1_000_000L;

    private final Path path;
    private final FramedSymbol symbol;
    private final JsonFields fields = new JsonFields();

    private FramesMarket(final Path path, final FramedSymbol symbol) {
        this.path = path;
        this.symbol = symbol;
    }

    /**
     * @param name the symbol, in any case; null if the file is about one alone
     * @throws DataException if there is no such symbol, or several and none is named
     */
    static FramesMarket open(final Path path, final String name) {
        try (FramesFile file = FramesFile.open(path)) {
            return new FramesMarket(path, chosen(path, file.symbols(), name));
        } catch (final FrameException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    @Override
    public int priceScale() {
        return symbol.priceDecimals();
    }

    @Override
    public int quantityScale() {
        return symbol.quantityDecimals();
    }

    @Override
    public void requireTimeframe(final long timeframeNs) {
        // Trades make candles of any length.
    }

    @Override
    public void read(final MarketListener listener) {
        final Book book = new Book();
        try (FramesFile file = FramesFile.open(path)) {
            for (Frame frame = file.next(); frame != null; frame = file.next()) {
                if (symbol.symbol().equals(frame.symbol())) {
                    read(frame, book, listener);
                }
            }
        } catch (final FrameException e) {
            throw new DataException(e.getMessage(), e);
        }
    }

    private void read(final Frame frame, final Book book, final MarketListener listener) {
        try {
            fields.wrap(frame.bytes(), frame.dataOffset(), frame.dataLengthBytes());
            switch (frame.kind()) {
                case TRADE -> trade(listener);
                case BOOK_TICKER -> quote(listener);
                case DEPTH -> depth(book, listener);
                case SNAPSHOT -> snapshot(book, listener);
                default -> {}
            }
        } catch (final FrameException e) {
            throw new FrameException(frame.place() + ": " + e.getMessage(), e);
        }
    }

    private void trade(final MarketListener listener) {
        long timeMs = 0;
        long price = 0;
        long quantity = 0;
        Taker taker = Taker.UNKNOWN;
        while (fields.next()) {
            switch (fields.shortKey()) {
                case 'T' -> timeMs = fields.valueLong();
                case 'p' -> price = fields.valueDecimal(symbol.priceDecimals());
                case 'q' -> quantity = fields.valueDecimal(symbol.quantityDecimals());
                case 'm' -> taker = fields.valueIs("true") ? Taker.SOLD : Taker.BOUGHT;
                default -> {}
            }
        }
        listener.onTrade(timeMs * MS, price, quantity, taker);
    }

    private void quote(final MarketListener listener) {
        long bid = 0;
        long bidQuantity = 0;
        long ask = 0;
        long askQuantity = 0;
        while (fields.next()) {
            switch (fields.shortKey()) {
                case 'b' -> bid = fields.valueDecimal(symbol.priceDecimals());
                case 'B' -> bidQuantity = fields.valueDecimal(symbol.quantityDecimals());
                case 'a' -> ask = fields.valueDecimal(symbol.priceDecimals());
                case 'A' -> askQuantity = fields.valueDecimal(symbol.quantityDecimals());
                default -> {}
            }
        }
        listener.onQuote(bid, bidQuantity, ask, askQuantity);
    }

    private void depth(final Book book, final MarketListener listener) {
        book.depth.beginDelta();
        while (fields.next()) {
            switch (fields.shortKey()) {
                case 'u' -> book.update(fields.valueLong());
                case 'b' -> levels(book, true);
                case 'a' -> levels(book, false);
                default -> {}
            }
        }
        book.end();
        listener.onBook(book.depth);
    }

    private void snapshot(final Book book, final MarketListener listener) {
        book.depth.beginSnapshot();
        while (fields.next()) {
            if (fields.keyIs("lastUpdateId")) {
                book.snapshot(fields.valueLong());
            } else if (fields.keyIs("bids")) {
                levels(book, true);
            } else if (fields.keyIs("asks")) {
                levels(book, false);
            }
        }
        book.end();
        listener.onBook(book.depth);
    }

    private void levels(final Book book, final boolean bid) {
        fields.valueLevels(
                symbol.priceDecimals(), symbol.quantityDecimals(), (price, quantity) -> book.set(bid, price, quantity));
    }

    private static FramedSymbol chosen(final Path path, final List<FramedSymbol> symbols, final String name) {
        final List<FramedSymbol> matching = symbols.stream()
                .filter(symbol -> name == null || symbol.symbol().equalsIgnoreCase(name))
                .toList();
        if (matching.size() == 1) {
            return matching.get(0);
        }
        final String there = symbols.stream().map(FramedSymbol::symbol).collect(Collectors.joining(", "));
        throw new DataException(path + ": "
                + (name == null ? "it is about several symbols, name one: " : "there is no symbol " + name + ": ")
                + there);
    }

    /** The depth book as the file tells it. Updates that a snapshot already holds are left out. */
    private static final class Book {
        private final DepthBook depth = new DepthBook(BOOK_LEVELS);
        private long snapshotId;
        private long lastUpdateId;
        private boolean isNews;

        private void snapshot(final long id) {
            snapshotId = id;
            lastUpdateId = id;
            isNews = true;
        }

        private void update(final long id) {
            lastUpdateId = id;
            isNews = id > snapshotId;
        }

        private void set(final boolean bid, final long price, final long quantity) {
            if (isNews) {
                depth.set(bid, price, quantity);
            }
        }

        private void end() {
            depth.end(lastUpdateId);
        }
    }
}
