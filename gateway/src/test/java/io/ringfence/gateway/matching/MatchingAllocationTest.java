package io.ringfence.gateway.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Money;
import io.ringfence.journal.testing.Allocation;
import org.junit.jupiter.api.Test;

/** Paper mode runs the model on the lanes' events, so market events must not allocate. */
class MatchingAllocationTest {
    private static final int EVENTS = 50_000;

    private final MatchingModel model = new MatchingModel(MatchingRules.DEFAULT, new Silent());
    private long timeNs;

    @Test
    void shouldAllocateNothingForMarketEventsWhileAnOrderRests() {
        model.define(new Instrument(
                1, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 10, 1, 1, 1_000_000, 100 * Money.ONE));
        final int account = model.openAccount(100_000 * Money.ONE);
        play();
        model.place(new OrderRequest(
                1, account, 1, "rests", Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 59_000_00, 1_000, false));
        play();
        Allocation.ofThisThread();

        final long before = Allocation.ofThisThread();
        play();
        final long allocated = Allocation.ofThisThread() - before;

        assertEquals(0, allocated);
        assertEquals(1, model.openOrders(account, 1).size());
    }

    private void play() {
        for (int i = 0; i < EVENTS; i++) {
            timeNs += 1_000;
            final long bid = 60_000_00 + i % 7 * 10;
            model.onQuote(1, timeNs, bid, 5_000, bid + 10, 4_000);
            model.onTrade(1, timeNs, bid);
            model.onMarkPrice(1, timeNs, bid);
        }
    }

    private static final class Silent implements MatchingListener {
        @Override
        public void onAccepted(final Order order) {}

        @Override
        public void onRejected(final OrderRequest request, final Refusal refusal) {}

        @Override
        public void onFill(final Order order, final Fill fill) {}

        @Override
        public void onCanceled(final Order order, final CancelRequest request) {}

        @Override
        public void onCancelRejected(final CancelRequest request, final Refusal refusal) {}

        @Override
        public void onExpired(final Order order) {}

        @Override
        public void onHandled(final long requestId) {}
    }
}
