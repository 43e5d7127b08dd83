package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/** All instruments, with this, would be worth too many times the equity. */
final class LeverageControl implements EntryControl {
    private final LimitTable limits;
    private final Exposure exposure;
    private final AccountBook book;

    LeverageControl(final LimitTable limits, final Exposure exposure, final AccountBook book) {
        this.limits = limits;
        this.exposure = exposure;
        this.book = book;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.LEVERAGE;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long times = limits.of(RiskLimit.MAX_LEVERAGE, entry);
        return times != RiskLimit.OFF
                && entry.exceeds(
                        Money.multiplyDivideDown(Math.max(0, book.equity()), times, RiskLimit.ONCE),
                        Math.addExact(exposure.gross(), entry.notional()));
    }
}
