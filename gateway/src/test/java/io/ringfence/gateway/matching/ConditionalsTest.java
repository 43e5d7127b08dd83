package io.ringfence.gateway.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Money;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that wait for a price, by one example per rule; prices are in cents, quantities in thousandths. */
class ConditionalsTest {
    private static final int BTC = 1;

    private final List<String> heard = new ArrayList<>();
    private final MatchingModel model = new MatchingModel(MatchingRules.DEFAULT.withLatencyNs(0), new Recorder());
    private final int account = model.openAccount(100_000 * Money.ONE);
    private long lastRequest;

    ConditionalsTest() {
        model.define(new Instrument(
                BTC, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 10, 1, 1, 1_000_000, 100 * Money.ONE));
        quote(60_000_00);
        trade(60_000_00);
    }

    @Test
    void shouldFireAtItsPriceAndTellItBeforeAndBehindTheOrderThatItBecomes() {
        buy(1_000);
        place("stop", Side.SELL, 59_000_00, false, 1_000);
        assertHeard("stop NEW 0");
        trade(59_000_10);
        assertHeard();

        quote(58_990_00);
        trade(59_000_00);

        assertHeard(
                "stop TRIGGERING 0",
                "order stop NEW",
                "order stop fill 1000 @ 5899000",
                "stop TRIGGERED 2",
                "stop FINISHED 2");
        assertEquals(0, model.account(account).position(BTC).quantity());
        assertEquals(List.of(), model.restingAlgoOrders(account));
    }

    @Test
    void shouldFireByTheMarkPriceWhateverIsTraded() {
        buy(1_000);
        place("stop", Side.SELL, 59_000_00, true, 1_000);
        heard.clear();
        trade(58_000_00);
        assertHeard();

        model.onMarkPrice(BTC, model.timeNs() + 1, 58_999_99);

        assertEquals("stop TRIGGERING 0", heard.get(0));
    }

    @Test
    void shouldFireABuyAboveItsPrice() {
        sell(1_000);
        place("stop", Side.BUY, 61_000_00, false, 1_000);
        heard.clear();

        trade(61_000_00);

        assertEquals("stop FINISHED 2", heard.get(heard.size() - 1));
        assertEquals(0, model.account(account).position(BTC).quantity());
    }

    @Test
    void shouldOnlyReduceWhatIsHeld() {
        buy(1_000);
        place("stop", Side.SELL, 59_000_00, false, 1_500);
        heard.clear();

        trade(59_000_00);

        assertHeard(
                "stop TRIGGERING 0",
                "order stop NEW",
                "order stop fill 1000 @ 6000000",
                "order stop EXPIRED",
                "stop TRIGGERED 2",
                "stop FINISHED 2");
    }

    @Test
    void shouldBeRejectedWhenItFiresWithoutAPosition() {
        place("stop", Side.SELL, 59_000_00, false, 1_000);
        heard.clear();

        trade(59_000_00);

        assertHeard("stop TRIGGERING 0", "order stop refused -2022", "stop REJECTED 0");
    }

    @Test
    void shouldCloseWhateverIsHeldIfItHasNoQuantity() {
        place("stop", Side.SELL, 59_000_00, false, 0);
        buy(700);
        heard.clear();

        trade(59_000_00);

        assertEquals(0, model.account(account).position(BTC).quantity());
    }

    @Test
    void shouldRefuseOneWhosePriceHasBeenReachedAlready() {
        place("stop", Side.SELL, 60_000_00, false, 1_000);

        assertHeard("stop refused -2021");
    }

    @Test
    void shouldRefuseTwoOfOneNameTooManyAndOnesOffTheGrid() {
        place("off", Side.SELL, 59_000_05, false, 1_000);
        place("much", Side.SELL, 59_000_00, false, 1_000_001);
        place("same", Side.SELL, 59_000_00, false, 1_000);
        place("same", Side.SELL, 59_000_00, false, 1_000);
        assertHeard("off refused -4014", "much refused -4005", "same NEW 0", "same refused -4116");
        for (int i = 1; i < MatchingRules.MAX_ALGO_ORDERS; i++) {
            place("stop" + i, Side.SELL, 59_000_00, false, 1_000);
        }
        heard.clear();

        place("more", Side.SELL, 59_000_00, false, 1_000);

        assertHeard("more refused -4045");
    }

    @Test
    void shouldTakeOneBackByEitherNameOnce() {
        place("a", Side.SELL, 59_000_00, false, 1_000);
        place("b", Side.SELL, 59_000_00, false, 1_000);
        heard.clear();

        model.cancelAlgo(new AlgoCancel(++lastRequest, account, AlgoCancel.BY_CLIENT_ALGO_ID, "b"));
        model.cancelAlgo(new AlgoCancel(++lastRequest, account, 1, null));
        model.cancelAlgo(new AlgoCancel(++lastRequest, account, 1, null));
        trade(59_000_00);

        assertHeard("b CANCELED 0", "a CANCELED 0", "cancel refused -2011");
    }

    private void place(
            final String name, final Side side, final long trigger, final boolean byMark, final long quantity) {
        model.placeAlgo(new AlgoRequest(++lastRequest, account, BTC, name, side, trigger, byMark, quantity, true));
    }

    private void buy(final long quantity) {
        market("entry", Side.BUY, quantity);
    }

    private void sell(final long quantity) {
        market("entry", Side.SELL, quantity);
    }

    private void market(final String name, final Side side, final long quantity) {
        model.place(new OrderRequest(
                ++lastRequest, account, BTC, name, side, OrderType.MARKET, TimeInForce.GTC, 0, quantity, false));
        heard.clear();
    }

    private void quote(final long bid) {
        model.onQuote(BTC, model.timeNs() + 1, bid, 5_000, bid + 10, 5_000);
    }

    private void trade(final long price) {
        model.onTrade(BTC, model.timeNs() + 1, price);
    }

    private void assertHeard(final String... lines) {
        assertEquals(List.of(lines), heard);
        heard.clear();
    }

    private class Recorder implements MatchingListener {
        @Override
        public void onAccepted(final Order order) {
            heard.add("order " + order.request().clientOrderId() + " NEW");
        }

        @Override
        public void onRejected(final OrderRequest request, final Refusal refusal) {
            heard.add("order " + request.clientOrderId() + " refused " + refusal.code());
        }

        @Override
        public void onFill(final Order order, final Fill fill) {
            heard.add("order " + order.request().clientOrderId() + " fill " + fill.quantity() + " @ " + fill.price());
        }

        @Override
        public void onCanceled(final Order order, final CancelRequest request) {
            heard.add("order canceled");
        }

        @Override
        public void onCancelRejected(final CancelRequest request, final Refusal refusal) {
            heard.add("order cancel refused");
        }

        @Override
        public void onExpired(final Order order) {
            heard.add("order " + order.request().clientOrderId() + " EXPIRED");
        }

        @Override
        public void onAlgoAccepted(final AlgoOrder order) {
            onAlgoChanged(order);
        }

        @Override
        public void onAlgoRejected(final AlgoRequest request, final Refusal refusal) {
            heard.add(request.clientAlgoId() + " refused " + refusal.code());
        }

        @Override
        public void onAlgoChanged(final AlgoOrder order) {
            heard.add(order.request().clientAlgoId() + " " + order.status() + " " + order.orderId());
        }

        @Override
        public void onAlgoCanceled(final AlgoOrder order, final AlgoCancel request) {
            onAlgoChanged(order);
        }

        @Override
        public void onAlgoCancelRejected(final AlgoCancel request, final Refusal refusal) {
            heard.add("cancel refused " + refusal.code());
        }

        @Override
        public void onHandled(final long requestId) {
            // Told elsewhere.
        }
    }
}
