package io.ringfence.engine.portfolio;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.number.Money;

/**
 * Positions by average cost, in exact fixed point. All money in 1e-8 of the account currency.
 *
 * <p>A fill that opens or adds puts its value ({@code price x quantity}, rounded once, half away from zero) on the open
 * cost. A fill that closes {@code c} of {@code q} takes {@code openCost x c / q} (rounded half away from zero; all of it
 * when {@code c = q}) off the open cost and books the difference to its own value as profit. So value is never lost to
 * rounding: at any time profit minus open cost equals what the fills brought in. A fill that turns the position round
 * closes first and opens with what is left of its value.
 *
 * <p>On spot a fee may be taken in the base asset itself. Its worth at the fill's price counts as fee, and what was received is less: the position
 * is the net quantity, its cost the fill's value without the fee's. A position is never short there: who sells more than is known to be held sells
 * something else. What a fill leaves that the venue wouldn't buy, since it is less than a lot, than its least quantity, or at the fill's price than its
 * least notional, is dust: kept with its cost beside a position of 0, and part of the next.
 *
 * <p>A result that does not fit is refused with {@link ArithmeticException}, and the position stays as it was. Owned by
 * {@code portfolio}; allocates nothing.
 */
public final class Positions {
    private static final int QUANTITY = 0;
    private static final int OPEN_COST = 1;
    private static final int REALIZED_PROFIT = 2;
    private static final int FEES = 3;
    private static final int LAST_TRADE = 4;
    private static final int BID = 5;
    private static final int ASK = 6;
    /** Spot: held, but less than can be sold, with what was paid for it. */
    private static final int DUST = 7;

    private static final int DUST_COST = 8;
    private static final int STRIDE = 9;

    private final Instruments instruments;
    private final TradeIds tradeIds;
    private final long[] rows;

    private long totalRealizedProfit;
    private long totalFees;
    /** It follows from the rows, so it isn't saved. */
    private long totalSpotCost;

    private long duplicates;

    public Positions(final Instruments instruments, final int maxInstruments) {
        this.instruments = instruments;
        tradeIds = new TradeIds(maxInstruments);
        rows = new long[(maxInstruments + 1) * STRIDE];
    }

    static long stateBytes(final int highestInstrument) {
        return 3 * Long.BYTES + (highestInstrument + 1L) * STRIDE * Long.BYTES + TradeIds.stateBytes(highestInstrument);
    }

    void save(final StateWriter state) {
        state.putLong(totalRealizedProfit);
        state.putLong(totalFees);
        state.putLong(duplicates);
        state.putLongs(rows, 0, (instruments.highest() + 1) * STRIDE);
        tradeIds.save(state, instruments.highest());
    }

    void load(final StateReader state) {
        totalRealizedProfit = state.getLong();
        totalFees = state.getLong();
        duplicates = state.getLong();
        state.getLongs(rows, 0, (instruments.highest() + 1) * STRIDE);
        tradeIds.load(state, instruments.highest());
        totalSpotCost = 0;
        for (int instrument = 1; instrument <= instruments.highest(); instrument++) {
            addSpotCost(instruments.isSpot(instrument) ? spotCost(instrument * STRIDE) : 0);
        }
    }

    /**
     * Takes a fill.
     *
     * @param quantity signed: positive bought
     * @param fee      money, positive is a cost
     * @param old      whether it is told from the account's history, which may go back behind what is remembered
     * @return false, and nothing changed, if the trade was already taken
     */
    public boolean fill(
            final int instrument,
            final long tradeId,
            final long price,
            final long quantity,
            final long fee,
            final boolean old) {
        return fill(instrument, tradeId, price, quantity, fee, 0, old);
    }

    /**
     * Takes a fill.
     *
     * @param quantity signed: positive bought
     * @param fee      money, positive is a cost
     * @param baseFee  what was taken from the base asset, quantity units, positive is a cost; spot alone
     * @param old      whether it is told from the account's history, which may go back behind what is remembered
     * @return false, and nothing changed, if the trade was already taken
     */
    public boolean fill(
            final int instrument,
            final long tradeId,
            final long price,
            final long quantity,
            final long fee,
            final long baseFee,
            final boolean old) {
        final long fill = fillId(tradeId, quantity);
        if (tradeIds.contains(instrument, fill) || (old && tradeIds.isForgotten(instrument, fill))) {
            duplicates++;
            return false;
        }
        if (instruments.isSpot(instrument)) {
            takeSpot(instrument, price, quantity, fee, baseFee);
        } else {
            take(instrument, price, quantity, instruments.notional(instrument, price, quantity), fee);
        }
        tradeIds.add(instrument, fill);
        return true;
    }

    private void takeSpot(
            final int instrument, final long price, final long quantity, final long fee, final long baseFee) {
        final int row = instrument * STRIDE;
        final long worth = instruments.notional(instrument, price, baseFee);
        final long value = Math.subtractExact(instruments.notional(instrument, price, quantity), worth);
        final long all = Math.addExact(rows[row + QUANTITY], rows[row + DUST]);
        final long net = Math.subtractExact(quantity, baseFee);
        final long ours = Math.max(net, -all);
        final long valueOfOurs = ours == net ? value : instruments.notional(instrument, price, ours);
        final long allFees = Math.addExact(fee, worth);

        final long dust = rows[row + DUST];
        final long dustCost = rows[row + DUST_COST];
        final long costBefore = spotCost(row);
        rows[row + QUANTITY] += dust;
        rows[row + OPEN_COST] += dustCost;
        rows[row + DUST] = 0;
        rows[row + DUST_COST] = 0;
        try {
            take(instrument, price, ours, valueOfOurs, allFees);
        } catch (final ArithmeticException overflow) {
            rows[row + QUANTITY] -= dust;
            rows[row + OPEN_COST] -= dustCost;
            rows[row + DUST] = dust;
            rows[row + DUST_COST] = dustCost;
            throw overflow;
        }
        if (!instruments.isTradable(instrument, price, rows[row + QUANTITY])) {
            rows[row + DUST] = rows[row + QUANTITY];
            rows[row + DUST_COST] = rows[row + OPEN_COST];
            rows[row + QUANTITY] = 0;
            rows[row + OPEN_COST] = 0;
        }
        addSpotCost(spotCost(row) - costBefore);
    }

    private long spotCost(final int row) {
        return Math.addExact(rows[row + OPEN_COST], rows[row + DUST_COST]);
    }

    private void addSpotCost(final long change) {
        totalSpotCost = Math.addExact(totalSpotCost, change);
    }

    /** Who trades with itself gets two reports of one trade: bought and sold. */
    private static long fillId(final long tradeId, final long quantity) {
        return tradeId << 1 | (quantity > 0 ? 1 : 0);
    }

    private void take(final int instrument, final long price, final long quantity, final long value, final long fee) {
        final int row = instrument * STRIDE;
        final long held = rows[row + QUANTITY];
        final long cost = rows[row + OPEN_COST];
        final long closing = closingPart(held, quantity);

        final long closingValue = closing == quantity ? value : instruments.notional(instrument, price, closing);
        final long released = released(cost, closing, held);
        final long profit = Math.negateExact(Math.addExact(closingValue, released));
        final long quantityAfter = Math.addExact(held, quantity);
        final long costAfter = Math.addExact(cost - released, value - closingValue);
        final long realizedAfter = Math.addExact(rows[row + REALIZED_PROFIT], profit);
        final long feesAfter = Math.addExact(rows[row + FEES], fee);
        final long totalRealizedAfter = Math.addExact(totalRealizedProfit, profit);
        final long totalFeesAfter = Math.addExact(totalFees, fee);

        totalRealizedProfit = totalRealizedAfter;
        totalFees = totalFeesAfter;
        rows[row + QUANTITY] = quantityAfter;
        rows[row + OPEN_COST] = costAfter;
        rows[row + REALIZED_PROFIT] = realizedAfter;
        rows[row + FEES] = feesAfter;
    }

    /** The part of {@code quantity} that reduces {@code held}, with the sign of {@code quantity}. */
    private static long closingPart(final long held, final long quantity) {
        if (held == 0 || (held > 0) == (quantity > 0)) {
            return 0;
        }
        return Math.abs(quantity) <= Math.abs(held) ? quantity : -held;
    }

    private static long released(final long cost, final long closing, final long held) {
        if (closing == 0) {
            return 0;
        }
        return closing == -held ? cost : Money.multiplyDivide(cost, Math.abs(closing), Math.abs(held));
    }

    /** Takes a market trade's price, for the mark. */
    public void trade(final int instrument, final long price) {
        rows[instrument * STRIDE + LAST_TRADE] = price;
    }

    /** Takes the best bid and ask, for the mark. */
    public void quote(final int instrument, final long bid, final long ask) {
        rows[instrument * STRIDE + BID] = bid;
        rows[instrument * STRIDE + ASK] = ask;
    }

    /** The newest trade id that was booked, 0 if there is none. */
    public long newestTradeId(final int instrument) {
        return tradeIds.newest(instrument) >> 1;
    }

    /** Signed, quantity units. */
    public long quantity(final int instrument) {
        return rows[instrument * STRIDE + QUANTITY];
    }

    /** Spot: held beside {@link #quantity}, less than can be sold, quantity units. */
    public long dust(final int instrument) {
        return rows[instrument * STRIDE + DUST];
    }

    /** What was paid for {@link #dust}. */
    public long dustCost(final int instrument) {
        return rows[instrument * STRIDE + DUST_COST];
    }

    /** What all that is held on spot was paid for: on spot the wallet is less by it. */
    public long totalSpotCost() {
        return totalSpotCost;
    }

    /** What was paid for the open quantity; has its sign. */
    public long openCost(final int instrument) {
        return rows[instrument * STRIDE + OPEN_COST];
    }

    /** Before fees. */
    public long realizedProfit(final int instrument) {
        return rows[instrument * STRIDE + REALIZED_PROFIT];
    }

    public long fees(final int instrument) {
        return rows[instrument * STRIDE + FEES];
    }

    /** Of all instruments, before fees. */
    public long totalRealizedProfit() {
        return totalRealizedProfit;
    }

    public long totalFees() {
        return totalFees;
    }

    /** Fills that came again and were left out. */
    public long duplicates() {
        return duplicates;
    }

    /** Average entry price in price units, rounded half even; 0 when flat. */
    public long entryPrice(final int instrument) {
        final long quantity = Math.abs(quantity(instrument));
        if (quantity == 0) {
            return 0;
        }
        final long cost = Math.abs(openCost(instrument));
        final int shift = instruments.priceScale(instrument) + instruments.quantityScale(instrument) - Money.SCALE;
        return shift >= 0
                ? divideHalfEven(cost, Money.powerOfTen(shift), quantity)
                : divideHalfEven(cost, 1, Math.multiplyExact(quantity, Money.powerOfTen(-shift)));
    }

    private static long divideHalfEven(final long a, final long b, final long divisor) {
        final long quotient = Money.multiplyDivideDown(a, b, divisor);
        // The remainder is below the divisor, so 64 bits of the product are enough for it.
        final long remainder = a * b - quotient * divisor;
        final long rest = divisor - remainder;
        final boolean up = remainder > rest || (remainder == rest && (quotient & 1) == 1);
        return up ? quotient + 1 : quotient;
    }

    /** Twice the middle of bid and ask (before any quote: twice the last trade); 0 before any price. */
    long twiceMiddle(final int instrument) {
        final int row = instrument * STRIDE;
        return rows[row + ASK] > 0
                ? Math.addExact(rows[row + BID], rows[row + ASK])
                : Math.multiplyExact(2, rows[row + LAST_TRADE]);
    }

    /** Profit if the position were closed at the middle of bid and ask (before any quote: at the last trade). */
    public long unrealizedProfit(final int instrument) {
        final int row = instrument * STRIDE;
        final long quantity = rows[row + QUANTITY];
        if (quantity == 0) {
            return 0;
        }
        final long twice = twiceMiddle(instrument);
        final long value = instruments.notionalAtMiddle(instrument, twice, quantity);
        return Math.subtractExact(value, rows[row + OPEN_COST]);
    }

    /** The sum over all instruments. */
    public long totalUnrealizedProfit() {
        long total = 0;
        for (int instrument = 1; instrument <= instruments.highest(); instrument++) {
            total = Math.addExact(total, unrealizedProfit(instrument));
        }
        return total;
    }
}
