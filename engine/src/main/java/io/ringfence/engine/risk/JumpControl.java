package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;

/** The last quote is a jump that no second one has confirmed. Twice the price units. */
final class JumpControl implements EntryControl {
    private final LimitTable limits;
    private final MarketWatch market;

    JumpControl(final LimitTable limits, final MarketWatch market) {
        this.limits = limits;
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.PRICE_JUMP;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long step = market.unconfirmedStep(entry.instrument());
        return limits.isOn(RiskLimit.MAX_JUMP, entry)
                && step != 0
                && entry.exceeds(market.stepBoundTwice(entry.instrument()), step);
    }
}
