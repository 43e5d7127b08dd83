package io.ringfence.engine.risk;

import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.number.Money;

/**
 * The venue would refuse the price for its own band around the mark price (Binance USD-M: filter PERCENT_PRICE, -4016, -4024 and for market orders
 * -4131). Price units. Before any mark price the venue itself decides.
 */
final class PercentPriceControl implements EntryControl {
    private final MarketWatch market;

    PercentPriceControl(final MarketWatch market) {
        this.market = market;
    }

    @Override
    public RiskRule rule() {
        return RiskRule.PERCENT_PRICE;
    }

    @Override
    public boolean refuses(final Entry entry) {
        final long part = market.band(entry.instrument(), entry.side());
        final long mark = market.mark(entry.instrument());
        if (part == 0 || mark <= 0) {
            return false;
        }
        final long bound = Money.multiplyDivideDown(mark, part, Money.ONE);
        return entry.side() > 0
                ? entry.exceeds(bound, entry.referencePrice())
                : entry.fallsBelow(bound, entry.referencePrice());
    }
}
