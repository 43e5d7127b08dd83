package io.ringfence.engine.scan;

import io.ringfence.engine.config.ScannerSettings;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * Ranks instruments by the weighted sum of their criteria, anew with each closed candle of one. A criterion is taken as a
 * multiple of its mean over all instruments (exponential, over the last 256 candles of any), so weights need no units; a
 * multiple above 10 counts as 10. The order is kept sorted: an instrument moves past those that it overtakes, so a close costs
 * at most one pass over all and usually a few steps. The best are selected; one that is selected stays so until it has fallen a
 * tenth behind the last place, so that two don't change places at every close. A candle without a trade doesn't close: what others have closed
 * meanwhile counts as volume 0 with the next one that does, and an instrument that has closed none of 32 is {@link #silent}. A time
 * in which nobody closed any is none of the market's, and counts for nobody. Owned by {@code signals}; allocates nothing
 * after it was made.
 */
public final class Scanner {
    /** {@link #displaced()} when nothing was. */
    public static final int NOBODY = 0;

    static final double NO_SCORE = -1e18;

    private static final int VOLUME = 0;
    private static final int VOLATILITY = 1;
    private static final int SPREAD = 2;
    private static final int TREND = 3;
    private static final int MOMENTUM = 4;
    private static final int SIGNAL = 5;
    private static final int CORRELATION = 6;
    private static final int SCORE = 7;
    private static final int LAST_CLOSE = 8;
    private static final int LAST_RETURN = 9;
    private static final int COVARIANCE = 10;
    private static final int VARIANCE = 11;
    private static final int REFERENCE_VARIANCE = 12;
    private static final int BID = 13;
    private static final int ASK = 14;
    private static final int LAST_NUMBER = 15;
    private static final int LAST_ROUND = 16;
    private static final int STRIDE = 17;

    /** The reference's last two returns and their candles lie in the row of instrument 0, which is nobody's. */
    private static final int REFERENCE_NOW = 0;

    private static final int REFERENCE_NUMBER = 1;
    private static final int REFERENCE_BEFORE = 2;
    private static final int REFERENCE_NUMBER_BEFORE = 3;

    private static final int MEANS = 6;
    private static final double MOST_TIMES = 10;
    private static final double MEAN_STEP = 1.0 / 256;
    private static final double OWN_STEP = 1.0 / 32;
    private static final double MIDDLE_RSI = 50;
    private static final int SLACK = 10;
    /** As many candles as the mean of an instrument's volume looks back. */
    private static final int SILENT = 32;
    /** Behind so many nothing is left of a mean that a double can tell from 0. */
    private static final int MOST_MISSED = 2_048;

    private final double[] weights;
    private final int top;
    private final double minVolume;
    private final double[] rows;
    private final double[] means = new double[MEANS];
    private final int[] order;
    private final int[] places;
    private final boolean[] selected;
    private int ranked;
    private int selectedCount;
    private int reference;
    private int displaced;
    /** How many candles any instrument has closed, those of the same time counted once. */
    private long rounds;
    /** The newest of them. */
    private long newest;
    /** The place that is looked at next for whoever is silent. */
    private int turn;

    public Scanner(final ScannerSettings settings, final int maxInstruments) {
        final ScannerSettings.Weights weigh = settings.weights();
        weights = new double[] {
            weigh.volume(),
            weigh.volatility(),
            weigh.spread(),
            weigh.trend(),
            weigh.momentum(),
            weigh.signal(),
            weigh.correlation()
        };
        top = settings.top();
        minVolume = settings.minVolume();
        rows = new double[(maxInstruments + 1) * STRIDE];
        order = new int[maxInstruments + 1];
        places = new int[maxInstruments + 1];
        selected = new boolean[maxInstruments + 1];
    }

    public static long stateBytes(final int highestInstrument) {
        final long instruments = highestInstrument + 1L;
        return (MEANS + instruments * STRIDE + instruments * 3 + 7) * Long.BYTES;
    }

    public void save(final StateWriter state, final int highestInstrument) {
        state.putLong(ranked);
        state.putLong(selectedCount);
        state.putLong(reference);
        state.putLong(rounds);
        state.putLong(newest);
        state.putLong(turn);
        state.putDoubles(means, 0, MEANS);
        state.putDoubles(rows, 0, (highestInstrument + 1) * STRIDE);
        state.putInts(order, 0, highestInstrument + 1);
        state.putInts(places, 0, highestInstrument + 1);
        state.putFlags(selected, 0, highestInstrument + 1);
    }

    public void load(final StateReader state, final int highestInstrument) {
        ranked = state.getInt("ranked", 0, highestInstrument);
        selectedCount = state.getInt("selected", 0, highestInstrument);
        reference = state.getInt("reference", 0, highestInstrument);
        rounds = state.getLong();
        newest = state.getLong();
        turn = state.getInt("turn", 0, highestInstrument);
        state.getDoubles(means, 0, MEANS);
        state.getDoubles(rows, 0, (highestInstrument + 1) * STRIDE);
        state.getInts(order, 0, highestInstrument + 1);
        state.getInts(places, 0, highestInstrument + 1);
        state.getFlags(selected, 0, highestInstrument + 1);
    }

    /** Best bid and ask, price units; 0: none. */
    public void quote(final int instrument, final long bid, final long ask) {
        rows[instrument * STRIDE + BID] = bid;
        rows[instrument * STRIDE + ASK] = ask;
    }

    /** Of what the instrument's strategy wants; counts with the next candle. */
    public void strength(final int instrument, final double strength) {
        rows[instrument * STRIDE + SIGNAL] = strength;
    }

    /**
     * Ranks {@code instrument} by a closed candle. Prices in price units, whose size doesn't matter here.
     *
     * @param excluded never to be selected
     * @param number  of the candle: its open time in candles since 1970, so that instruments can be compared
     * @param worth   of what was traded in it, quote asset
     * @param atr     NaN while not ready, as are those below
     * @param emaFast price units
     * @param emaSlow price units
     * @param rsi     0 to 100
     */
    public void close(
            final int instrument,
            final boolean excluded,
            final long number,
            final double price,
            final double worth,
            final double atr,
            final double emaFast,
            final double emaSlow,
            final double rsi) {
        final int row = instrument * STRIDE;
        displaced = NOBODY;
        reference = reference == 0 ? instrument : reference;
        final boolean first = rows[row + LAST_CLOSE] == 0;
        if (number > newest) {
            newest = number;
            rounds++;
        }
        rows[row + VOLUME] = first ? worth : meanVolume(row, worth);
        rows[row + LAST_ROUND] = rounds;
        rows[row + VOLATILITY] = known(atr) / price;
        rows[row + TREND] = Math.abs(known(emaFast - emaSlow)) / price;
        rows[row + MOMENTUM] = Double.isNaN(rsi) ? 0 : Math.abs(rsi - MIDDLE_RSI);
        rows[row + SPREAD] = rows[row + BID] > 0 && rows[row + ASK] > rows[row + BID]
                ? (rows[row + ASK] - rows[row + BID]) / rows[row + ASK]
                : 0;
        correlate(instrument, number, price);
        for (int i = 0; i < MEANS; i++) {
            final double value = rows[row + i];
            means[i] = means[i] == 0 ? value : means[i] + (value - means[i]) * MEAN_STEP;
        }
        rows[row + SCORE] = excluded ? NO_SCORE : score(row);
        place(instrument);
        select(instrument);
    }

    /** Whether {@code instrument} was ranked by the candle of that number or by a later one. */
    boolean hasRanked(final int instrument, final long number) {
        return places[instrument] > 0 && rows[instrument * STRIDE + LAST_NUMBER] >= number;
    }

    private double meanVolume(final int row, final double worth) {
        double mean = rows[row + VOLUME];
        final double missed = Math.min(MOST_MISSED, rounds - rows[row + LAST_ROUND] - 1);
        for (int i = 0; i < missed; i++) {
            mean -= mean * OWN_STEP;
        }
        return mean + (worth - mean) * OWN_STEP;
    }

    /**
     * Looks at one instrument after the other, one with each call, for what trades no more.
     *
     * @return one with a score that has closed none while others closed {@value #SILENT}, or {@link #NOBODY}
     */
    public int silent() {
        if (ranked == 0) {
            return NOBODY;
        }
        turn = turn < ranked ? turn + 1 : 1;
        final int row = order[turn - 1] * STRIDE;
        return rows[row + SCORE] > NO_SCORE && rounds - rows[row + LAST_ROUND] >= SILENT ? order[turn - 1] : NOBODY;
    }

    /** {@code instrument} is never selected again before another of its candles closes; whoever it left a place for is {@link #displaced}. */
    public void drop(final int instrument) {
        displaced = NOBODY;
        if (places[instrument] > 0) {
            rows[instrument * STRIDE + SCORE] = NO_SCORE;
            place(instrument);
            select(instrument);
        }
    }

    /** By returns of the candle before, since the reference's of this one may not be known yet. */
    private void correlate(final int instrument, final long number, final double price) {
        final int row = instrument * STRIDE;
        final double before = rows[row + LAST_CLOSE];
        final double lagged = rows[row + LAST_RETURN];
        if (rows[row + LAST_NUMBER] == number - 1 && knowsReference(number - 1)) {
            final double other = referenceReturn(number - 1);
            rows[row + COVARIANCE] += (lagged * other - rows[row + COVARIANCE]) * OWN_STEP;
            rows[row + VARIANCE] += (lagged * lagged - rows[row + VARIANCE]) * OWN_STEP;
            rows[row + REFERENCE_VARIANCE] += (other * other - rows[row + REFERENCE_VARIANCE]) * OWN_STEP;
        }
        rows[row + LAST_CLOSE] = price;
        rows[row + LAST_RETURN] = before == 0 ? 0 : price / before - 1;
        rows[row + LAST_NUMBER] = number;
        if (instrument == reference) {
            rows[REFERENCE_BEFORE] = rows[REFERENCE_NOW];
            rows[REFERENCE_NUMBER_BEFORE] = rows[REFERENCE_NUMBER];
            rows[REFERENCE_NOW] = rows[row + LAST_RETURN];
            rows[REFERENCE_NUMBER] = number;
        }
        final double deviations = Math.sqrt(rows[row + VARIANCE] * rows[row + REFERENCE_VARIANCE]);
        rows[row + CORRELATION] = deviations > 0 ? Math.max(-1, Math.min(1, rows[row + COVARIANCE] / deviations)) : 0;
    }

    private boolean knowsReference(final long number) {
        return rows[REFERENCE_NUMBER] == number || rows[REFERENCE_NUMBER_BEFORE] == number;
    }

    private double referenceReturn(final long number) {
        return rows[REFERENCE_NUMBER] == number ? rows[REFERENCE_NOW] : rows[REFERENCE_BEFORE];
    }

    private double score(final int row) {
        if (rows[row + VOLUME] < minVolume) {
            return NO_SCORE;
        }
        double score = weights[CORRELATION] * Math.abs(rows[row + CORRELATION]);
        for (int i = 0; i < MEANS; i++) {
            if (means[i] > 0) {
                score += weights[i] * Math.min(MOST_TIMES, rows[row + i] / means[i]);
            }
        }
        return score;
    }

    /** Moves it to where its score belongs. */
    private void place(final int instrument) {
        if (places[instrument] == 0) {
            order[ranked] = instrument;
            ranked++;
            places[instrument] = ranked;
        }
        int at = places[instrument] - 1;
        while (at > 0 && isBetter(instrument, order[at - 1])) {
            put(order[at - 1], at);
            at--;
        }
        while (at < ranked - 1 && isBetter(order[at + 1], instrument)) {
            put(order[at + 1], at);
            at++;
        }
        put(instrument, at);
    }

    private void put(final int instrument, final int at) {
        order[at] = instrument;
        places[instrument] = at + 1;
    }

    /** Equal scores: the older id first. */
    private boolean isBetter(final int one, final int other) {
        final double difference = rows[one * STRIDE + SCORE] - rows[other * STRIDE + SCORE];
        return difference > 0 || difference == 0 && one < other;
    }

    private void select(final int instrument) {
        final boolean eligible = rows[instrument * STRIDE + SCORE] > NO_SCORE;
        if (selected[instrument]) {
            if (!eligible || places[instrument] > top + top / SLACK) {
                change(instrument, false);
                takeBestLeftOut();
            }
        } else if (eligible && (selectedCount < top || places[instrument] <= top && makesRoom())) {
            change(instrument, true);
        }
    }

    private void takeBestLeftOut() {
        for (int at = 0; at < Math.min(top, ranked); at++) {
            final int best = order[at];
            if (!selected[best] && rows[best * STRIDE + SCORE] > NO_SCORE) {
                change(best, true);
                displaced = best;
                return;
            }
        }
    }

    /** Whoever of the selected is last goes, if he has fallen far enough behind. */
    private boolean makesRoom() {
        for (int at = ranked - 1; at >= top + top / SLACK; at--) {
            if (selected[order[at]]) {
                displaced = order[at];
                change(displaced, false);
                return true;
            }
        }
        return false;
    }

    private void change(final int instrument, final boolean to) {
        selected[instrument] = to;
        selectedCount += to ? 1 : -1;
    }

    /** The other instrument whose selection the last close changed, or {@link #NOBODY}. */
    public int displaced() {
        return displaced;
    }

    /** From 1; 0: not ranked yet. */
    public int rank(final int instrument) {
        return places[instrument];
    }

    public boolean isSelected(final int instrument) {
        return selected[instrument];
    }

    /** How many are. */
    public int selectedCount() {
        return selectedCount;
    }

    public double scoreOf(final int instrument) {
        return rows[instrument * STRIDE + SCORE];
    }

    public double volume(final int instrument) {
        return rows[instrument * STRIDE + VOLUME];
    }

    public double volatility(final int instrument) {
        return rows[instrument * STRIDE + VOLATILITY];
    }

    public double spread(final int instrument) {
        return rows[instrument * STRIDE + SPREAD];
    }

    public double trend(final int instrument) {
        return rows[instrument * STRIDE + TREND];
    }

    public double momentum(final int instrument) {
        return rows[instrument * STRIDE + MOMENTUM];
    }

    public double strength(final int instrument) {
        return rows[instrument * STRIDE + SIGNAL];
    }

    public double correlation(final int instrument) {
        return rows[instrument * STRIDE + CORRELATION];
    }

    private static double known(final double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
