package io.ringfence.engine.feature;

/**
 * The last bars of one series, newest first: {@code close(0)} is the newest, {@code close(1)} the one before. A flyweight
 * over the series' state; one row of eight cells per bar, so that a row is one cache line. Bars before the first are all
 * zero, and so are the sums over them.
 */
final class Bars {
    static final int TIME_MS = 0;
    static final int OPEN = 1;
    static final int HIGH = 2;
    static final int LOW = 3;
    static final int CLOSE = 4;
    static final int VOLUME = 5;
    static final int TAKER_BUY = 6;
    static final int TRADES = 7;

    private static final int ROW = 8;
    private static final int HEAD = 1;

    private static final int LOG_RETURN = 1;
    private static final int LOG_RANGE = 2;
    private static final int LOG_BODY = 4;

    private final int mask;
    private final double[] covered = new double[ROW];

    private double[] state;
    private int at;
    private int rows;
    private long count;
    /** The newest bar's place, unbounded: only its last bits count. */
    private int newest;

    /** What several features ask of the newest bar is worked out once; a bit each. */
    private int known;

    private double logRange;
    private double logBody;
    private double logReturn;
    private int swingStrength;
    private boolean isSwingHigh;
    private boolean isSwingLow;

    Bars(final int lookbackBars) {
        // The bar that the forming one covers must not be among those that are read.
        mask = Integer.highestOneBit(lookbackBars + 1) * 2 - 1;
    }

    /** Cells per series. */
    int stateLength() {
        return HEAD + (mask + 1) * ROW;
    }

    Bars wrap(final double[] state, final int at) {
        this.state = state;
        this.at = at;
        rows = at + HEAD;
        count(state[at]);
        return this;
    }

    /** Appends {@code bar} for good. */
    void append(final Bar bar) {
        count(state[at] + 1);
        state[at] = count;
        bar.write(state, row(0));
    }

    /** Shows {@code bar} as the newest until {@link #uncover}; no cell differs afterwards. */
    void cover(final Bar bar) {
        count(state[at] + 1);
        System.arraycopy(state, row(0), covered, 0, ROW);
        bar.write(state, row(0));
    }

    void uncover() {
        System.arraycopy(covered, 0, state, row(0), ROW);
        count(state[at]);
    }

    private void count(final double bars) {
        count = (long) bars;
        newest = (int) count - 1;
        known = 0;
        swingStrength = 0;
    }

    /** How many bars there were so far, with the newest. */
    long count() {
        return count;
    }

    long timeMs(final int ago) {
        return (long) state[row(ago) + TIME_MS];
    }

    double open(final int ago) {
        return state[row(ago) + OPEN];
    }

    double high(final int ago) {
        return state[row(ago) + HIGH];
    }

    double low(final int ago) {
        return state[row(ago) + LOW];
    }

    double close(final int ago) {
        return state[row(ago) + CLOSE];
    }

    double volume(final int ago) {
        return state[row(ago) + VOLUME];
    }

    /** {@link Bar#UNKNOWN} if nobody told. */
    double takerBuyVolume(final int ago) {
        return state[row(ago) + TAKER_BUY];
    }

    /** {@link Bar#UNKNOWN} if nobody told. */
    double tradeCount(final int ago) {
        return state[row(ago) + TRADES];
    }

    /** (high + low + close) / 3. */
    double typical(final int ago) {
        return tripleTypical(ago) / 3;
    }

    /** Three times {@link #typical}, unrounded where prices are whole. */
    double tripleTypical(final int ago) {
        final int row = row(ago);
        return state[row + HIGH] + state[row + LOW] + state[row + CLOSE];
    }

    /** (high + low) / 2. */
    double middle(final int ago) {
        final int row = row(ago);
        return (state[row + HIGH] + state[row + LOW]) / 2;
    }

    double range(final int ago) {
        final int row = row(ago);
        return state[row + HIGH] - state[row + LOW];
    }

    /** Close less the close before; 0 for the first bar and those before it. */
    double change(final int ago) {
        return hasBefore(ago) ? close(ago) - close(ago + 1) : 0;
    }

    /** The larger of high and previous close, less the smaller of low and previous close; 0 for the first bar. */
    double trueRange(final int ago) {
        if (!hasBefore(ago)) {
            return 0;
        }
        final double before = close(ago + 1);
        return Math.max(high(ago), before) - Math.min(low(ago), before);
    }

    /** Where in its range the bar closed, -1 at the low to 1 at the high; 0 without a range. */
    double closeLocation(final int ago) {
        final double range = range(ago);
        return range == 0 ? 0 : ((close(ago) - low(ago)) - (high(ago) - close(ago))) / range;
    }

    /** ln(close / close before) of the newest bar; 0 for the first. */
    double logReturn() {
        if ((known & LOG_RETURN) == 0) {
            logReturn = hasBefore(0) ? logRatio(close(0), close(1)) : 0;
            known |= LOG_RETURN;
        }
        return logReturn;
    }

    /** ln(high / low) of the newest bar. */
    double logRange() {
        if ((known & LOG_RANGE) == 0) {
            logRange = logRatio(high(0), low(0));
            known |= LOG_RANGE;
        }
        return logRange;
    }

    /** ln(close / open) of the newest bar. */
    double logBody() {
        if ((known & LOG_BODY) == 0) {
            logBody = logRatio(close(0), open(0));
            known |= LOG_BODY;
        }
        return logBody;
    }

    /** Whether the bar {@code strength} ago is a swing high, as {@link Swings} say. */
    boolean isSwingHigh(final int strength) {
        lookForSwings(strength);
        return isSwingHigh;
    }

    /** Whether the bar {@code strength} ago is a swing low, as {@link Swings} say. */
    boolean isSwingLow(final int strength) {
        lookForSwings(strength);
        return isSwingLow;
    }

    private void lookForSwings(final int strength) {
        if (swingStrength != strength) {
            swingStrength = strength;
            isSwingHigh = Swings.confirmsHigh(this, strength);
            isSwingLow = Swings.confirmsLow(this, strength);
        }
    }

    /** ln(a / b); 0 unless both are positive. */
    static double logRatio(final double a, final double b) {
        return a > 0 && b > 0 ? Logarithm.of(a / b) : 0;
    }

    private boolean hasBefore(final int ago) {
        return ago + 1 < count;
    }

    private int row(final int ago) {
        return rows + (newest - ago & mask) * ROW;
    }
}
