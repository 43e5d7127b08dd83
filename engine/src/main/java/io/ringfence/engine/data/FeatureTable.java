package io.ringfence.engine.data;

import io.ringfence.engine.feature.Bar;
import io.ringfence.engine.feature.BookView;
import io.ringfence.engine.feature.FeatureSet;
import io.ringfence.engine.feature.Unit;
import io.ringfence.engine.indicator.Candles;
import io.ringfence.journal.number.Decimals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Instant;

/**
 * Writes a table of features as CSV: a row per closed candle with its time (ISO, UTC), prices, volume and number of trades,
 * then a column per value, empty while it isn't ready. Prices and quantities as decimals.
 */
public final class FeatureTable implements MarketListener {
    private static final String CANDLE_COLUMNS = "time,open,high,low,close,volume,trades";
    private static final long MS = 1_000_000L;
    private static final int SERIES = 0;

    private final MarketData data;
    private final FeatureSet features;
    private final double[] state;
    private final double[] scales;
    private final Candles candles;
    private final Writer out;
    private final Bar bar = new Bar();
    private final StringBuilder row = new StringBuilder();
    private long rows;

    public FeatureTable(final MarketData data, final FeatureSet features, final long timeframeNs, final Writer out) {
        this.data = data;
        this.features = features;
        this.out = out;
        state = new double[features.stateLength()];
        scales = features.columns().stream()
                .mapToDouble(column -> Math.pow(10, decimals(column.unit())))
                .toArray();
        candles = new Candles(SERIES, new long[] {timeframeNs}, Long.MAX_VALUE, (series, timeframe) -> closed());
    }

    /**
     * Reads all of the data and writes all of the table.
     *
     * @return how many rows below the header
     * @throws UncheckedIOException if it can't be written
     */
    public long write() {
        row.append(CANDLE_COLUMNS);
        features.columnNames().forEach(name -> row.append(',').append(name));
        endRow();
        data.read(this);
        return rows;
    }

    /** Trades that no candle holds because theirs was closed already. */
    public long lateTrades() {
        return candles.lateTrades();
    }

    @Override
    public void onCandle(final Candle candle, final long endNs) {
        candle.addTo(candles, SERIES, endNs);
    }

    @Override
    public void onTrade(final long timeNs, final long price, final long quantity, final Taker taker) {
        candles.advance(SERIES, timeNs);
        candles.trade(SERIES, timeNs, price, quantity, taker.bought(quantity));
        if (taker != Taker.UNKNOWN) {
            features.onTrade(state, 0, price, quantity, taker == Taker.BOUGHT);
        }
    }

    @Override
    public void onQuote(final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        features.onQuote(state, 0, bid, bidQuantity, ask, askQuantity);
    }

    @Override
    public void onBook(final BookView book) {
        features.onBook(state, 0, book);
    }

    private void closed() {
        bar.set(
                        candles.openTimeNs(SERIES, 0) / MS,
                        candles.open(SERIES, 0),
                        candles.high(SERIES, 0),
                        candles.low(SERIES, 0),
                        candles.close(SERIES, 0),
                        candles.volume(SERIES, 0))
                .flow(candles.takerBuyVolume(SERIES, 0), candles.tradeCount(SERIES, 0));
        features.onBar(state, 0, bar);
        appendCandle();
        for (int column = 0; column < scales.length; column++) {
            row.append(',');
            if (features.isReady(state, 0, column)) {
                row.append(features.value(state, 0, column) / scales[column]);
            }
        }
        endRow();
        rows++;
    }

    private void appendCandle() {
        row.append(Instant.ofEpochMilli(candles.openTimeNs(SERIES, 0) / MS)).append(',');
        row.append(price(candles.open(SERIES, 0))).append(',');
        row.append(price(candles.high(SERIES, 0))).append(',');
        row.append(price(candles.low(SERIES, 0))).append(',');
        row.append(price(candles.close(SERIES, 0))).append(',');
        row.append(Decimals.format(candles.volume(SERIES, 0), data.quantityScale()))
                .append(',');
        if (candles.tradeCount(SERIES, 0) != Candles.UNKNOWN) {
            row.append(candles.tradeCount(SERIES, 0));
        }
    }

    private String price(final long mantissa) {
        return Decimals.format(mantissa, data.priceScale());
    }

    private int decimals(final Unit unit) {
        return switch (unit) {
            case PRICE -> data.priceScale();
            case QUANTITY -> data.quantityScale();
            case VALUE -> data.priceScale() + data.quantityScale();
            case PLAIN -> 0;
        };
    }

    private void endRow() {
        try {
            out.append(row.append('\n'));
            row.setLength(0);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
