package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.number.Money;
import java.util.Arrays;

/**
 * Whether an instrument's market can be believed: its last prices, how wide and how lively it usually is, whether its book has a gap. Once a
 * second of engine time the first quote is a sample: of the spread, whose median over the last {@value #SPREADS} counts, and of the middle,
 * whose steps from sample to sample give the deviation that a jump is held against. Owned by {@code orders}; flat rows; allocates nothing.
 */
final class MarketWatch {
    static final int SPREADS = 31;
    /** With fewer there is no usual yet, and nothing is held against it. */
    static final int ENOUGH = 16;

    private static final long SAMPLE_NS = 1_000_000_000L;
    private static final int STEPS = 64;

    private static final int BID = 0;
    private static final int ASK = 1;
    private static final int LAST_TRADE = 2;
    private static final int MARK = 3;
    private static final int NEXT_SAMPLE_NS = 4;
    private static final int SAMPLES = 5;
    private static final int MEDIAN_SPREAD = 6;
    private static final int SAMPLE_TWICE = 7;
    /** The largest step of twice the middle that is no jump. */
    private static final int STEP_BOUND = 8;
    /** Twice the middle before a jump that no second quote has confirmed; 0: there is none. */
    private static final int JUMPED_FROM = 9;

    private static final int JUMPED_TO = 10;
    private static final int BOOK_GAP = 11;
    private static final int QUOTE_NS = 12;
    private static final int MARK_NS = 13;
    private static final int STRIDE = 14;

    /** The venue sends one a second (Binance USD-M: {@code @markPrice@1s}). */
    private static final long OLDEST_MARK_NS = 10_000_000_000L;

    /** Per instrument: flag of mark prices that are followed, highest and lowest part of the mark price. */
    private static final int TERMS = 3;

    private final Instruments instruments;
    private final LimitTable limits;
    private final OrderFlow flow;
    private final long[] rows;
    private final long[] spreads;
    private final double[] variances;
    private final boolean[] halted;
    private final long[] terms;
    private final long[] sorted = new long[SPREADS];

    MarketWatch(
            final Instruments instruments, final LimitTable limits, final OrderFlow flow, final int maxInstruments) {
        this.instruments = instruments;
        this.limits = limits;
        this.flow = flow;
        rows = new long[(maxInstruments + 1) * STRIDE];
        spreads = new long[(maxInstruments + 1) * SPREADS];
        variances = new double[maxInstruments + 1];
        halted = new boolean[maxInstruments + 1];
        terms = new long[(maxInstruments + 1) * TERMS];
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * ((STRIDE + SPREADS + TERMS + 1) * Long.BYTES + 1) + Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        state.putLongs(spreads, 0, (highestInstrument + 1) * SPREADS);
        state.putDoubles(variances, 0, highestInstrument + 1);
        state.putFlags(halted, 0, highestInstrument + 1);
        state.putLongs(terms, 0, (highestInstrument + 1) * TERMS);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        state.getLongs(spreads, 0, (highestInstrument + 1) * SPREADS);
        state.getDoubles(variances, 0, highestInstrument + 1);
        state.getFlags(halted, 0, highestInstrument + 1);
        state.getLongs(terms, 0, (highestInstrument + 1) * TERMS);
    }

    /** Prices of before a break say nothing about now, nor does what was usual then. */
    void forget() {
        Arrays.fill(rows, 0);
        Arrays.fill(variances, 0);
    }

    void status(final int instrument, final boolean isHalted) {
        halted[instrument] = isHalted;
    }

    /**
     * What the venue says of mark prices.
     *
     * @param followed whether they come in
     * @param bandUp   highest price to buy at over the mark price, 1e-8; 0: none
     * @param bandDown lowest price to sell at over the mark price, 1e-8; 0: none
     */
    void marks(final int instrument, final boolean followed, final long bandUp, final long bandDown) {
        terms[instrument * TERMS] = followed ? 1 : 0;
        terms[instrument * TERMS + 1] = bandUp;
        terms[instrument * TERMS + 2] = bandDown;
    }

    void trade(final int instrument, final long price) {
        rows[instrument * STRIDE + LAST_TRADE] = price;
    }

    void mark(final int instrument, final long price, final long nowNs) {
        rows[instrument * STRIDE + MARK] = price;
        rows[instrument * STRIDE + MARK_NS] = nowNs;
    }

    /** An update of the book is missing, or a snapshot has made it whole. */
    void bookGap(final int instrument, final boolean gap) {
        rows[instrument * STRIDE + BOOK_GAP] = gap ? 1 : 0;
    }

    void quote(final int instrument, final long bid, final long ask, final long nowNs) {
        final int row = instrument * STRIDE;
        final long twice = bid + ask;
        if (rows[row + STEP_BOUND] != 0) {
            step(row, rows[row + BID] + rows[row + ASK], twice);
        }
        rows[row + BID] = bid;
        rows[row + ASK] = ask;
        rows[row + QUOTE_NS] = nowNs;
        if (nowNs >= rows[row + NEXT_SAMPLE_NS]) {
            rows[row + NEXT_SAMPLE_NS] = nowNs + SAMPLE_NS;
            sample(instrument, row, ask - bid, twice);
        }
    }

    /** A jump stands until a second quote says the same, or says that it wasn't one. */
    private void step(final int row, final long before, final long now) {
        final long bound = rows[row + STEP_BOUND];
        if (rows[row + JUMPED_FROM] == 0) {
            if (Math.abs(now - before) > bound) {
                rows[row + JUMPED_FROM] = before;
                rows[row + JUMPED_TO] = now;
            }
        } else if (Math.abs(now - rows[row + JUMPED_TO]) <= bound || Math.abs(now - rows[row + JUMPED_FROM]) <= bound) {
            rows[row + JUMPED_FROM] = 0;
        } else {
            rows[row + JUMPED_TO] = now;
        }
    }

    private void sample(final int instrument, final int row, final long spread, final long twice) {
        final long count = rows[row + SAMPLES];
        spreads[instrument * SPREADS + (int) (count % SPREADS)] = spread;
        rows[row + SAMPLES] = count + 1;
        final int known = (int) Math.min(count + 1, SPREADS);
        rows[row + MEDIAN_SPREAD] = median(instrument * SPREADS, known);
        if (count > 0) {
            final double move = twice - rows[row + SAMPLE_TWICE];
            variances[instrument] += (move * move - variances[instrument]) / Math.min(count, STEPS);
        }
        rows[row + SAMPLE_TWICE] = twice;
        rows[row + STEP_BOUND] = count + 1 < ENOUGH ? 0 : stepBound(instrument);
    }

    private long stepBound(final int instrument) {
        final long deviations = limits.of(RiskLimit.MAX_JUMP, flow.strategy(instrument), instrument);
        if (deviations == RiskLimit.OFF) {
            return Long.MAX_VALUE;
        }
        // A market that doesn't move at all may begin to: a tick is never a jump.
        final double deviation = Math.max(Math.sqrt(variances[instrument]), 2.0 * instruments.tickSize(instrument));
        return (long) (deviation * deviations / RiskLimit.ONCE);
    }

    private long median(final int from, final int count) {
        for (int i = 0; i < count; i++) {
            int at = i;
            while (at > 0 && sorted[at - 1] > spreads[from + i]) {
                sorted[at] = sorted[at - 1];
                at--;
            }
            sorted[at] = spreads[from + i];
        }
        return sorted[count / 2];
    }

    boolean isHalted(final int instrument) {
        return halted[instrument];
    }

    boolean hasBookGap(final int instrument) {
        return rows[instrument * STRIDE + BOOK_GAP] != 0;
    }

    long bid(final int instrument) {
        return rows[instrument * STRIDE + BID];
    }

    long ask(final int instrument) {
        return rows[instrument * STRIDE + ASK];
    }

    /** Engine time of the last quote of this generation, 0 without any. */
    long quoteNs(final int instrument) {
        return rows[instrument * STRIDE + QUOTE_NS];
    }

    /** 0 before the first. */
    long lastTrade(final int instrument) {
        return rows[instrument * STRIDE + LAST_TRADE];
    }

    /** 0 before the first. */
    long mark(final int instrument) {
        return rows[instrument * STRIDE + MARK];
    }

    /** Whether there should be a mark price and isn't: none came in this generation, or none for too long. */
    boolean lacksMark(final int instrument, final long nowNs) {
        final int row = instrument * STRIDE;
        return terms[instrument * TERMS] != 0
                && (rows[row + MARK] <= 0 || nowNs - rows[row + MARK_NS] > OLDEST_MARK_NS);
    }

    /** Parts of {@link #bandMiddle}, 1e-8: up to it may be bought, down to it sold; 0: the venue sets no bound. */
    private long band(final int instrument, final int side) {
        final long part = terms[instrument * TERMS + (side > 0 ? 1 : 2)];
        return part == 0 || !instruments.isSpot(instrument) ? part : Money.ONE + (part - Money.ONE) / 2;
    }

    /** What the venue's band lies around, as far as it is known here: mark price or, on spot, last trade; 0 before the first. */
    private long bandMiddle(final int instrument) {
        return instruments.isSpot(instrument) ? lastTrade(instrument) : mark(instrument);
    }

    /**
     * Up to which price the venue lets buy, or down to which it lets sell, price units; 0: it sets no bound, or none is known now, for there is no mark
     * price, or an old one.
     */
    long venueBound(final int instrument, final int side, final long nowNs) {
        final long part = band(instrument, side);
        final long middle = bandMiddle(instrument);
        if (part == 0 || middle <= 0 || lacksMark(instrument, nowNs)) {
            return 0;
        }
        final long down = Money.multiplyDivideDown(middle, part, Money.ONE);
        // Both products differ by less than ONE, so their lower 64 bits tell whether there is a remainder.
        return side > 0 || down * Money.ONE == middle * part ? down : down + 1;
    }

    /** Price units; 0 while nothing is usual yet. */
    long medianSpread(final int instrument) {
        final int row = instrument * STRIDE;
        return rows[row + SAMPLES] < ENOUGH ? 0 : rows[row + MEDIAN_SPREAD];
    }

    /** Twice the step of the middle that no second quote has confirmed, 0 if there is none. */
    long unconfirmedStep(final int instrument) {
        final int row = instrument * STRIDE;
        return rows[row + JUMPED_FROM] == 0 ? 0 : Math.abs(rows[row + JUMPED_TO] - rows[row + JUMPED_FROM]);
    }

    /** Twice the largest step that is none. */
    long stepBoundTwice(final int instrument) {
        return rows[instrument * STRIDE + STEP_BOUND];
    }

    /**
     * Twice the middle of bid and ask, without a quote twice the last trade; 0 before any price.
     *
     * @throws ArithmeticException if it doesn't fit
     */
    long twiceMiddle(final int instrument) {
        final int row = instrument * STRIDE;
        return rows[row + ASK] > 0
                ? Math.addExact(rows[row + BID], rows[row + ASK])
                : Math.multiplyExact(2, rows[row + LAST_TRADE]);
    }

    /** The middle of bid and ask, without a quote the last trade, rounded down; 0 before any price. */
    long middle(final int instrument) {
        final int row = instrument * STRIDE;
        final long bid = rows[row + BID];
        return rows[row + ASK] > 0 ? bid + ((rows[row + ASK] - bid) >> 1) : rows[row + LAST_TRADE];
    }
}
