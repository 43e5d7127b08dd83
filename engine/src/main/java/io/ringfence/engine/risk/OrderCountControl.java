package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/**
 * Orders of all kinds have used up the share of what the venue allows in a window that entries may go up to; the rest is for exits and stops. Orders.
 */
final class OrderCountControl implements EntryControl {
    private final LimitTable limits;
    private final OrderCount orders;
    private final Instruments instruments;

    OrderCountControl(final LimitTable limits, final OrderCount orders, final Instruments instruments) {
        this.limits = limits;
        this.orders = orders;
        this.instruments = instruments;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.ORDER_COUNT;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long share = limits.of(RiskLimit.MAX_ORDER_COUNT, entry);
        boolean refuses = false;
        for (int window = 0; share != RiskLimit.OFF && !refuses && window < OrderCount.WINDOWS; window++) {
            final long allowed = OrderCount.allowed(instruments.isSpot(entry.instrument()), window);
            refuses = allowed != OrderCount.NONE
                    && entry.exceeds(
                            Money.multiplyDivideDown(allowed, share, RiskLimit.WHOLE),
                            orders.within(window, entry.nowNs()) + 1);
        }
        return refuses;
    }
}
