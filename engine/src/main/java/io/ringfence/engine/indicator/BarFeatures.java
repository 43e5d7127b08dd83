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
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    /** By reader and timeframe: what is declared live, as it is at a close. */
    private final Declared[][] live;

    /** By reader, of those timeframes alone of which that kind of event changes anything live. */
    private final Changed[][] byTrade;

    private final Changed[][] byMark;
    private final Changed[][] byQuote;
    private final Changed[][] byBook;
    private final FeatureCells cells;
    private final Bar bar = new Bar();
    private final boolean trades;
    private final boolean quotes;
    private final boolean books;
    private final boolean references;

    /** What a reader wants of one timeframe: the columns, and their places. */
    private record Declared(int[] places, long[] marks, int[] readyCells, long[] readyBits, int[] cells) {
        static Declared of(final FeatureSet set, final List<IndicatorPlan.Placed> placed) {
            final int[] columns = columns(set, placed);
            final int[] places =
                    placed.stream().mapToInt(IndicatorPlan.Placed::place).toArray();
            final long[] marks = new long[IndicatorRow.PLACES / Long.SIZE];
            IntStream.of(places).forEach(place -> marks[place / Long.SIZE] |= 1L << place);
            return new Declared(
                    places,
                    marks,
                    IntStream.of(columns).map(set::readyCell).toArray(),
                    IntStream.of(columns)
                            .mapToLong(column -> 1L << set.columnWithin(column))
                            .toArray(),
                    IntStream.of(columns).map(set::valueCell).toArray());
        }

        static int[] columns(final FeatureSet set, final List<IndicatorPlan.Placed> placed) {
            final List<String> names = set.columnNames();
            return placed.stream()
                    .mapToInt(one -> names.indexOf(one.columnName()))
                    .toArray();
        }
    }

    /**
     * The values that a kind of event changes, of what a reader wants with the forming candle of one timeframe. A row for each: its feature, its column within that, its place.
     *
     * @param offset    of the timeframe's cells
     * @param readsBars whether any of them follows from the forming candle
     */
    private record Changed(
            int timeframe, FeatureSet set, int offset, int[] features, int[] within, int[] places, boolean readsBars) {
        static Changed of(
                final int timeframe,
                final FeatureSet set,
                final int offset,
                final List<IndicatorPlan.Placed> placed,
                final IntPredicate isChanged) {
            final int[] columns = Declared.columns(set, placed);
            final int[] which = IntStream.range(0, columns.length)
                    .filter(one -> isChanged.test(set.featureOf(columns[one])))
                    .toArray();
            final int[] features =
                    IntStream.of(which).map(one -> set.featureOf(columns[one])).toArray();
            return new Changed(
                    timeframe,
                    set,
                    offset,
                    features,
                    IntStream.of(which)
                            .map(one -> set.columnWithin(columns[one]))
                            .toArray(),
                    IntStream.of(which).map(one -> placed.get(one).place()).toArray(),
                    IntStream.of(features).anyMatch(set::readsBars));
        }

        boolean isAny() {
            return places.length > 0;
        }
    }

    BarFeatures(final IndicatorPlan plan, final Candles candles, final int maxInstruments) {
        this.candles = candles;
        final int timeframes = plan.timeframes();
        sets = new FeatureSet[timeframes];
        offsets = new int[timeframes];
        standard = new int[timeframes][];
        closed = new Declared[plan.readers()][timeframes];
        live = new Declared[plan.readers()][timeframes];
        int stride = 0;
        boolean takeTrades = false;
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
                live[reader][i] = Declared.of(sets[i], plan.live(reader, i));
            }
            takeTrades |= sets[i].listensToTrades();
            takeQuotes |= sets[i].listensToQuotes();
            takeBooks |= sets[i].listensToBook();
            takeReferences |= sets[i].listensToReference();
        }
        trades = takeTrades;
        quotes = takeQuotes;
        books = takeBooks;
        references = takeReferences;
        byTrade = changed(plan, set -> feature -> set.readsBars(feature) || set.listensToTrades(feature));
        byMark = Stream.of(byTrade).map(this::ofMarks).toArray(Changed[][]::new);
        byQuote = changed(plan, set -> set::listensToQuotes);
        byBook = changed(plan, set -> set::listensToBook);
        cells = new FeatureCells(maxInstruments, stride);
    }

    private Changed[][] changed(final IndicatorPlan plan, final Function<FeatureSet, IntPredicate> isChanged) {
        return IntStream.range(0, plan.readers())
                .mapToObj(reader -> IntStream.range(0, sets.length)
                        .mapToObj(
                                i -> Changed.of(i, sets[i], offsets[i], plan.live(reader, i), isChanged.apply(sets[i])))
                        .filter(Changed::isAny)
                        .toArray(Changed[]::new))
                .toArray(Changed[][]::new);
    }

    private Changed[] ofMarks(final Changed[] changed) {
        return Stream.of(changed)
                .filter(one -> candles.isOfMarks(one.timeframe))
                .toArray(Changed[]::new);
    }

    /** Whether {@link #trade} has anything to do. */
    boolean takesTrades() {
        return trades;
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
            put(at, live[reader][timeframe], row);
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

    /**
     * Puts the reader's live values that a trade can change: those that follow from bars, too.
     *
     * @param reader {@link #NOBODY} if there is none; so below
     */
    void putLiveAfterTrade(final int instrument, final int reader, final IndicatorRow row) {
        putLive(instrument, reader, byTrade, row);
    }

    /** Puts the reader's live values that a mark price can change: those of candles that are built of marks. */
    void putLiveAfterMark(final int instrument, final int reader, final IndicatorRow row) {
        putLive(instrument, reader, byMark, row);
    }

    /** Puts the reader's live values that a quote can change. */
    void putLiveAfterQuote(final int instrument, final int reader, final IndicatorRow row) {
        putLive(instrument, reader, byQuote, row);
    }

    /** Puts the reader's live values that the book can change. */
    void putLiveAfterBook(final int instrument, final int reader, final IndicatorRow row) {
        putLive(instrument, reader, byBook, row);
    }

    private void putLive(final int instrument, final int reader, final Changed[][] changed, final IndicatorRow row) {
        if (reader == NOBODY) {
            return;
        }
        for (final Changed one : changed[reader]) {
            final int at = cells.at(instrument) + one.offset;
            if (one.readsBars) {
                one.set.cover(cells.cells(), at, forming(instrument, one.timeframe));
                putLive(one, at, row);
                one.set.uncover();
            } else {
                putLive(one, at, row);
            }
        }
    }

    /** Columns of one feature stand side by side where they were declared so: then it is computed once. */
    private void putLive(final Changed changed, final int at, final IndicatorRow row) {
        final FeatureSet set = changed.set;
        int computed = NONE;
        for (int i = 0; i < changed.places.length; i++) {
            if (changed.features[i] != computed) {
                computed = changed.features[i];
                set.live(cells.cells(), at, computed);
            }
            row.put(changed.places[i], set.liveValue(changed.within[i], IndicatorRow.NOT_READY));
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
