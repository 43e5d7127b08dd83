package io.ringfence.engine.risk;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * What is held and what entries under way may add, by instrument, and what that is worth at the middle of the market. So an order reserves from
 * the event that decides it, and what it reserved becomes the position's as its fills are settled. Owned by {@code orders}; flat rows.
 */
final class Exposure {
    private static final int POSITION = 0;
    private static final int IN_FLIGHT = 1;
    private static final int OPEN_COST = 2;
    /** 0: unknown. */
    private static final int LEVERAGE = 3;

    /** Configured; 0: whatever the venue has. */
    private static final int WANTED_LEVERAGE = 4;

    private static final int OTHER_TYPE = 5;

    /** Spot: what was paid for what is too little to sell. */
    private static final int DUST_COST = 6;

    private static final int STRIDE = 7;

    private final Instruments instruments;
    private final MarketWatch market;
    private final LimitTable limits;
    private final long[] rows;
    private final Total profit;
    private final Total gross;
    private final Total margin;
    /** Instruments that are held or being entered. */
    private int exposed;

    Exposure(
            final Instruments instruments,
            final MarketWatch market,
            final LimitTable limits,
            final int maxInstruments) {
        this.instruments = instruments;
        this.market = market;
        this.limits = limits;
        rows = new long[(maxInstruments + 1) * STRIDE];
        profit = new Total(maxInstruments, this::unrealizedProfit);
        gross = new Total(maxInstruments, this::notional);
        margin = new Total(maxInstruments, this::bound);
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * STRIDE * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(rows, 0, (highestInstrument + 1) * STRIDE);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getLongs(rows, 0, (highestInstrument + 1) * STRIDE);
        exposed = 0;
        for (int i = 1; i <= highestInstrument; i++) {
            exposed += exposedOf(i);
        }
        allRepriced();
    }

    /** Settled: signed quantity, and what was paid for it. */
    void position(final int instrument, final long quantity, final long openCost) {
        final int before = exposedOf(instrument);
        rows[instrument * STRIDE + POSITION] = quantity;
        rows[instrument * STRIDE + OPEN_COST] = openCost;
        exposed += exposedOf(instrument) - before;
        changed(instrument);
    }

    /** Spot: what was paid for what is held beside the position. */
    void dust(final int instrument, final long cost) {
        rows[instrument * STRIDE + DUST_COST] = cost;
        margin.changed(instrument);
    }

    /** What entries under way may still add, signed. */
    void inFlight(final int instrument, final long quantity) {
        if (rows[instrument * STRIDE + IN_FLIGHT] != quantity) {
            final int before = exposedOf(instrument);
            rows[instrument * STRIDE + IN_FLIGHT] = quantity;
            exposed += exposedOf(instrument) - before;
            changed(instrument);
        }
    }

    private int exposedOf(final int instrument) {
        return isExposed(instrument) ? 1 : 0;
    }

    /** The market of {@code instrument} has moved; whether that matters here. */
    boolean repriced(final int instrument) {
        final boolean matters = isExposed(instrument);
        if (matters) {
            changed(instrument);
        }
        return matters;
    }

    /** Any price may be another than before. */
    void allRepriced() {
        profit.allChanged();
        gross.allChanged();
        margin.allChanged();
    }

    private void changed(final int instrument) {
        profit.changed(instrument);
        gross.changed(instrument);
        margin.changed(instrument);
    }

    /** What the venue states, and what is configured; whether that is news and differs. */
    boolean leverage(final int instrument, final long leverage, final long wanted, final boolean otherType) {
        final int row = instrument * STRIDE;
        final long type = otherType ? 1 : 0;
        final boolean news = rows[row + LEVERAGE] != leverage
                || rows[row + WANTED_LEVERAGE] != wanted
                || rows[row + OTHER_TYPE] != type;
        rows[row + LEVERAGE] = leverage;
        rows[row + WANTED_LEVERAGE] = wanted;
        rows[row + OTHER_TYPE] = type;
        margin.changed(instrument);
        return news && (otherType || isLeverageOther(instrument));
    }

    /** Whether the venue's leverage isn't the configured one. */
    boolean isLeverageOther(final int instrument) {
        return wantedLeverage(instrument) != 0 && wantedLeverage(instrument) != statedLeverage(instrument);
    }

    boolean isMarginTypeOther(final int instrument) {
        return rows[instrument * STRIDE + OTHER_TYPE] != 0;
    }

    /** 0: whatever the venue has. */
    long wantedLeverage(final int instrument) {
        return rows[instrument * STRIDE + WANTED_LEVERAGE];
    }

    /** 0 before the venue stated it. */
    long statedLeverage(final int instrument) {
        return rows[instrument * STRIDE + LEVERAGE];
    }

    /** At least 1: what isn't known is taken for none. */
    long leverage(final int instrument) {
        return Math.max(1, rows[instrument * STRIDE + LEVERAGE]);
    }

    private boolean isExposed(final int instrument) {
        return rows[instrument * STRIDE + POSITION] != 0 || rows[instrument * STRIDE + IN_FLIGHT] != 0;
    }

    /**
     * Money that the position and all that is under way is worth, unsigned. Without a price it is worth what it cost.
     *
     * @throws ArithmeticException if it doesn't fit
     */
    long notional(final int instrument) {
        final int row = instrument * STRIDE;
        final long quantity = Math.absExact(Math.addExact(rows[row + POSITION], rows[row + IN_FLIGHT]));
        final long twice = market.twiceMiddle(instrument);
        if (quantity == 0) {
            return 0;
        }
        return twice == 0
                ? Math.absExact(rows[row + OPEN_COST])
                : instruments.notionalAtMiddle(instrument, twice, quantity);
    }

    /** What closing the position at the middle of the market would bring, before fees. */
    long unrealizedProfit(final int instrument) {
        final int row = instrument * STRIDE;
        final long quantity = rows[row + POSITION];
        final long twice = market.twiceMiddle(instrument);
        return quantity == 0 || twice == 0
                ? 0
                : Math.subtractExact(instruments.notionalAtMiddle(instrument, twice, quantity), rows[row + OPEN_COST]);
    }

    /** What closing all positions would bring. */
    long totalUnrealizedProfit() {
        return profit.sum();
    }

    /** The first instrument with which {@link #totalUnrealizedProfit} doesn't fit; 0 if it does. */
    int overflowOf() {
        long sum = 0;
        for (int i = 1; i <= instruments.highest(); i++) {
            try {
                sum = Math.addExact(sum, unrealizedProfit(i));
            } catch (final ArithmeticException overflow) {
                return i;
            }
        }
        return 0;
    }

    /** Money of all instruments, each side counted as positive. */
    long gross() {
        return gross.sum();
    }

    /** As {@link #gross}, of one group. */
    long ofGroup(final int group) {
        long total = 0;
        for (int i = 1; i <= instruments.highest(); i++) {
            total = isExposed(i) && limits.groupOf(i) == group ? Math.addExact(total, notional(i)) : total;
        }
        return total;
    }

    /** Instruments that are held or being entered, without {@code instrument}. */
    int othersThan(final int instrument) {
        return exposed - exposedOf(instrument);
    }

    /** Initial margin of all that is held and under way: its worth by the leverage, rounded up; and on spot the cost of dust, which is paid, too. */
    long initialMargin() {
        return margin.sum();
    }

    private long bound(final int instrument) {
        final long margin = margin(instrument, notional(instrument));
        return instruments.isSpot(instrument) ? Math.addExact(margin, boundOnSpot(instrument)) : margin;
    }

    /** What is bought there is paid in full, so at the ask. */
    private long boundOnSpot(final int instrument) {
        final int row = instrument * STRIDE;
        final long spread = 2 * market.ask(instrument) - market.twiceMiddle(instrument);
        return Math.addExact(
                rows[row + DUST_COST],
                instruments.notionalAtMiddle(instrument, Math.max(0, spread), Math.max(0, rows[row + IN_FLIGHT])));
    }

    /** Initial margin of {@code notional}, rounded up. */
    long margin(final int instrument, final long notional) {
        final long leverage = leverage(instrument);
        return Math.addExact(notional, leverage - 1) / leverage;
    }
}
