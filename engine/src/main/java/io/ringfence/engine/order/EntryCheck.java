package io.ringfence.engine.order;

import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/**
 * How large an entry is and whether it may be: sizing, then the rules in the order written here, the first that fails
 * refuses. Holds the result of the last check. Exits pass none of this. Issue 4 adds rules, issue 5 ways of sizing.
 */
final class EntryCheck {
    private static final double PARTS_PER_PERCENT = 1e7;
    private static final long WHOLE = 1_000_000_000L;

    private final Instruments instruments;
    private final MarketPrices prices;
    private final EntryGate gate;
    private final OrderTable orders;
    private final EntrySize size;
    private final long maxOrderNotional;
    private final long maxPositionNotional;
    private final long bandParts;
    private final long staleNs;
    private final int maxInFlight;

    private long referencePrice;
    private long quantity;
    private long notional;
    private long bound;
    private long value;

    EntryCheck(
            final EntrySize size,
            final RiskSettings risk,
            final Instruments instruments,
            final MarketPrices prices,
            final EntryGate gate,
            final OrderTable orders) {
        this.instruments = instruments;
        this.prices = prices;
        this.gate = gate;
        this.orders = orders;
        this.size = size;
        maxOrderNotional = money(risk.maxOrderNotional());
        maxPositionNotional = money(risk.maxPositionNotional());
        bandParts = Math.round(risk.priceBandPercent() * PARTS_PER_PERCENT);
        staleNs = risk.staleData().ns();
        maxInFlight = risk.maxInFlight();
    }

    private static long money(final double amount) {
        return Math.round(amount * Money.ONE);
    }

    /**
     * Sizes and checks an entry.
     *
     * @param side     1 to buy, -1 to sell
     * @param position settled quantity, signed
     * @return the rule that refuses it, or null; then {@link #quantity} and the like tell the order
     */
    RiskRule check(final int instrument, final int side, final long position, final long nowNs) {
        quantity = 0;
        notional = 0;
        try {
            final RiskRule closed = checkOpen(instrument);
            if (closed != null) {
                return closed;
            }
            final RiskRule unsure = checkMarket(instrument, side, nowNs);
            if (unsure != null) {
                return unsure;
            }
            size(instrument);
            return checkSize(instrument, side, position);
        } catch (final ArithmeticException overflow) {
            // Prices or limits so far out that the amount doesn't fit: no order can be right.
            return refuse(RiskRule.QUANTITY, Long.MAX_VALUE, referencePrice);
        }
    }

    private RiskRule checkOpen(final int instrument) {
        if (gate.isStopped(instrument) || instruments.isSpot(instrument)) {
            // Spot instruments are market data only, until orders for them can be sent.
            return refuse(RiskRule.ENTRIES_STOPPED, 0, 1);
        }
        if (gate.isHeld(instrument)) {
            return refuse(RiskRule.DIVERGED, 0, 1);
        }
        if (gate.isDiskLow()) {
            return refuse(RiskRule.DISK, gate.diskMarkBytes(), gate.diskFreeBytes());
        }
        if (!gate.isOrderEntryUp()) {
            return refuse(RiskRule.ORDER_ENTRY_DOWN, 1, 0);
        }
        if (gate.isReconciling() || gate.hasDrifted(instrument)) {
            return refuse(RiskRule.RECONCILING, 0, 1);
        }
        if (!gate.isGuarded()) {
            return refuse(RiskRule.UNGUARDED, 0, 1);
        }
        final int outstanding = orders.outstanding(instrument);
        // One more on top of an entry under way, or beside an order of unknown outcome, would be a blind resend.
        if (outstanding >= maxInFlight || orders.hasOutstanding(instrument, false) || orders.hasUnknown(instrument)) {
            return refuse(RiskRule.IN_FLIGHT, maxInFlight, outstanding);
        }
        return null;
    }

    private RiskRule checkMarket(final int instrument, final int side, final long nowNs) {
        final long age = prices.hasQuote(instrument) ? nowNs - prices.quoteNs(instrument) : Long.MAX_VALUE;
        if (age > staleNs) {
            return refuse(RiskRule.STALE_DATA, staleNs, age);
        }
        referencePrice = prices.reference(instrument, side);
        final long last = prices.lastTrade(instrument);
        final long band = Money.multiplyDivideDown(last, bandParts, WHOLE);
        final long distance = Math.abs(referencePrice - last);
        if (last == 0 || referencePrice <= 0 || distance > band) {
            return refuse(RiskRule.PRICE_BAND, band, distance);
        }
        return null;
    }

    /** What is wanted, rounded down to the lot and cut to the venue's maximum. */
    private void size(final int instrument) {
        final long exact = size.quantity(instrument, referencePrice);
        final long lot = instruments.lotSize(instrument);
        final long max = instruments.maxQuantity(instrument);
        quantity = Math.min(exact, max > 0 ? max : Long.MAX_VALUE) / lot * lot;
        notional = instruments.notional(instrument, referencePrice, quantity);
    }

    private RiskRule checkSize(final int instrument, final int side, final long position) {
        final long least = Math.max(instruments.minQuantity(instrument), instruments.lotSize(instrument));
        if (quantity < least) {
            return refuse(RiskRule.QUANTITY, least, quantity);
        }
        if (notional < instruments.minNotional(instrument)) {
            return refuse(RiskRule.MIN_NOTIONAL, instruments.minNotional(instrument), notional);
        }
        if (notional > maxOrderNotional) {
            return refuse(RiskRule.MAX_ORDER_NOTIONAL, maxOrderNotional, notional);
        }
        final long after = Math.addExact(position + orders.entriesInFlight(instrument), side * quantity);
        final long afterNotional = instruments.notional(instrument, referencePrice, Math.absExact(after));
        if (afterNotional > maxPositionNotional) {
            return refuse(RiskRule.MAX_POSITION_NOTIONAL, maxPositionNotional, afterNotional);
        }
        return null;
    }

    private RiskRule refuse(final RiskRule rule, final long bound, final long value) {
        this.bound = bound;
        this.value = value;
        return rule;
    }

    /** Price units; what the order is likely to pay. */
    long referencePrice() {
        return referencePrice;
    }

    /** Quantity units, unsigned. */
    long quantity() {
        return quantity;
    }

    /** Money at the reference price. */
    long notional() {
        return notional;
    }

    /** The limit of the rule that refused, in its unit. */
    long bound() {
        return bound;
    }

    /** What was measured against it. */
    long value() {
        return value;
    }
}
