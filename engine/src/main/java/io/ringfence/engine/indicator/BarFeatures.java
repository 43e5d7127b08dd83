package io.ringfence.engine.indicator;

import io.ringfence.engine.config.IndicatorPlan;
import io.ringfence.engine.feature.Bar;
import io.ringfence.engine.feature.BookView;
import io.ringfence.engine.feature.FeatureSet;
import io.ringfence.engine.stage.IndicatorRow;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.List;

/**
 * What is computed of every instrument's bars: a set of features per timeframe, each once however many want it. Declared values go
 * into the slot's row: those of a closed bar with the bar; live ones, which count the forming candle as if it closed now, with
 * every trade, quote or book update that can change them. Owned by {@code indicators}; O(1) per update; allocates nothing.
 */
final class BarFeatures {
    private static final long MS = 1_000_000L;

    /** The columns of the standard values, see {@link IndicatorPlan#standardColumns}. */
    static final int EMA_FAST = 0;

    static final int EMA_SLOW = 1;
    static final int ATR = 2;
    static final int RSI = 3;

    private final Candles candles;
    private final FeatureSet[] sets;
    private final int[] offsets;
    private final int[][] standard;
    private final Declared[] closed;
    private final Declared[] live;
    private final FeatureCells cells;
    private final Bar bar = new Bar();
    private final boolean quotes;
    private final boolean books;
    private final boolean references;

    /** Declared values of one timeframe: the columns they are of, and their places. */
    private record Declared(int[] columns, int[] features, int[] within, int[] places) {
        static Declared of(final FeatureSet set, final List<IndicatorPlan.Placed> placed) {
            final List<String> names = set.columnNames();
            final int[] columns = placed.stream()
                    .mapToInt(one -> names.indexOf(one.columnName()))
                    .toArray();
            final int[] features = new int[columns.length];
            final int[] within = new int[columns.length];
            final int[] places = new int[columns.length];
            for (int i = 0; i < columns.length; i++) {
                features[i] = set.featureOf(columns[i]);
                within[i] = set.columnWithin(columns[i]);
                places[i] = placed.get(i).place();
            }
            return new Declared(columns, features, within, places);
        }
    }

    BarFeatures(final IndicatorPlan plan, final Candles candles, final int maxInstruments) {
        this.candles = candles;
        final int timeframes = plan.timeframes();
        sets = new FeatureSet[timeframes];
        offsets = new int[timeframes];
        standard = new int[timeframes][];
        closed = new Declared[timeframes];
        live = new Declared[timeframes];
        int stride = 0;
        boolean takeQuotes = false;
        boolean takeBooks = false;
        boolean takeReferences = false;
        for (int i = 0; i < timeframes; i++) {
            sets[i] = plan.set(i);
            offsets[i] = stride;
            stride += sets[i].stateLength();
            standard[i] = plan.standardColumns(i);
            closed[i] = Declared.of(sets[i], plan.closed(i));
            live[i] = Declared.of(sets[i], plan.live(i));
            takeQuotes |= sets[i].listensToQuotes();
            takeBooks |= sets[i].listensToBook();
            takeReferences |= sets[i].listensToReference();
        }
        quotes = takeQuotes;
        books = takeBooks;
        references = takeReferences;
        cells = new FeatureCells(maxInstruments, stride);
    }

    /** Whether {@link #quote} has anything to do. */
    boolean takesQuotes() {
        return quotes;
    }

    /** Whether {@link #book} has anything to do. */
    boolean takesBooks() {
        return books;
    }

    /** Whether any feature compares with a reference instrument. */
    boolean takesReferences() {
        return references;
    }

    /**
     * Takes the candle that has just closed, and puts its declared values.
     *
     * @param reference the reference instrument's latest price, 0 while there is none
     */
    void close(final int instrument, final int timeframe, final long reference, final IndicatorRow row) {
        final FeatureSet set = sets[timeframe];
        final int at = cells.change(instrument) + offsets[timeframe];
        if (references && reference > 0) {
            set.onReference(cells.cells(), at, reference);
        }
        set.onBar(cells.cells(), at, candle(instrument, timeframe));
        put(set, at, closed[timeframe], row);
        put(set, at, live[timeframe], row);
    }

    /** Takes a closed candle that wasn't built here; its declared values are put if {@code row} isn't null. */
    void closed(final int instrument, final int timeframe, final Bar past, final IndicatorRow row) {
        final FeatureSet set = sets[timeframe];
        final int at = cells.change(instrument) + offsets[timeframe];
        set.onBar(cells.cells(), at, past);
        if (row != null) {
            put(set, at, closed[timeframe], row);
            put(set, at, live[timeframe], row);
        }
    }

    private void put(final FeatureSet set, final int at, final Declared declared, final IndicatorRow row) {
        for (int i = 0; i < declared.columns.length; i++) {
            row.put(declared.places[i], valueOrNotReady(set, at, declared.columns[i]));
        }
    }

    private double valueOrNotReady(final FeatureSet set, final int at, final int column) {
        return set.isReady(cells.cells(), at, column) ? set.value(cells.cells(), at, column) : IndicatorRow.NOT_READY;
    }

    /** The value at the last close of a standard column, or {@link IndicatorRow#NOT_READY}. */
    double standard(final int instrument, final int timeframe, final int which) {
        return valueOrNotReady(sets[timeframe], cells.at(instrument) + offsets[timeframe], standard[timeframe][which]);
    }

    /** Takes a trade, after what it closes was closed. */
    void trade(final int instrument, final long price, final long quantity, final boolean takerBuys) {
        final int at = cells.change(instrument);
        for (int i = 0; i < sets.length; i++) {
            sets[i].onTrade(cells.cells(), at + offsets[i], price, quantity, takerBuys);
        }
    }

    /** Takes the best bid and ask; a price of 0 is an empty side. */
    void quote(final int instrument, final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        final int at = cells.change(instrument);
        for (int i = 0; i < sets.length; i++) {
            sets[i].onQuote(cells.cells(), at + offsets[i], bid, bidQuantity, ask, askQuantity);
        }
    }

    /** Takes the depth book after an update. */
    void book(final int instrument, final BookView book) {
        final int at = cells.change(instrument);
        for (int i = 0; i < sets.length; i++) {
            sets[i].onBook(cells.cells(), at + offsets[i], book);
        }
    }

    /** Puts the live values that a trade can change: all but those of quotes and book alone. */
    void putLiveAfterTrade(final int instrument, final IndicatorRow row) {
        for (int i = 0; i < sets.length; i++) {
            for (int declared = 0; declared < live[i].columns.length; declared++) {
                putLive(instrument, i, declared, row);
            }
        }
    }

    /** Puts the live values that a quote can change. */
    void putLiveAfterQuote(final int instrument, final IndicatorRow row) {
        for (int i = 0; i < sets.length; i++) {
            for (int declared = 0; declared < live[i].columns.length; declared++) {
                if (sets[i].listensToQuotes(live[i].features[declared])) {
                    putLive(instrument, i, declared, row);
                }
            }
        }
    }

    /** Puts the live values that the book can change. */
    void putLiveAfterBook(final int instrument, final IndicatorRow row) {
        for (int i = 0; i < sets.length; i++) {
            for (int declared = 0; declared < live[i].columns.length; declared++) {
                if (sets[i].listensToBook(live[i].features[declared])) {
                    putLive(instrument, i, declared, row);
                }
            }
        }
    }

    private void putLive(final int instrument, final int timeframe, final int declared, final IndicatorRow row) {
        final FeatureSet set = sets[timeframe];
        final Declared wanted = live[timeframe];
        final int feature = wanted.features[declared];
        if (declared == 0 || wanted.features[declared - 1] != feature) {
            set.live(cells.cells(), cells.at(instrument) + offsets[timeframe], forming(instrument, timeframe), feature);
        }
        final int within = wanted.within[declared];
        row.put(
                wanted.places[declared],
                set.isLiveReady(feature, within) ? set.liveValue(feature, within) : IndicatorRow.NOT_READY);
    }

    /** The candle as it stands; without one, a bar in which nothing has happened since the last close. */
    private Bar forming(final int instrument, final int timeframe) {
        if (candles.isForming(instrument, timeframe)) {
            return candle(instrument, timeframe);
        }
        final long close = candles.close(instrument, timeframe);
        final long openTimeNs = candles.openTimeNs(instrument, timeframe) + candles.timeframeNs(timeframe);
        return bar.set(openTimeNs / MS, close, close, close, close, 0).flow(0, 0);
    }

    private Bar candle(final int instrument, final int timeframe) {
        return bar.set(
                        candles.openTimeNs(instrument, timeframe) / MS,
                        candles.open(instrument, timeframe),
                        candles.high(instrument, timeframe),
                        candles.low(instrument, timeframe),
                        candles.close(instrument, timeframe),
                        candles.volume(instrument, timeframe))
                .flow(candles.takerBuyVolume(instrument, timeframe), candles.tradeCount(instrument, timeframe));
    }

    long stateBytes(final int highestInstrument) {
        return cells.stateBytes(highestInstrument);
    }

    void save(final StateWriter state, final int highestInstrument) {
        cells.save(state, highestInstrument);
    }

    boolean saveMore() {
        return cells.saveMore();
    }

    void load(final StateReader state, final int highestInstrument) {
        cells.load(state, highestInstrument);
    }
}
