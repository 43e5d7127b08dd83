package io.ringfence.engine.feature;

import java.util.ArrayList;
import java.util.List;

/**
 * A row of features over the same bars. Immutable but for scratch space, so it belongs to one thread; the state of a series
 * is {@code state[at, at + stateLength())}, the caller's, zero-filled before its first bar, saved by copying.
 *
 * <pre>
 *   state   | how many bars, and the last of them | feature 0 | feature 1 | …
 *   columns   numbered through, feature by feature
 * </pre>
 */
public final class FeatureSet {
    private final List<NamedFeature> named;
    private final List<String> columnNames = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final Feature[] features;
    private final int[] offsets;
    private final Bars bars;
    private final int stateLength;
    private final int[] featureOf;
    private final int[] columnOf;

    private final Listening<TradeInput> trades;
    private final Listening<QuoteInput> quotes;
    private final Listening<BookInput> books;
    private final Listening<ReferenceInput> references;

    private final double[] live;

    /** The features of one kind of input, and where their stretches begin. */
    private record Listening<I>(I[] inputs, int[] offsets) {}

    public FeatureSet(final List<NamedFeature> named) {
        this.named = List.copyOf(named);
        features = named.stream().map(NamedFeature::feature).toArray(Feature[]::new);
        bars = new Bars(
                named.stream().mapToInt(one -> one.feature().lookbackBars()).reduce(0, Math::max));
        offsets = new int[features.length];
        int end = bars.stateLength();
        for (int i = 0; i < features.length; i++) {
            offsets[i] = end;
            end += features[i].stateLength();
            columnNames.addAll(named.get(i).columnNames());
            columns.addAll(features[i].columns());
        }
        stateLength = end;
        featureOf = new int[columns.size()];
        columnOf = new int[columns.size()];
        numberColumns();
        trades = listening(new TradeInput[0]);
        quotes = listening(new QuoteInput[0]);
        books = listening(new BookInput[0]);
        references = listening(new ReferenceInput[0]);
        live = new double[longestState()];
    }

    /** Cells of state per series. */
    public int stateLength() {
        return stateLength;
    }

    public List<NamedFeature> features() {
        return named;
    }

    /** All columns, numbered through. */
    public List<Column> columns() {
        return List.copyOf(columns);
    }

    /** The names of {@link #columns}. */
    public List<String> columnNames() {
        return List.copyOf(columnNames);
    }

    /** Takes a closed bar: every feature goes on with it. */
    public void onBar(final double[] state, final int at, final Bar bar) {
        bars.wrap(state, at).append(bar);
        for (int i = 0; i < features.length; i++) {
            features[i].onBar(state, at + offsets[i], bars);
        }
    }

    /** Takes a trade; price and quantity in their units. */
    public void onTrade(
            final double[] state, final int at, final double price, final double quantity, final boolean takerBuys) {
        for (int i = 0; i < trades.inputs.length; i++) {
            trades.inputs[i].onTrade(state, at + trades.offsets[i], price, quantity, takerBuys);
        }
    }

    /** Takes the best bid and ask; a price of 0 is an empty side. */
    public void onQuote(
            final double[] state,
            final int at,
            final double bid,
            final double bidQuantity,
            final double ask,
            final double askQuantity) {
        for (int i = 0; i < quotes.inputs.length; i++) {
            quotes.inputs[i].onQuote(state, at + quotes.offsets[i], bid, bidQuantity, ask, askQuantity);
        }
    }

    /** Takes the depth book after an update. */
    public void onBook(final double[] state, final int at, final BookView book) {
        for (int i = 0; i < books.inputs.length; i++) {
            books.inputs[i].onBook(state, at + books.offsets[i], book);
        }
    }

    /**
     * Takes the latest price of the instrument that this one is compared with; before the bar that it belongs to.
     *
     * @param price 0 if none is known for that bar
     */
    public void onReference(final double[] state, final int at, final double price) {
        for (int i = 0; i < references.inputs.length; i++) {
            references.inputs[i].onReference(state, at + references.offsets[i], price);
        }
    }

    /** How many bars the series had. */
    public long bars(final double[] state, final int at) {
        return bars.wrap(state, at).count();
    }

    /** Open time of the newest bar, ms since 1970; meaningless before the first, as are the two below. */
    public long newestTimeMs(final double[] state, final int at) {
        return bars.wrap(state, at).timeMs(0);
    }

    /** Close of the newest bar, price units. */
    public double newestClose(final double[] state, final int at) {
        return bars.wrap(state, at).close(0);
    }

    /** Volume of the newest bar, quantity units. */
    public double newestVolume(final double[] state, final int at) {
        return bars.wrap(state, at).volume(0);
    }

    /** Whether {@code column} has a value at the last close. */
    public boolean isReady(final double[] state, final int at, final int column) {
        final int feature = featureOf[column];
        return features[feature].isReady(state, at + offsets[feature], columnOf[column]);
    }

    /** The value at the last close, in the column's unit; finite; 0 while not ready. */
    public double value(final double[] state, final int at, final int column) {
        final int feature = featureOf[column];
        return features[feature].value(state, at + offsets[feature], columnOf[column]);
    }

    /** Shows {@code forming} as the newest bar to {@link #live}, until {@link #uncover}; no cell differs afterwards. */
    public void cover(final double[] state, final int at, final Bar forming) {
        bars.wrap(state, at).cover(forming);
    }

    /** Ends what {@link #cover} began. */
    public void uncover() {
        bars.uncover();
    }

    /**
     * What {@code feature}'s values would be if the covering bar closed as it stands now; nothing of the state changes. They are
     * read with {@link #liveValue} until the next call. A feature that doesn't {@link #readsBars read bars}
     * needs none.
     */
    public void live(final double[] state, final int at, final int feature) {
        features[feature].live(state, at + offsets[feature], bars, live);
    }

    /** Of the feature that {@link #live} was last called for, finite, or {@code otherwise} if it isn't ready; {@code column} counts within the feature. */
    public double liveValue(final int column, final double otherwise) {
        return ((long) live[Feature.READY] & 1L << column) != 0 ? live[Feature.VALUES + column] : otherwise;
    }

    /** The cell of a series' state with the bits that say which columns of {@code column}'s feature are ready. */
    public int readyCell(final int column) {
        return offsets[featureOf[column]] + Feature.READY;
    }

    /** The cell of a series' state with {@code column}'s value. */
    public int valueCell(final int column) {
        return offsets[featureOf[column]] + Feature.VALUES + columnOf[column];
    }

    /** The feature that {@code column} is of, by its place in {@link #features}. */
    public int featureOf(final int column) {
        return featureOf[column];
    }

    /** The place of {@code column} within its feature. */
    public int columnWithin(final int column) {
        return columnOf[column];
    }

    /** Whether {@code feature}'s values follow from bars, be it together with other input. */
    public boolean readsBars(final int feature) {
        return features[feature].lookbackBars() != Feature.NO_BARS;
    }

    /** Whether {@code feature} takes trades. */
    public boolean listensToTrades(final int feature) {
        return features[feature] instanceof TradeInput;
    }

    /** Whether {@code feature} takes quotes. */
    public boolean listensToQuotes(final int feature) {
        return features[feature] instanceof QuoteInput;
    }

    /** Whether {@code feature} takes the depth book. */
    public boolean listensToBook(final int feature) {
        return features[feature] instanceof BookInput;
    }

    /** Whether any feature takes trades. */
    public boolean listensToTrades() {
        return trades.inputs.length > 0;
    }

    /** Whether any feature takes quotes. */
    public boolean listensToQuotes() {
        return quotes.inputs.length > 0;
    }

    /** Whether any feature takes the depth book. */
    public boolean listensToBook() {
        return books.inputs.length > 0;
    }

    /** Whether any feature compares with another instrument. */
    public boolean listensToReference() {
        return references.inputs.length > 0;
    }

    private void numberColumns() {
        int number = 0;
        for (int feature = 0; feature < features.length; feature++) {
            for (int column = 0; column < features[feature].columns().size(); column++) {
                featureOf[number] = feature;
                columnOf[number++] = column;
            }
        }
    }

    private <I> Listening<I> listening(final I[] none) {
        final List<I> inputs = new ArrayList<>();
        final List<Integer> places = new ArrayList<>();
        for (int i = 0; i < features.length; i++) {
            if (none.getClass().getComponentType().isInstance(features[i])) {
                @SuppressWarnings("unchecked")
                final I input = (I) features[i];
                inputs.add(input);
                places.add(offsets[i]);
            }
        }
        return new Listening<>(
                inputs.toArray(none),
                places.stream().mapToInt(Integer::intValue).toArray());
    }

    private int longestState() {
        int longest = 0;
        for (final Feature feature : features) {
            longest = Math.max(longest, feature.stateLength());
        }
        return longest;
    }
}
