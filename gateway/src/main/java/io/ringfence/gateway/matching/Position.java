package io.ringfence.gateway.matching;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.number.Money;

/**
 * One account's one-way position in one instrument, with average entry price. The entry is kept as the notional that
 * was paid for what is still open, so that cash is exact: wallet = start + realized - fees, and realized plus open entry
 * notional always equals what was paid and received.
 */
public final class Position {
    private final Instrument instrument;
    private long quantity;
    private long entryNotional;
    private long realizedProfit;
    private long fees;
    private long updateTimeNs;

    /** One that was held already when the model began. */
    Position(final Instrument instrument, final long quantity, final long entryNotional) {
        this(instrument);
        this.quantity = quantity;
        this.entryNotional = entryNotional;
    }

    Position(final Instrument instrument) {
        this.instrument = instrument;
    }

    public Instrument instrument() {
        return instrument;
    }

    /** Quantity units; negative is short. */
    public long quantity() {
        return quantity;
    }

    /** Money, 1e-8, never negative: what the open quantity was bought or sold for. */
    public long entryNotional() {
        return entryNotional;
    }

    /** Average entry in price units, rounded half away from zero; 0 without a position. */
    public long entryPrice() {
        return quantity == 0 ? 0 : price(entryNotional, Math.abs(quantity));
    }

    /** Money, 1e-8, since the account was opened, without fees. */
    public long realizedProfit() {
        return realizedProfit;
    }

    /** Money, 1e-8, since the account was opened; positive is a cost. */
    public long fees() {
        return fees;
    }

    /** Market time of the last fill. */
    public long updateTimeNs() {
        return updateTimeNs;
    }

    void updated(final long timeNs) {
        updateTimeNs = timeNs;
    }

    /** Profit of the open quantity at {@code markPrice}, money 1e-8. */
    public long unrealizedProfit(final long markPrice) {
        if (quantity == 0) {
            return 0;
        }
        final long value = notional(markPrice, Math.abs(quantity));
        return quantity > 0 ? value - entryNotional : entryNotional - value;
    }

    /** Money, 1e-8, of the open quantity at {@code markPrice}; never negative. */
    public long notional(final long markPrice) {
        return notional(markPrice, Math.abs(quantity));
    }

    /** How much of an order to {@code buy} would close: quantity units. */
    public long reducible(final boolean buy) {
        return Math.max(0, buy ? -quantity : quantity);
    }

    /** Takes a fill in and returns the profit it realizes. */
    long filled(final boolean buy, final long fillQuantity, final long fillNotional, final long fee) {
        fees = Math.addExact(fees, fee);
        final long closing = Math.min(fillQuantity, reducible(buy));
        final long closingNotional =
                closing == fillQuantity ? fillNotional : Money.multiplyDivide(fillNotional, closing, fillQuantity);
        final long profit = close(closing, closingNotional);
        open(buy, fillQuantity - closing, fillNotional - closingNotional);
        return profit;
    }

    private long close(final long closing, final long closingNotional) {
        if (closing == 0) {
            return 0;
        }
        final long open = Math.abs(quantity);
        final long share = closing == open ? entryNotional : Money.multiplyDivide(entryNotional, closing, open);
        final long profit = quantity > 0 ? closingNotional - share : share - closingNotional;
        entryNotional -= share;
        quantity += quantity > 0 ? -closing : closing;
        realizedProfit = Math.addExact(realizedProfit, profit);
        return profit;
    }

    private void open(final boolean buy, final long opening, final long openingNotional) {
        quantity = Math.addExact(quantity, buy ? opening : -opening);
        entryNotional = Math.addExact(entryNotional, openingNotional);
    }

    private long notional(final long price, final long units) {
        return Money.notional(price, units, instrument.priceScale(), instrument.quantityScale());
    }

    private long price(final long notional, final long units) {
        final int shift = instrument.priceScale() + instrument.quantityScale() - Money.SCALE;
        return shift >= 0
                ? Money.multiplyDivide(notional, Money.powerOfTen(shift), units)
                : Money.multiplyDivide(notional, 1, Math.multiplyExact(units, Money.powerOfTen(-shift)));
    }
}
