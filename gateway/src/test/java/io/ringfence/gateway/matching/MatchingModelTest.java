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

/** Each rule of the model by one example; prices are in cents, quantities in thousandths. */
class MatchingModelTest {
    private static final int BTC = 1;
    private static final long LATENCY_NS = 1_000;
    private static final long START_BALANCE = 100_000 * Money.ONE;

    private final List<String> heard = new ArrayList<>();
    private final MatchingModel model =
            new MatchingModel(MatchingRules.DEFAULT.withLatencyNs(LATENCY_NS), new Recorder());
    private final int account = model.openAccount(START_BALANCE);
    private long lastRequest;

    MatchingModelTest() {
        model.define(new Instrument(
                BTC, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 10, 1, 1, 1_000_000, 100 * Money.ONE));
        quote(60_000_00, 5_000, 60_000_10, 2_000);
        heard.clear();
    }

    @Test
    void shouldFillAMarketOrderAtTheTopAndThenOneTickWorsePerLevel() {
        market("a", Side.BUY, 5_000);

        waitForEffect();

        assertHeard("a NEW", "a fill 2000 @ 6000010", "a fill 2000 @ 6000020", "a fill 1000 @ 6000030 FILLED");
    }

    @Test
    void shouldTakeEffectOnlyAfterItsLatencyAgainstTheQuoteOfThen() {
        market("a", Side.SELL, 1_000);
        model.advanceTo(model.timeNs() + LATENCY_NS - 1);
        assertHeard();

        quoteAt(model.timeNs(), 59_000_00, 5_000, 59_000_10, 5_000);
        waitForEffect();

        assertHeard("a NEW", "a fill 1000 @ 5900000 FILLED");
    }

    @Test
    void shouldNotSeeAQuoteOfTheSameInstant() {
        market("a", Side.SELL, 1_000);

        quoteAt(model.timeNs() + LATENCY_NS, 59_000_00, 5_000, 59_000_10, 5_000);

        assertHeard("a NEW", "a fill 1000 @ 6000000 FILLED");
    }

    @Test
    void shouldRememberWhatItTookUntilTheNextQuote() {
        market("a", Side.BUY, 1_500);
        market("b", Side.BUY, 1_000);
        waitForEffect();
        assertHeard(
                "a NEW",
                "a fill 1500 @ 6000010 FILLED",
                "b NEW",
                "b fill 500 @ 6000010",
                "b fill 500 @ 6000020 FILLED");

        quote(60_000_00, 5_000, 60_000_10, 2_000);
        market("c", Side.BUY, 2_000);
        waitForEffect();

        assertHeard("c NEW", "c fill 2000 @ 6000010 FILLED");
    }

    @Test
    void shouldExpireWhatAHundredLevelsCannotFill() {
        quote(60_000_00, 1, 60_000_10, 1);
        market("a", Side.BUY, 150);

        waitForEffect();

        assertEquals(102, heard.size());
        assertEquals("a fill 1 @ 6001000", heard.get(100));
        assertEquals("a EXPIRED MARKET_REMAINDER left 50", heard.get(101));
    }

    @Test
    void shouldLimitAnImmediateOrderToItsPriceAndExpireTheRest() {
        limit("a", Side.BUY, TimeInForce.IOC, 60_000_20, 5_000);

        waitForEffect();

        assertHeard(
                "a NEW", "a fill 2000 @ 6000010", "a fill 2000 @ 6000020", "a EXPIRED IMMEDIATE_OR_CANCEL left 1000");
    }

    @Test
    void shouldFillOrKill() {
        limit("a", Side.BUY, TimeInForce.FOK, 60_000_20, 4_001);
        limit("b", Side.BUY, TimeInForce.FOK, 60_000_20, 4_000);

        waitForEffect();

        assertHeard("a refused -5021", "b NEW", "b fill 2000 @ 6000010", "b fill 2000 @ 6000020 FILLED");
    }

    @Test
    void shouldRefuseAPostOnlyOrderThatWouldTake() {
        limit("a", Side.BUY, TimeInForce.GTX, 60_000_10, 1_000);
        limit("b", Side.BUY, TimeInForce.GTX, 60_000_00, 1_000);

        waitForEffect();

        assertHeard("a refused -5022", "b NEW");
    }

    @Test
    void shouldFillARestingOrderWhenATradeGoesThroughItsPriceNotAtIt() {
        limit("a", Side.BUY, TimeInForce.GTC, 59_990_00, 1_000);
        waitForEffect();

        model.onTrade(BTC, model.timeNs(), 59_990_00);
        assertHeard("a NEW");
        model.onTrade(BTC, model.timeNs(), 59_989_90);

        assertHeard("a fill 1000 @ 5999000 maker FILLED");
    }

    @Test
    void shouldFillARestingOrderByAQuoteThatReachesItUpToTheQuantityQuoted() {
        limit("a", Side.SELL, TimeInForce.GTC, 60_010_00, 1_000);
        waitForEffect();

        quote(60_010_00, 400, 60_010_10, 2_000);
        quote(60_020_00, 900, 60_020_10, 2_000);

        assertHeard("a NEW", "a fill 400 @ 6001000 maker", "a fill 600 @ 6001000 maker FILLED");
    }

    @Test
    void shouldRestWhatIsLeftOfALimitOrder() {
        limit("a", Side.BUY, TimeInForce.GTC, 60_000_10, 3_000);
        waitForEffect();
        model.onTrade(BTC, model.timeNs(), 60_000_00);

        assertHeard("a NEW", "a fill 2000 @ 6000010", "a fill 1000 @ 6000010 maker FILLED");
    }

    @Test
    void shouldChargeTakerAndMakerFees() {
        market("a", Side.BUY, 1_000);
        limit("b", Side.SELL, TimeInForce.GTC, 61_000_00, 1_000);
        waitForEffect();
        quote(61_000_10, 5_000, 61_000_20, 5_000);

        // 60,000.10 x 0.05 % + 61,000.00 x 0.02 %, profit 999.90
        final long fees = 30_00005000L + 12_20000000L;
        assertEquals(fees, model.account(account).position(BTC).fees());
        assertEquals(
                START_BALANCE + 999_90000000L - fees, model.account(account).walletBalance());
    }

    @Test
    void shouldAverageTheEntryAndRealizeWhatItCloses() {
        market("a", Side.BUY, 2_000);
        waitForEffect();
        quote(60_299_90, 9_000, 60_300_10, 9_000);
        market("b", Side.BUY, 1_000);
        waitForEffect();
        final Position position = model.account(account).position(BTC);
        assertEquals(60_100_10, position.entryPrice());

        market("c", Side.SELL, 4_000);
        waitForEffect();

        assertEquals(-1_000, position.quantity());
        assertEquals(60_299_90, position.entryPrice());
        assertEquals(3 * 199_80000000L, position.realizedProfit());
        assertEquals(-10000000L, position.unrealizedProfit(60_300_00));
    }

    @Test
    void shouldRefuseReduceOnlyWithoutAPositionToReduce() {
        reduce("a", Side.SELL, 1_000);
        market("b", Side.BUY, 1_000);
        reduce("c", Side.BUY, 1_000);

        waitForEffect();

        assertHeard("a refused -2022", "b NEW", "b fill 1000 @ 6000010 FILLED", "c refused -2022");
    }

    @Test
    void shouldReduceNoFurtherThanToZero() {
        market("a", Side.BUY, 1_000);
        reduce("b", Side.SELL, 1_500);

        waitForEffect();

        assertHeard(
                "a NEW",
                "a fill 1000 @ 6000010 FILLED",
                "b NEW",
                "b fill 1000 @ 6000000",
                "b EXPIRED REDUCE_ONLY left 500");
    }

    @Test
    void shouldExpireARestingReduceOnlyOrderWhenThePositionIsGone() {
        market("a", Side.BUY, 1_000);
        place("b", Side.SELL, OrderType.LIMIT, TimeInForce.GTC, 61_000_00, 1_000, true);
        waitForEffect();
        heard.clear();

        market("c", Side.SELL, 1_000);
        waitForEffect();

        assertHeard("c NEW", "c fill 1000 @ 6000000 FILLED", "b EXPIRED REDUCE_ONLY left 1000");
    }

    @Test
    void shouldHoldOrdersToTheInstrumentsFilters() {
        limit("a", Side.BUY, TimeInForce.GTC, 60_000_05, 1_000);
        limit("b", Side.BUY, TimeInForce.GTC, 0, 1_000);
        limit("c", Side.BUY, TimeInForce.GTC, 60_000_00, 0);
        limit("d", Side.BUY, TimeInForce.GTC, 60_000_00, 1_000_001);
        limit("e", Side.BUY, TimeInForce.GTC, 60_000_00, 1);
        limit("f", Side.BUY, TimeInForce.GTC, 63_000_10, 1_000);
        limit("g", Side.SELL, TimeInForce.GTC, 57_000_00, 1_000);

        waitForEffect();

        assertHeard(
                "a refused -4014",
                "b refused -4013",
                "c refused -4003",
                "d refused -4005",
                "e refused -4164",
                "f refused -4016",
                "g refused -4024");
    }

    @Test
    void shouldWaiveTheMinimumNotionalForReduceOnly() {
        market("a", Side.BUY, 1_000);
        reduce("b", Side.SELL, 1);

        waitForEffect();

        assertEquals("b fill 1 @ 6000000 FILLED", heard.get(heard.size() - 1));
    }

    @Test
    void shouldRefuseAClientOrderIdThatIsOpenButNotOneThatIsDone() {
        limit("a", Side.BUY, TimeInForce.GTC, 59_000_00, 1_000);
        limit("a", Side.BUY, TimeInForce.GTC, 59_000_00, 1_000);
        cancel("a");
        limit("a", Side.BUY, TimeInForce.GTC, 59_000_00, 1_000);

        waitForEffect();

        assertHeard("a NEW", "a refused -4116", "a CANCELED", "a NEW");
    }

    @Test
    void shouldRefuseToCancelWhatIsNotOpen() {
        cancel("nobody");

        waitForEffect();

        assertHeard("cancel nobody refused -2011");
    }

    @Test
    void shouldRefuseAMarketOrderWithoutAQuote() {
        quote(60_000_00, 5_000, 0, 0);
        market("a", Side.BUY, 1_000);

        waitForEffect();

        assertHeard("a refused -2020");
    }

    @Test
    void shouldRefuseWhatTheMarginDoesNotCarryButNeverAnExit() {
        quote(60_000_00, 100_000, 60_000_10, 100_000);
        market("a", Side.BUY, 40_000);
        market("b", Side.SELL, 33_000);
        market("c", Side.SELL, 35_000);
        waitForEffect();
        heard.removeIf(line -> line.contains("NEW"));
        assertHeard("a refused -2019", "b fill 33000 @ 6000000 FILLED", "c refused -2019");

        quote(62_500_00, 100_000, 62_500_10, 100_000);
        market("d", Side.BUY, 33_000);
        waitForEffect();

        assertHeard("d NEW", "d fill 33000 @ 6250010 FILLED");
    }

    @Test
    void shouldLetAListenerAnswerAFillWithAnOrder() {
        final List<String> trace = new ArrayList<>();
        final MatchingModel[] holder = new MatchingModel[1];
        final MatchingModel direct = new MatchingModel(MatchingRules.DEFAULT.withLatencyNs(0), new Recorder() {
            @Override
            public void onFill(final Order order, final Fill fill) {
                trace.add("fill " + order.request().clientOrderId());
                if (order.request().clientOrderId().equals("a")) {
                    holder[0].place(request("b", Side.SELL, OrderType.MARKET, TimeInForce.GTC, 0, 1_000, true));
                    trace.add("asked");
                }
            }
        });
        holder[0] = direct;
        direct.define(new Instrument(
                BTC, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 2, 3, 10, 1, 1, 1_000_000, 100 * Money.ONE));
        direct.openAccount(START_BALANCE);
        direct.onQuote(BTC, 1, 60_000_00, 5_000, 60_000_10, 2_000);
        direct.place(request("a", Side.BUY, OrderType.LIMIT, TimeInForce.GTC, 59_000_00, 1_000, false));

        direct.onTrade(BTC, 2, 58_999_90);

        assertEquals(List.of("fill a", "asked", "fill b"), trace);
    }

    private void quote(final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        quoteAt(model.timeNs() + 1, bid, bidQuantity, ask, askQuantity);
    }

    private void quoteAt(
            final long timeNs, final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        model.onQuote(BTC, timeNs, bid, bidQuantity, ask, askQuantity);
    }

    private void waitForEffect() {
        model.advanceTo(model.timeNs() + LATENCY_NS);
    }

    private void market(final String id, final Side side, final long quantity) {
        place(id, side, OrderType.MARKET, TimeInForce.GTC, 0, quantity, false);
    }

    private void reduce(final String id, final Side side, final long quantity) {
        place(id, side, OrderType.MARKET, TimeInForce.GTC, 0, quantity, true);
    }

    private void limit(
            final String id, final Side side, final TimeInForce timeInForce, final long price, final long quantity) {
        place(id, side, OrderType.LIMIT, timeInForce, price, quantity, false);
    }

    private void place(
            final String id,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final long price,
            final long quantity,
            final boolean reduceOnly) {
        model.place(request(id, side, type, timeInForce, price, quantity, reduceOnly));
    }

    private OrderRequest request(
            final String id,
            final Side side,
            final OrderType type,
            final TimeInForce timeInForce,
            final long price,
            final long quantity,
            final boolean reduceOnly) {
        return new OrderRequest(++lastRequest, 1, BTC, id, side, type, timeInForce, price, quantity, reduceOnly);
    }

    private void cancel(final String id) {
        model.cancel(new CancelRequest(++lastRequest, account, BTC, CancelRequest.BY_CLIENT_ORDER_ID, id));
    }

    private void assertHeard(final String... lines) {
        assertEquals(List.of(lines), heard);
        heard.clear();
    }

    private class Recorder implements MatchingListener {
        @Override
        public void onAccepted(final Order order) {
            heard.add(name(order) + " NEW");
        }

        @Override
        public void onRejected(final OrderRequest request, final Refusal refusal) {
            heard.add(request.clientOrderId() + " refused " + refusal.code());
        }

        @Override
        public void onFill(final Order order, final Fill fill) {
            heard.add(name(order) + " fill " + fill.quantity() + " @ " + fill.price() + (fill.maker() ? " maker" : "")
                    + (order.isOpen() ? "" : " FILLED"));
        }

        @Override
        public void onCanceled(final Order order, final CancelRequest request) {
            heard.add(name(order) + " CANCELED");
        }

        @Override
        public void onCancelRejected(final CancelRequest request, final Refusal refusal) {
            heard.add("cancel " + request.clientOrderId() + " refused " + refusal.code());
        }

        @Override
        public void onExpired(final Order order) {
            heard.add(name(order) + " EXPIRED " + order.expiryReason() + " left " + order.remainingQuantity());
        }

        @Override
        public void onHandled(final long requestId) {
            // Told elsewhere.
        }

        private static String name(final Order order) {
            return order.request().clientOrderId();
        }
    }
}
