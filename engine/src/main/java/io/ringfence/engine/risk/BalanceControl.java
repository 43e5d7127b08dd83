package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** The order's initial margin and fee are more than is free: equity less the margin of all that is held and under way. */
final class BalanceControl implements EntryControl {
    private final LimitTable limits;
    private final Exposure exposure;
    private final AccountBook book;
    private final long takerFee;

    BalanceControl(final LimitTable limits, final Exposure exposure, final AccountBook book, final long takerFee) {
        this.limits = limits;
        this.exposure = exposure;
        this.book = book;
        this.takerFee = takerFee;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.BALANCE;
    }

    @Override
    public boolean refuses(final Entry entry) {
        return limits.isOn(RiskLimit.BALANCE, entry)
                && entry.exceeds(Math.subtractExact(book.equity(), exposure.initialMargin()), needed(entry));
    }

    /** The margin is rounded up, the fee to the nearest. */
    private long needed(final Entry entry) {
        return Math.addExact(
                exposure.margin(entry.instrument(), entry.notional()),
                Money.multiplyDivide(entry.notional(), takerFee, RiskLimit.WHOLE));
    }
}
