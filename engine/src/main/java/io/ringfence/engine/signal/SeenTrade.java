package io.ringfence.engine.signal;

import io.ringfence.engine.strategy.Trade;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeDecoder;

/** A view of a {@code Trade}, filled anew for every one. */
final class SeenTrade implements Trade {
    private long price;
    private long quantity;
    private boolean takerBuys;

    void take(final TradeDecoder trade) {
        price = trade.price();
        quantity = trade.quantity();
        takerBuys = trade.takerSide() == Side.BUY;
    }

    @Override
    public long price() {
        return price;
    }

    @Override
    public long quantity() {
        return quantity;
    }

    @Override
    public boolean takerBuys() {
        return takerBuys;
    }
}
