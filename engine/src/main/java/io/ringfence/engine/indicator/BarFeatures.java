package io.ringfence.engine.indicator;

import io.ringfence.engine.config.IndicatorPlan;
import io.ringfence.engine.feature.Bar;
import io.ringfence.engine.feature.BookView;
import io.ringfence.engine.feature.FeatureSet;
import io.ringfence.engine.stage.IndicatorRow;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What is computed of every instrument's bars: a set of features per timeframe, each once however many want it. Declared values go
 * into the slot's row: those of a closed bar with the bar; live ones, which count the forming candle as if it closed now, with
 * every trade, quote or book update that can change them. Owned by {@code indicators}; O(1) per update; allocates nothing.
 */
final class BarFeatures {
    /** The reader of an instrument that has none. */
    static final int NOBODY = -1;

    /** The columns of the standard values, see {@link IndicatorPlan#standardColumns}. */
    static final int EMA_FAST = 0;

    static final int EMA_SLOW = 1;
    static final int ATR = 2;
    static final int RSI = 3;

    private static final long MS = 1_000_000L;
    private static final int NONE = -1;

    private final Candles candles;
    private final FeatureSet[] sets;
    private final int[] offsets;
    private final int[][] standard;
    private final Declared[][] closed;
    private final Live[][] live;
    private final boolean[] anyLive;
    private final FeatureCells cells;
    private final Bar bar = new Bar();
    private final boolean quotes;
    private final boolean books;
    private final boolean references;

    /** What a reader wants of one timeframe: the columns, and their places. */
    private record Declared(
            int[] features, int[] within, int[] places, long[] marks, int[] readyCells, long[] readyBits, int[] cells) {
        static Declared of(final FeatureSet set, final List<IndicatorPlan.Placed> placed) {
            final List<String> names = set.columnNames();
            final int[] columns = placed.stream()
                    .mapToInt(one -> names.indexOf(one.columnName()))
                    .toArray();
            final int[] features = new int[columns.length];
            final int[] within = new int[columns.length];
            final int[] places = new int[columns.length];
            final long[] marks = new long[IndicatorRow.PLACES / Long.SIZE];
            final int[] readyCells = new int[columns.length];
            final long[] readyBits = new long[columns.length];
            final int[] cells = new int[columns.length];
            for (int i = 0; i < columns.length; i++) {
                readyCells[i] = set.readyCell(columns[i]);
                readyBits[i] = 1L << set.columnWithin(columns[i]);
                cells[i] = set.valueCell(columns[i]);
                features[i] = set.featureOf(columns[i]);
                within[i] = set.columnWithin(columns[i]);
                places[i] = placed.get(i).place();
                marks[places[i] / Long.SIZE] |= 1L << places[i];
            }
            return new Declared(features, within, places, marks, readyCells, readyBits, cells);
        }
    }

    /** What a reader wants with the forming candle of one timeframe: all of it, and which of that an event can change. */
    private record Live(Declared all, Changed byTrade, Changed byQuote, Changed byBook) {
        static Live of(final FeatureSet set, final List<IndicatorPlan.Placed> placed) {
            final Declared all = Declared.of(set, placed);
            return new Live(
                    all,
                    Changed.of(set, all, feature -> set.readsBars(feature) || set.listensToTrades(feature)),
                    Changed.of(set, all, set::listensToQuotes),
                    Changed.of(set, all, set::listensToBook));
        }
    }

    /**
     * Some of the declared values.
     *
     * @param which     by their place among the declared
     * @param readsBars whether any of them follows from the forming candle
     */
    private record Changed(int[] which, boolean readsBars) {
        static Changed of(final FeatureSet set, final Declared all, final IntPredicate isChanged) {
            final int[] which = IntStream.range(0, all.features.length)
                    .filter(one -> isChanged.test(all.features[one]))
                    .toArray();
            return new Changed(which, IntStream.of(which).anyMatch(one -> set.readsBars(all.features[one])));
        }
    }

    BarFeatures(final IndicatorPlan plan, final Candles candles, final int maxInstruments) {
        this.candles = candles;
        final int timeframes = plan.timeframes();
        sets = new FeatureSet[timeframes];
        offsets = new int[timeframes];
        standard = new int[timeframes][];
        closed = new Declared[plan.readers()][timeframes];
        live = new Live[plan.readers()][timeframes];
        anyLive = new boolean[plan.readers()];
        int stride = 0;
        boolean takeQuotes = false;
        boolean takeBooks = false;
        boolean takeReferences = false;
        for (int i = 0; i < timeframes; i++) {
            sets[i] = plan.set(i);
            offsets[i] = stride;
            stride += sets[i].stateLength();
            standard[i] = plan.standardColumns(i);
            for (int reader = 0; reader < plan.readers(); reader++) {
                closed[reader][i] = Declared.of(sets[i], plan.closed(reader, i));
                live[reader][i] = Live.of(sets[i], plan.live(reader, i));
                anyLive[reader] |= live[reader][i].all.places.length > 0;
            }
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
     * Takes the candle that has just closed, and puts the values that the instrument's reader wants of it.
     *
     * @param reader    {@link #NOBODY} if there is none
     * @param reference the reference instrument's latest price, 0 while there is none
     */
    void close(
            final int instrument, final int timeframe, final int reader, final long reference, final IndicatorRow row) {
        if (references && reference > 0) {
            sets[timeframe].onReference(cells.cells(), cells.change(instrument) + offsets[timeframe], reference);
        }
        take(instrument, timeframe, candle(instrument, timeframe), reader, row);
    }

    /**
     * Takes a closed candle of the venue, and puts the values that the reader wants of it. What the reference instrument cost
     * then, nobody has told.
     */
    void closed(
            final int instrument, final int timeframe, final Bar closedBar, final int reader, final IndicatorRow row) {
        if (references) {
            sets[timeframe].onReference(cells.cells(), cells.change(instrument) + offsets[timeframe], 0);
        }
        take(instrument, timeframe, closedBar, reader, row);
    }

    private void take(
            final int instrument, final int timeframe, final Bar closedBar, final int reader, final IndicatorRow row) {
        final FeatureSet set = sets[timeframe];
        final int at = cells.change(instrument) + offsets[timeframe];
        cells.fetch(at, set.stateLength());
        set.onBar(cells.cells(), at, closedBar);
        if (reader != NOBODY) {
            put(at, closed[reader][timeframe], row);
            put(at, live[reader][timeframe].all, row);
        }
    }

    /** Puts what the reader wants of the newest bars, of those timeframes that have any: for one that knows nothing of them. */
    void putClosed(final int instrument, final int reader, final IndicatorRow row) {
        for (int i = 0; reader != NOBODY && i < sets.length; i++) {
            if (hasBars(instrument, i)) {
                put(cells.at(instrument) + offsets[i], closed[reader][i], row);
            }
        }
    }

    private void put(final int at, final Declared declared, final IndicatorRow row) {
        final double[] all = cells.cells();
        final int[] places = declared.places;
        for (int i = 0; i < places.length; i++) {
            final boolean ready = ((long) all[at + declared.readyCells[i]] & declared.readyBits[i]) != 0;
            row.set(places[i], ready ? all[at + declared.cells[i]] : IndicatorRow.NOT_READY);
        }
        for (int word = 0; word < declared.marks.length; word++) {
            row.mark(word, declared.marks[word]);
        }
    }

    private double valueOrNotReady(final FeatureSet set, final int at, final int column) {
        return set.isReady(cells.cells(), at, column) ? set.value(cells.cells(), at, column) : IndicatorRow.NOT_READY;
    }

    /** The value at the last close of a standard column, or {@link IndicatorRow#NOT_READY}. */
    double standard(final int instrument, final int timeframe, final int which) {
        return valueOrNotReady(sets[timeframe], cells.at(instrument) + offsets[timeframe], standard[timeframe][which]);
    }

    /** As if no bar had ever been taken. */
    void forget(final int instrument, final int timeframe) {
        final int at = cells.change(instrument) + offsets[timeframe];
        Arrays.fill(cells.cells(), at, at + sets[timeframe].stateLength(), 0);
    }

    /** Whether any bar was taken. */
    boolean hasBars(final int instrument, final int timeframe) {
        return sets[timeframe].bars(cells.cells(), cells.at(instrument) + offsets[timeframe]) > 0;
    }

    /** Of the newest bar, ns since 1970. */
    long newestOpenTimeNs(final int instrument, final int timeframe) {
        return MS * sets[timeframe].newestTimeMs(cells.cells(), cells.at(instrument) + offsets[timeframe]);
    }

    /** Of the newest bar, price units. */
    long newestClose(final int instrument, final int timeframe) {
        return (long) sets[timeframe].newestClose(cells.cells(), cells.at(instrument) + offsets[timeframe]);
    }

    /** Of the newest bar, quantity units. */
    long newestVolume(final int instrument, final int timeframe) {
        return (long) sets[timeframe].newestVolume(cells.cells(), cells.at(instrument) + offsets[timeframe]);
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

    /** Whether that reader wants any live value. */
    boolean wantsLive(final int reader) {
        return reader != NOBODY && anyLive[reader];
    }

    /** Puts the reader's live values that a trade can change: those that follow from bars, too. */
    void putLiveAfterTrade(final int instrument, final int reader, final IndicatorRow row) {
        for (int i = 0; i < sets.length; i++) {
            putLive(instrument, i, live[reader][i].all, live[reader][i].byTrade, row);
        }
    }

    /** Puts the reader's live values that a mark price can change: those of candles that are built of marks. */
    void putLiveAfterMark(final int instrument, final int reader, final IndicatorRow row) {
        for (int i = 0; i < sets.length; i++) {
            if (candles.isOfMarks(i)) {
                putLive(instrument, i, live[reader][i].all, live[reader][i].byTrade, row);
            }
        }
    }

    /** Puts the reader's live values that a quote can change. */
    void putLiveAfterQuote(final int instrument, final int reader, final IndicatorRow row) {
        for (int i = 0; i < sets.length; i++) {
            putLive(instrument, i, live[reader][i].all, live[reader][i].byQuote, row);
        }
    }

    /** Puts the reader's live values that the book can change. */
    void putLiveAfterBook(final int instrument, final int reader, final IndicatorRow row) {
        for (int i = 0; i < sets.length; i++) {
            putLive(instrument, i, live[reader][i].all, live[reader][i].byBook, row);
        }
    }

    private void putLive(
            final int instrument,
            final int timeframe,
            final Declared wanted,
            final Changed changed,
            final IndicatorRow row) {
        if (changed.which.length == 0) {
            return;
        }
        final FeatureSet set = sets[timeframe];
        final int at = cells.at(instrument) + offsets[timeframe];
        if (changed.readsBars) {
            set.cover(cells.cells(), at, forming(instrument, timeframe));
            putLive(set, at, wanted, changed.which, row);
            set.uncover();
        } else {
            putLive(set, at, wanted, changed.which, row);
        }
    }

    /** Columns of one feature stand side by side where they were declared so: then it is computed once. */
    private void putLive(
            final FeatureSet set, final int at, final Declared wanted, final int[] which, final IndicatorRow row) {
        int computed = NONE;
        for (final int one : which) {
            final int feature = wanted.features[one];
            if (feature != computed) {
                set.live(cells.cells(), at, feature);
                computed = feature;
            }
            final int within = wanted.within[one];
            row.put(
                    wanted.places[one],
                    set.isLiveReady(feature, within) ? set.liveValue(feature, within) : IndicatorRow.NOT_READY);
        }
    }

    /** The candle as it stands; without one, a bar in which nothing has happened since the last close. */
    private Bar forming(final int instrument, final int timeframe) {
        if (candles.isForming(instrument, timeframe)) {
            return candle(instrument, timeframe);
        }
        // Not the last own candle's: since then the venue may have told others, or there never was one.
        final long close = newestClose(instrument, timeframe);
        final long openTimeNs = newestOpenTimeNs(instrument, timeframe) + candles.timeframeNs(timeframe);
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
