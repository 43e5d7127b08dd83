package io.ringfence.engine.order;

import io.ringfence.engine.risk.Entry;
import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.journal.message.KillLevel;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/**
 * How large an entry is and whether it may be: the gate, the controls, between them sizing and the venue's filters. The first that fails
 * refuses. Holds the result of the last check. Exits pass none of this.
 */
final class EntryCheck {
    /** What a fee in the base asset takes at most of what is bought, 1e-8: 0.5 %, of which Binance takes a fifth. */
    private static final long BASE_FEE = 500_000;

    private final Instruments instruments;
    private final MarketPrices prices;
    private final EntryGate gate;
    private final OrderTable orders;
    private final RiskControls controls;
    private final Entry entry = new Entry();
    private final EntrySize size;

    EntryCheck(
            final EntrySize size,
            final RiskControls controls,
            final Instruments instruments,
            final MarketPrices prices,
            final EntryGate gate,
            final OrderTable orders) {
        this.controls = controls;
        this.instruments = instruments;
        this.prices = prices;
        this.gate = gate;
        this.orders = orders;
        this.size = size;
    }

    /**
     * Sizes and checks an entry.
     *
     * @param side     1 to buy, -1 to sell
     * @param position settled quantity, signed
     * @return the rule that refuses it, or null; then {@link #quantity} and the like tell the order
     */
    RiskRule check(final int instrument, final int side, final long position, final long nowNs) {
        entry.begin(instrument, controls.strategy(instrument), side, position, nowNs);
        try {
            RiskRule refused = checkGate(instrument);
            refused = refused == null ? controls.checkState(entry) : refused;
            refused = refused == null ? checkOrders(instrument, side) : refused;
            refused = refused == null ? checkMarket(instrument, side) : refused;
            return refused == null ? checkSize(instrument) : refused;
        } catch (final ArithmeticException overflow) {
            // Prices or limits so far out that the amount doesn't fit: no order can be right.
            return refuse(RiskRule.QUANTITY, Long.MAX_VALUE, entry.referencePrice());
        }
    }

    private RiskRule checkGate(final int instrument) {
        if (controls.killSwitch().level(instrument) != KillLevel.NONE) {
            return refuse(
                    RiskRule.KILL_SWITCH,
                    0,
                    controls.killSwitch().level(instrument).value());
        }
        if (gate.isStopped(instrument)) {
            return refuse(RiskRule.ENTRIES_STOPPED, 0, 1);
        }
        if (entry.side() < 0 && instruments.isSpot(instrument)) {
            return refuse(RiskRule.NO_SHORT, 0, -1);
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
        return gate.isGuarded() ? null : refuse(RiskRule.UNGUARDED, 0, 1);
    }

    private RiskRule checkOrders(final int instrument, final int side) {
        entry.underWay(
                orders.outstanding(instrument),
                orders.outstandingOn(instrument, -side),
                orders.entriesInFlight(instrument),
                orders.hasOutstanding(instrument, false) || orders.hasUnknown(instrument));
        return controls.checkOrders(entry);
    }

    private RiskRule checkMarket(final int instrument, final int side) {
        entry.referencePrice(prices.reference(instrument, side));
        return controls.checkMarket(entry);
    }

    private RiskRule checkSize(final int instrument) {
        final long asked =
                controls.restOfSignal(instrument, size.quantity(instrument, entry.referencePrice(), controls.wallet()));
        final long lot = instruments.lotSize(instrument);
        final long max = instruments.maxQuantity(instrument);
        final long quantity = Math.min(asked, max > 0 ? max : Long.MAX_VALUE) / lot * lot;
        entry.size(quantity, instruments.notional(instrument, entry.referencePrice(), quantity));
        final long least = Math.max(instruments.minQuantity(instrument), lot);
        if (quantity < least) {
            return refuse(RiskRule.QUANTITY, least, quantity);
        }
        if (entry.notional() < instruments.minNotional(instrument)) {
            return refuse(RiskRule.MIN_NOTIONAL, instruments.minNotional(instrument), entry.notional());
        }
        return instruments.isSpot(instrument) && !isSellable(instrument, quantity)
                ? refuse(RiskRule.MIN_NOTIONAL, instruments.minNotional(instrument), worthAtExit(instrument, quantity))
                : controls.checkSize(entry);
    }

    /** Spot has no order that may be too small because it reduces: what is bought must still be enough when it is to be sold at a loss. */
    private boolean isSellable(final int instrument, final long quantity) {
        return instruments.isTradable(instrument, exitPrice(instrument), behindFee(quantity));
    }

    private long worthAtExit(final int instrument, final long quantity) {
        final long lot = instruments.lotSize(instrument);
        return instruments.notional(instrument, exitPrice(instrument), behindFee(quantity) / lot * lot);
    }

    private long exitPrice(final int instrument) {
        final long price = entry.referencePrice();
        return Math.max(0, price - size.exitDistance(instrument, price));
    }

    private static long behindFee(final long quantity) {
        return quantity - Money.multiplyDivide(quantity, BASE_FEE, Money.ONE);
    }

    private RiskRule refuse(final RiskRule rule, final long bound, final long value) {
        entry.exceeds(bound, value);
        return rule;
    }

    /** Whose signal was the last of {@code instrument}, from 1; 0: nobody's. */
    int strategy(final int instrument) {
        return controls.owner(instrument) + 1;
    }

    /** Up to which price the venue lets buy, or down to which it lets sell, price units; 0: none is known. */
    long venueBound(final int instrument, final int side, final long nowNs) {
        return controls.venueBound(instrument, side, nowNs);
    }

    /** Until when the venue wants to hear nothing as far as is known, engine time, ns; 0: it listens. */
    long blockedUntilNs() {
        return controls.blockedUntilNs();
    }

    /** The entry that was checked last goes out. */
    void placed() {
        controls.placed(entry);
    }

    /** Quantity units, unsigned. */
    long quantity() {
        return entry.quantity();
    }

    /** Money at the reference price. */
    long notional() {
        return entry.notional();
    }

    /** The limit of the rule that refused, in its unit. */
    long bound() {
        return entry.bound();
    }

    /** What was measured against it. */
    long value() {
        return entry.value();
    }
}
