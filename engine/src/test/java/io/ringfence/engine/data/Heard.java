package io.ringfence.engine.data;

import io.ringfence.engine.feature.BookView;
import java.util.ArrayList;
import java.util.List;

/** Collects what a file tells, as text that is easily compared. */
class Heard implements MarketListener {
    private final List<String> lines = new ArrayList<>();
    private final List<Candle> candles = new ArrayList<>();
    private int books;
    private BookView book;

    static Heard of(final MarketData data) {
        final Heard heard = new Heard();
        data.read(heard);
        return heard;
    }

    List<String> lines() {
        return lines;
    }

    List<Candle> candles() {
        return candles;
    }

    int books() {
        return books;
    }

    BookView book() {
        return book;
    }

    @Override
    public void onCandle(final Candle candle, final long endNs) {
        candles.add(candle);
        lines.add("candle " + candle.openTimeNs() + " " + candle.open() + " " + candle.high() + " " + candle.low() + " "
                + candle.close() + " " + candle.volume() + " " + candle.takerBuyVolume() + " " + candle.tradeCount());
    }

    @Override
    public void onTrade(final long timeNs, final long price, final long quantity, final Taker taker) {
        lines.add("trade " + timeNs + " " + price + " " + quantity + " " + taker);
    }

    @Override
    public void onQuote(final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        lines.add("quote " + bid + " " + bidQuantity + " " + ask + " " + askQuantity);
    }

    @Override
    public void onBook(final BookView newBook) {
        books++;
        book = newBook;
    }
}
