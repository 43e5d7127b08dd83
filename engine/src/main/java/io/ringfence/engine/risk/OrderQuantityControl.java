package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** The order is too large in the instrument's own units. */
final class OrderQuantityControl implements EntryControl {
    private final LimitTable limits;
    private final Instruments instruments;

    OrderQuantityControl(final LimitTable limits, final Instruments instruments) {
        this.limits = limits;
        this.instruments = instruments;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.MAX_ORDER_QUANTITY;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long limit = limits.of(RiskLimit.MAX_ORDER_QUANTITY, entry);
        return limit != RiskLimit.OFF && entry.exceeds(inUnits(limit, entry.instrument()), entry.quantity());
    }

    private long inUnits(final long limit, final int instrument) {
        final int shift = instruments.quantityScale(instrument) - Money.SCALE;
        return shift >= 0 ? Math.multiplyExact(limit, Money.powerOfTen(shift)) : limit / Money.powerOfTen(-shift);
    }
}
