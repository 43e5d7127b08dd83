package io.ringfence.engine.risk;

import io.ringfence.journal.message.RiskRule;

/**
 * The venue would refuse the price for its own band around the mark price (Binance USD-M: filter PERCENT_PRICE, -4016, -4024 and for market orders
 * -4131). Price units. Without a mark price, or with an old one, the venue itself decides. On spot (PERCENT_PRICE_BY_SIDE, -1013) the band lies around
 * an average of minutes that isn't known here: half of it around the last trade.
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
        final long bound = market.venueBound(entry.instrument(), entry.side(), entry.nowNs());
        if (bound == 0) {
            return false;
        }
        return entry.side() > 0
                ? entry.exceeds(bound, entry.referencePrice())
                : entry.fallsBelow(bound, entry.referencePrice());
    }
}
