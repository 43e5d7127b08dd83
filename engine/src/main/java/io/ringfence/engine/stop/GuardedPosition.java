package io.ringfence.engine.stop;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.StopReason;
import java.util.Arrays;

/**
 * The positions and their stops, one flat row each; shows one of them at a time, {@link #select selected} by instrument. Long and short
 * alike: {@link #side} is 1 or -1, and "ahead" means more profitable. Owned by {@code stops}; allocates nothing.
 */
final class GuardedPosition {
    /** No position. */
    private static final long NONE = 0;
    /** The stop guards. */
    private static final long ARMED = 1;
    /** Fired; nothing more until the position is gone. */
    private static final long FIRED = 2;

    private static final int QUANTITY = 0;
    private static final int ENTRY = 1;
    private static final int STOP = 2;
    private static final int BEST = 3;
    private static final int PHASE = 4;
    private static final int REASON = 5;
    private static final int OPENED_NS = 6;
    private static final int LAST_PRICE = 7;
    private static final int LARGEST = 8;
    private static final int ASKED = 9;
    private static final int LEVELS_DONE = 10;
    private static final int BEYOND_COUNT = 11;
    private static final int BEYOND_SINCE_NS = 12;
    private static final int SAR_EXTREME = 13;
    private static final int SAR_BAR = 14;
    /** Of the instrument, not of the position. */
    private static final int QUOTED = 15;

    private static final int STRIDE = 16;

    private static final int HARD_ATR = 0;
    private static final int SAR = 1;
    /** 0: there is none. */
    private static final int SAR_FACTOR = 2;

    private static final int REALS = 4;

    private final Instruments instruments;
    private final ClosedBars bars;
    private final long[] rows;
    private final double[] reals;
    /** By instrument; asked with every event and of all on every tick, so packed close: it follows from the rows. */
    private final boolean[] isArmed;

    private int instrument;
    private int row;
    private int realRow;
    private long feeParts;
    private long fees;

    GuardedPosition(final Instruments instruments, final int maxInstruments, final ClosedBars bars) {
        this.instruments = instruments;
        this.bars = bars;
        rows = new long[(maxInstruments + 1) * STRIDE];
        reals = new double[(maxInstruments + 1) * REALS];
        isArmed = new boolean[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * (STRIDE * Long.BYTES + REALS * Double.BYTES);
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        state.putDoubles(reals, 0, (highestInstrument + 1) * REALS);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        state.getDoubles(reals, 0, (highestInstrument + 1) * REALS);
        for (int one = 0; one <= highestInstrument; one++) {
            isArmed[one] = rows[one * STRIDE + PHASE] == ARMED;
        }
    }

    /** @param feeParts taker fees of both sides that count, parts of 1e9 */
    void select(final int instrument, final long feeParts) {
        this.instrument = instrument;
        this.feeParts = feeParts;
        row = instrument * STRIDE;
        realRow = instrument * REALS;
        countFees();
    }

    private void countFees() {
        fees = feeParts == 0 ? 0 : PriceShare.portionUp(rows[row + ENTRY], feeParts);
    }

    // What happened to the position.

    void open(final long quantity, final long entryPrice, final long nowNs) {
        rows[row + OPENED_NS] = nowNs;
        rows[row + BEST] = entryPrice;
        phase(ARMED);
        reals[realRow + HARD_ATR] = ClosedBars.UNKNOWN;
        take(quantity, entryPrice);
    }

    void take(final long quantity, final long entryPrice) {
        rows[row + QUANTITY] = quantity;
        rows[row + ENTRY] = entryPrice;
        rows[row + LARGEST] = Math.max(rows[row + LARGEST], Math.abs(quantity));
        countFees();
    }

    void reduce(final long quantity) {
        final long reduction = Math.abs(rows[row + QUANTITY]) - Math.abs(quantity);
        rows[row + QUANTITY] = quantity;
        rows[row + ASKED] = Math.max(0, rows[row + ASKED] - reduction);
    }

    void fired() {
        phase(FIRED);
    }

    private void phase(final long phase) {
        rows[row + PHASE] = phase;
        isArmed[instrument] = phase == ARMED;
    }

    /** Forgets the position, and that it was there. */
    void clear() {
        phase(NONE);
        Arrays.fill(rows, row, row + QUOTED, 0);
        Arrays.fill(reals, realRow, realRow + REALS, 0);
    }

    // What it is.

    /** The selected one's. */
    int instrument() {
        return instrument;
    }

    boolean isThere() {
        return rows[row + PHASE] != NONE;
    }

    boolean isArmed() {
        return isArmed[instrument];
    }

    /** Whether {@code one}'s is, selected or not. */
    boolean isArmed(final int one) {
        return isArmed[one];
    }

    /** Signed. */
    long quantity() {
        return rows[row + QUANTITY];
    }

    /** 1 long, -1 short. */
    int side() {
        return rows[row + QUANTITY] > 0 ? 1 : -1;
    }

    long entry() {
        return rows[row + ENTRY];
    }

    long openedNs() {
        return rows[row + OPENED_NS];
    }

    /** The most profitable latest price since it was opened; the entry price at first. */
    long best() {
        return rows[row + BEST];
    }

    /** The last latest price since it was opened, 0 if there was none. */
    long lastPrice() {
        return rows[row + LAST_PRICE];
    }

    void latest(final long price) {
        rows[row + LAST_PRICE] = price;
        if (ahead(price, rows[row + BEST]) > 0) {
            rows[row + BEST] = price;
        }
    }

    /** Whether the instrument was ever quoted. */
    boolean isQuoted() {
        return rows[row + QUOTED] != 0;
    }

    void quoted() {
        rows[row + QUOTED] = 1;
    }

    // Its stop.

    long stop() {
        return rows[row + STOP];
    }

    StopReason reason() {
        return StopReason.get((short) rows[row + REASON]);
    }

    void stop(final long price, final StopReason reason) {
        rows[row + STOP] = price;
        rows[row + REASON] = reason.value();
        rows[row + BEYOND_COUNT] = 0;
    }

    /** Counts a price beyond the stop; the first of a row is at {@code nowNs}. Returns how many these are. */
    long countBeyond(final long nowNs) {
        if (rows[row + BEYOND_COUNT] == 0) {
            rows[row + BEYOND_SINCE_NS] = nowNs;
        }
        return ++rows[row + BEYOND_COUNT];
    }

    /** Whether the last price that was held against the stop was beyond it, and it didn't fire. */
    boolean isBeyond() {
        return rows[row + BEYOND_COUNT] != 0;
    }

    /** When the first price of the row beyond the stop came. */
    long beyondSinceNs() {
        return rows[row + BEYOND_SINCE_NS];
    }

    /** A price on the good side. */
    void endBeyond() {
        rows[row + BEYOND_COUNT] = 0;
    }

    // Prices as its rules see them.

    long tick() {
        return instruments.tickSize(instrument);
    }

    long lot() {
        return instruments.lotSize(instrument);
    }

    /** Of price and quantity together. */
    int decimals() {
        return instruments.priceScale(instrument) + instruments.quantityScale(instrument);
    }

    /** Price units per unit of quantity that both sides' fees take, as far as they count. */
    long fees() {
        return fees;
    }

    /** How far {@code price} is ahead of {@code other}. */
    long ahead(final long price, final long other) {
        return rows[row + QUANTITY] > 0 ? price - other : other - price;
    }

    /** Profit at {@code price} per unit of quantity, in price units. */
    long gain(final long price) {
        return ahead(price, rows[row + ENTRY]) - fees;
    }

    long bestGain() {
        return gain(rows[row + BEST]);
    }

    /** Whether the best profit has reached {@code trigger}. */
    boolean hasGained(final PriceShare trigger) {
        return bestGain() >= trigger.up(entry(), tick());
    }

    /** {@code profit} ahead of the break-even price, rounded. */
    long stopAhead(final long profit) {
        return rounded(entry() + side() * (fees + profit));
    }

    /** {@code distance} behind {@code price} within bounds, rounded. */
    long stopBehind(final long price, final long distance) {
        final long tick = tick();
        return rounded(price - side() * Math.max(tick, Math.min(distance, price - tick)));
    }

    /** Towards the price: up to the tick for a long, down to it for a short. */
    long rounded(final long price) {
        final long tick = tick();
        return rows[row + QUANTITY] > 0 ? -Math.floorDiv(-price, tick) * tick : Math.floorDiv(price, tick) * tick;
    }

    double atr(final int timeframe) {
        return bars.atr(instrument, timeframe);
    }

    /** The most profitable price of the bars that the chandelier looks at, or {@link ClosedBars#NO_PRICE}. */
    long barsExtreme() {
        return side() > 0 ? bars.highest(instrument) : bars.lowest(instrument);
    }

    /** The ATR that the hard stop was given, or {@link ClosedBars#UNKNOWN}. */
    double hardAtr() {
        return reals[realRow + HARD_ATR];
    }

    void hardAtr(final double atr) {
        reals[realRow + HARD_ATR] = atr;
    }

    // Its portions.

    int levelsDone() {
        return (int) rows[row + LEVELS_DONE];
    }

    void levelDone() {
        rows[row + LEVELS_DONE]++;
    }

    /** The largest that it was. */
    long largest() {
        return rows[row + LARGEST];
    }

    /** What no take-profit asked for. */
    long unasked() {
        return Math.max(0, Math.abs(rows[row + QUANTITY]) - rows[row + ASKED]);
    }

    void ask(final long quantity) {
        rows[row + ASKED] += quantity;
    }

    // Its parabolic stop.

    void startSar(final long price, final double step) {
        reals[realRow + SAR] = price;
        reals[realRow + SAR_FACTOR] = step;
        rows[row + SAR_EXTREME] = entry();
        rows[row + SAR_BAR] = ClosedBars.NO_PRICE;
    }

    boolean hasSar() {
        return reals[realRow + SAR_FACTOR] > 0;
    }

    double sar() {
        return reals[realRow + SAR];
    }

    void sar(final double price) {
        reals[realRow + SAR] = price;
    }

    double sarFactor() {
        return reals[realRow + SAR_FACTOR];
    }

    void sarFactor(final double factor) {
        reals[realRow + SAR_FACTOR] = factor;
    }

    long sarExtreme() {
        return rows[row + SAR_EXTREME];
    }

    void sarExtreme(final long price) {
        rows[row + SAR_EXTREME] = price;
    }

    /** Low (short: high) of the last bar since arming, or {@link ClosedBars#NO_PRICE}. */
    long sarBar() {
        return rows[row + SAR_BAR];
    }

    void sarBar(final long price) {
        rows[row + SAR_BAR] = price;
    }
}
