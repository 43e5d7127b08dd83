package io.ringfence.gateway.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.binance.RestSigner;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.RestStub;
import io.ringfence.gateway.testing.TestHost;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.BalanceChangeDecoder;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.ReconciledDecoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcilerTest {
    private static final String ID = new ClientOrderId().set(7, 42, 5, 3).toString();
    private static final long START_MS = 1_700_000_000_000L;
    private static final String BTC = "symbol=BTCUSDT";
    private static final String TRADES = "/fapi/v1/userTrades";
    private static final String RECONCILED_NOTHING = "reconciled 0 0 2";

    private final Told told = new Told();
    private RestStub venue;
    private RestClient rest;
    private TestHost host;
    private Reconciler reconciler;
    private volatile boolean up = true;

    @BeforeEach
    void open() throws IOException {
        venue = new RestStub();
        venue.answer("/fapi/v1/time", 200, "{\"serverTime\":" + (START_MS + 1_000) + "}");
        venue.answer("/fapi/v1/openOrders", 200, "[]");
        venue.answer("/fapi/v1/openAlgoOrders", 200, "[]");
        venue.answer(TRADES, 200, "[]");
        venue.answer("/fapi/v1/income", 200, "[]");
        venue.answer("/fapi/v3/account", 200, "{\"assets\":[" + asset("USDT", "99.5") + "," + asset("BNB", "1") + "]}");
        venue.answer("/fapi/v3/positionRisk", 200, "[]");
        rest = new RestClient(
                VenueAddresses.simulated(MarketKind.USDM, venue.port()),
                new RestSigner(ThrowAwayKeys.make(Credentials.Kind.HMAC).credentials(), 5_000),
                () -> START_MS * 1_000_000,
                Duration.ofSeconds(10));
        host = new TestHost();
        reconciler = new Reconciler(
                rest,
                List.of(instrument(1, "BTCUSDT"), instrument(2, "ETHUSDT")),
                9,
                "USDT",
                told,
                host.host(),
                START_MS,
                () -> up);
        reconciler.start();
    }

    @AfterEach
    void close() {
        host.close();
        rest.close();
        venue.close();
    }

    @Test
    void shouldTellFillsThenStatesThenBalanceThenPositions() {
        venue.answerWhen(
                List.of(TRADES, BTC),
                "[" + trade(11, 70, "0.004", "USDT") + "," + trade(12, 70, "0.006", "USDT") + ","
                        + trade(13, 71, "0.001", "BNB") + "]");
        venue.answerWhen(
                List.of("/fapi/v1/allOrders", BTC, "orderId=70"),
                "[" + order(70, ID, "FILLED", "0.010", "0.010") + "," + order(71, "web_1", "CANCELED", "0.002", "0.001")
                        + "]");
        venue.answer("/fapi/v1/openOrders", 200, "[" + order(72, ID, "NEW", "0.010", "0.000") + "]");
        venue.answer(
                "/fapi/v3/positionRisk",
                200,
                "[{\"symbol\":\"BTCUSDT\",\"positionSide\":\"BOTH\",\"positionAmt\":\"-0.011\","
                        + "\"entryPrice\":\"43187.005\",\"updateTime\":1700000000900}]");

        reconciler.request();
        told.awaitLast("reconciled 3 3 2");

        assertEquals(
                List.of(
                        "report of 1 at 1700000000500 7.42.5.3 venue=70 trade=11 PARTIALLY_FILLED SELL 4@4318700 filled=4"
                                + " of 10 fee=10000000 HISTORY",
                        "report of 1 at 1700000000500 7.42.5.3 venue=70 trade=12 FILLED SELL 6@4318700 filled=10 of 10"
                                + " fee=10000000 HISTORY",
                        "report of 1 at 1700000000500 0.0.0.0 venue=71 trade=13 PARTIALLY_FILLED SELL 1@4318700 filled=1"
                                + " of 2 fee=0 HISTORY",
                        "report of 1 at 1700000000600 7.42.5.3 venue=72 trade=0 NEW SELL 0@0 filled=0 of 10 fee=0"
                                + " HISTORY",
                        "report of 1 at 1700000000600 7.42.5.3 venue=70 trade=0 FILLED SELL 0@0 filled=10 of 10 fee=0"
                                + " HISTORY",
                        "report of 1 at 1700000000600 0.0.0.0 venue=71 trade=0 CANCELED SELL 0@0 filled=1 of 2 fee=0"
                                + " HISTORY",
                        "balance 9950000000 at 1700000000700",
                        "position of 1 -11@4318701 at 1700000000900",
                        "position of 2 0@0 at 1700000001000",
                        "reconciled 3 3 2"),
                told.lines);
    }

    @Test
    void shouldAskNothingDuringABan() {
        rest.budget().closeForMs(500);
        final long endMs = rest.budget().closedUntilMs();

        reconciler.request();
        Eventually.await("a question", () -> !venue.requests().isEmpty());

        assertTrue(System.currentTimeMillis() >= endMs);
        told.awaitLast("reconciled 0 0 2");
    }

    @Test
    void shouldTellWhatChangedTheWalletBeforeTheWallet() {
        venue.answerWhen(
                List.of("/fapi/v1/income", "incomeType=FUNDING_FEE", "startTime=" + START_MS),
                "[" + income("FUNDING_FEE", "-0.375", "USDT", 5) + "," + income("FUNDING_FEE", "-0.001", "BNB", 6)
                        + "]");
        venue.answerWhen(
                List.of("/fapi/v1/income", "incomeType=INSURANCE_CLEAR"),
                "[" + income("INSURANCE_CLEAR", "-2", "USDT", 5) + "]");

        reconciler.request();
        told.awaitLast("reconciled 0 0 2");

        assertEquals(
                List.of(
                        "change FUNDING -37500000 at 1700000000800 id=5",
                        "change LIQUIDATION -200000000 at 1700000000800 id=5",
                        "balance 9950000000 at 1700000000700"),
                told.lines.subList(0, 3));
    }

    private static String income(final String type, final String amount, final String asset, final long id) {
        return "{\"symbol\":\"BTCUSDT\",\"incomeType\":\"" + type + "\",\"income\":\"" + amount + "\",\"asset\":\""
                + asset + "\",\"info\":\"\",\"time\":1700000000800,\"tranId\":" + id + ",\"tradeId\":\"\"}";
    }

    @Test
    void shouldAskFurtherWhileThePagesAreFull() {
        venue.answerWhen(List.of(TRADES, BTC, "startTime=" + START_MS), page(1, 1_000));
        venue.answerWhen(List.of(TRADES, BTC, "fromId=1001&"), page(1_001, 1_000));
        venue.answerWhen(List.of(TRADES, BTC, "fromId=2001&"), page(2_001, 3));
        venue.answerWhen(List.of("/fapi/v1/allOrders", BTC), "[" + order(70, ID, "FILLED", "9.000", "2.003") + "]");

        reconciler.request();

        told.awaitLast("reconciled 1 2003 2");
    }

    /** A fill on the first day of nine, and one in the second window. */
    @Test
    void shouldAskForWhatCameBehindTheFirstWindowThatHoldsAny() {
        venue.answer("/fapi/v1/time", 200, "{\"serverTime\":" + (START_MS + 9 * 86_400_000L) + "}");
        venue.answerWhen(List.of(TRADES, BTC, "startTime=" + START_MS), "[" + trade(11, 70, "0.001", "USDT") + "]");
        venue.answerWhen(List.of(TRADES, BTC, "fromId=12&"), "[" + trade(14, 70, "0.002", "USDT") + "]");
        venue.answerWhen(List.of("/fapi/v1/allOrders", BTC), "[" + order(70, ID, "FILLED", "0.003", "0.003") + "]");

        reconciler.request();

        told.awaitLast("reconciled 1 2 2");
    }

    /** As after the venue began to trade in smaller steps than the instrument has here. */
    @Test
    void shouldRoundFillsThatAreFinerThanTheInstrument() {
        venue.answerWhen(
                List.of(TRADES, BTC),
                "[" + trade(11, 70, "0.0045", "USDT") + "," + trade(12, 70, "0.0055", "USDT") + "]");
        venue.answerWhen(List.of("/fapi/v1/allOrders", BTC), "[" + order(70, ID, "FILLED", "0.010", "0.010") + "]");

        reconciler.request();
        told.awaitLast("reconciled 1 2 2");

        assertTrue(told.lines.get(0).contains("SELL 5@4318700 filled=5 of 10"), told.lines.get(0));
        assertTrue(told.lines.get(1).contains("SELL 6@4318700 filled=10 of 10"), told.lines.get(1));
    }

    @Test
    void shouldAskForAnOrderAloneThatTheListLacks() {
        venue.answerWhen(List.of(TRADES, BTC), "[" + trade(11, 70, "0.010", "USDT") + "]");
        venue.answer("/fapi/v1/allOrders", 200, "[]");
        venue.answerWhen(List.of("/fapi/v1/order?", "orderId=70"), order(70, ID, "FILLED", "0.010", "0.010"));

        reconciler.request();

        told.awaitLast("reconciled 1 1 2");
    }

    @Test
    void shouldTryAgainUntilItSucceedsAndTellNothingBefore() {
        venue.answer("/fapi/v3/positionRisk", 503, "Unknown error");
        reconciler.request();
        Eventually.await("asked", () -> asked("/fapi/v3/positionRisk") > 0);
        assertEquals(List.of(), told.lines);

        venue.answer("/fapi/v3/positionRisk", 200, "[]");

        told.awaitLast(RECONCILED_NOTHING);
    }

    @Test
    void shouldAskAgainFromJustBeforeTheLastTime() {
        venue.answer("/fapi/v1/time", 200, "{\"serverTime\":" + (START_MS + 1_000_000) + "}");
        reconciler.request();
        told.awaitLast(RECONCILED_NOTHING);

        told.lines.clear();
        reconciler.request();
        told.awaitLast(RECONCILED_NOTHING);

        assertTrue(venue.requests().stream()
                .anyMatch(target -> target.contains("startTime=" + (START_MS + 1_000_000 - Reconciler.MARGIN_MS))));
    }

    @Test
    void shouldCloseNothingWhenUserDataIsDown() {
        up = false;
        reconciler.request();
        Eventually.await("asked", () -> asked("/fapi/v1/time") > 0);

        up = true;
        reconciler.request();

        told.awaitLast(RECONCILED_NOTHING);
        assertEquals(1, told.lines.stream().filter(RECONCILED_NOTHING::equals).count());
    }

    private long asked(final String path) {
        return venue.requests().stream().filter(target -> target.contains(path)).count();
    }

    @Test
    void shouldTellConditionalOrdersWhichAreInNoOtherList() {
        venue.answer(
                "/fapi/v1/openAlgoOrders", 200, "[" + algo(500, ID, "0.010") + "," + algo(501, "web_2", "0") + "]");

        reconciler.request();
        told.awaitLast("reconciled 0 0 2");

        assertEquals(
                List.of(
                        "algo of 1 at 1700000000600 7.42.5.3 algo=500 NEW SELL 10 at 4200000 HISTORY",
                        "algo of 1 at 1700000000600 0.0.0.0 algo=501 NEW SELL 0 at 4200000 HISTORY"),
                told.lines.stream().filter(line -> line.startsWith("algo")).toList());
    }

    private static String algo(final long algoId, final String clientAlgoId, final String quantity) {
        return "{\"algoId\":" + algoId + ",\"clientAlgoId\":\"" + clientAlgoId + "\",\"algoType\":\"CONDITIONAL\","
                + "\"orderType\":\"STOP_MARKET\",\"symbol\":\"BTCUSDT\",\"side\":\"SELL\",\"quantity\":\"" + quantity
                + "\",\"algoStatus\":\"NEW\",\"triggerPrice\":\"42000.00\",\"reduceOnly\":true,"
                + "\"updateTime\":1700000000600}";
    }

    private static Instrument instrument(final int id, final String symbol) {
        return new Instrument(id, Venue.SIMULATED, MarketKind.USDM, symbol, 2, 3, 10, 1, 1, 1_000_000, 500_000_000);
    }

    private static String asset(final String name, final String wallet) {
        return "{\"asset\":\"" + name + "\",\"walletBalance\":\"" + wallet
                + "\",\"availableBalance\":\"0\",\"updateTime\":1700000000700}";
    }

    private static String page(final int from, final int count) {
        return IntStream.range(from, from + count)
                .mapToObj(id -> trade(id, 70, "0.001", "USDT"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String trade(final long id, final long orderId, final String quantity, final String feeAsset) {
        return "{\"symbol\":\"BTCUSDT\",\"id\":" + id + ",\"orderId\":" + orderId
                + ",\"side\":\"SELL\",\"price\":\"43187.00\",\"qty\":\"" + quantity
                + "\",\"realizedPnl\":\"0\",\"commission\":\"0.1\",\"commissionAsset\":\"" + feeAsset
                + "\",\"time\":1700000000500,\"maker\":false}";
    }

    private static String order(
            final long orderId,
            final String clientOrderId,
            final String status,
            final String quantity,
            final String executed) {
        return "{\"symbol\":\"BTCUSDT\",\"orderId\":" + orderId + ",\"clientOrderId\":\"" + clientOrderId
                + "\",\"side\":\"SELL\",\"status\":\"" + status + "\",\"price\":\"0\",\"origQty\":\"" + quantity
                + "\",\"executedQty\":\"" + executed + "\",\"reduceOnly\":false,\"updateTime\":1700000000600}";
    }

    /** Events in words. */
    private static final class Told implements EventSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final List<String> lines = new CopyOnWriteArrayList<>();

        void awaitLast(final String line) {
            Eventually.await(
                    line + " after " + lines,
                    () -> !lines.isEmpty() && lines.get(lines.size() - 1).equals(line));
        }

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            lines.add(
                    switch (EventLayout.templateId(buffer, 0)) {
                        case ExecutionReportDecoder.TEMPLATE_ID ->
                            report(new ExecutionReportDecoder().wrapAndApplyHeader(buffer, 0, header));
                        case BalanceChangeDecoder.TEMPLATE_ID -> {
                            final BalanceChangeDecoder change =
                                    new BalanceChangeDecoder().wrapAndApplyHeader(buffer, 0, header);
                            yield "change " + change.reason() + " " + change.change() + " at "
                                    + ms(change.header().venueTimeNs()) + " id=" + change.transactionId();
                        }
                        case BalanceDecoder.TEMPLATE_ID -> {
                            final BalanceDecoder balance = new BalanceDecoder().wrapAndApplyHeader(buffer, 0, header);
                            yield "balance " + balance.walletBalance() + " at "
                                    + ms(balance.header().venueTimeNs());
                        }
                        case VenuePositionDecoder.TEMPLATE_ID -> {
                            final VenuePositionDecoder position =
                                    new VenuePositionDecoder().wrapAndApplyHeader(buffer, 0, header);
                            yield "position of " + position.header().instrument() + " " + position.quantity() + "@"
                                    + position.entryPrice() + " at "
                                    + ms(position.header().venueTimeNs());
                        }
                        case AlgoReportDecoder.TEMPLATE_ID ->
                            algo(new AlgoReportDecoder().wrapAndApplyHeader(buffer, 0, header));
                        default -> {
                            final ReconciledDecoder done =
                                    new ReconciledDecoder().wrapAndApplyHeader(buffer, 0, header);
                            yield "reconciled " + done.orders() + " " + done.fills() + " " + done.positions();
                        }
                    });
            return true;
        }

        private static String algo(final AlgoReportDecoder report) {
            return "algo of " + report.header().instrument() + " at "
                    + ms(report.header().venueTimeNs()) + " "
                    + report.orderId().engine() + "." + report.orderId().epoch() + "."
                    + report.orderId().sequence() + "." + report.orderId().index() + " algo=" + report.algoId() + " "
                    + report.status() + " " + report.side() + " " + report.quantity() + " at " + report.triggerPrice()
                    + " " + report.origin();
        }

        private static String report(final ExecutionReportDecoder report) {
            return "report of " + report.header().instrument() + " at "
                    + ms(report.header().venueTimeNs()) + " "
                    + report.orderId().engine() + "." + report.orderId().epoch() + "."
                    + report.orderId().sequence() + "." + report.orderId().index() + " venue=" + report.venueOrderId()
                    + " trade=" + report.tradeId() + " " + report.status() + " " + report.side() + " "
                    + report.lastQuantity() + "@" + report.lastPrice() + " filled=" + report.cumulativeQuantity()
                    + " of " + report.quantity() + " fee=" + report.fee() + " " + report.origin();
        }

        private static String ms(final long timeNs) {
            return timeNs == EventLayout.NO_TIME ? "-" : Long.toString(timeNs / 1_000_000);
        }

        @Override
        public void received(final long nanoTime) {}
    }
}
