package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.ClientOrderId;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class UserDataDecoderTest {
    private static final String OURS =
            new ClientOrderId().set(7, 42, 123_456L, 3).toString();
    private static final String REPORT = "{\"e\":\"ORDER_TRADE_UPDATE\",\"T\":1772462607926,\"E\":1772462607927,\"o\":{"
            + "\"s\":\"BTCUSDT\",\"c\":\"" + OURS + "\",\"S\":\"BUY\",\"o\":\"LIMIT\",\"f\":\"GTC\",\"q\":\"0.800\","
            + "\"p\":\"665.00\",\"ap\":\"665\",\"sp\":null,\"x\":\"TRADE\",\"X\":\"PARTIALLY_FILLED\",\"i\":4904025190,"
            + "\"l\":\"0.300\",\"z\":\"0.500\",\"L\":\"664.90\",\"n\":\"0.001064\",\"N\":\"USDT\",\"T\":1772462607925,"
            + "\"t\":258309430,\"b\":\"0\",\"a\":\"0\",\"m\":true,\"R\":false,\"wt\":\"CONTRACT_PRICE\",\"ot\":\"LIMIT\","
            + "\"ps\":\"BOTH\",\"cp\":false,\"rp\":\"-1.5\",\"pP\":false,\"si\":0,\"ss\":-1,\"gtd\":0,\"er\":\"0\"}}";
    private static final String TOLD = "report of 1/9 at 1772462607925000000 7.42.123456.3 venue=4904025190"
            + " TRADE/PARTIALLY_FILLED BUY 800@66500 last=300@66490 trade=258309430 filled=500 fee=106400"
            + " profit=-150000000 maker=YES reduceOnly=NO";
    private static final String ACCOUNT = "{\"e\":\"ACCOUNT_UPDATE\",\"T\":1564745798939,\"E\":1564745798940,\"a\":{"
            + "\"m\":\"ORDER\",\"B\":[{\"a\":\"USDT\",\"wb\":\"122624.12345678\",\"cw\":\"100\",\"bc\":\"50\"},"
            + "{\"a\":\"BNB\",\"wb\":\"1\"}],\"P\":[{\"s\":\"BTCUSDT\",\"pa\":\"-0.020\",\"ep\":\"6563.66500\","
            + "\"ps\":\"BOTH\"},{\"s\":\"NOSUCH\",\"pa\":\"1\",\"ep\":\"1\",\"ps\":\"BOTH\"},{\"s\":\"BTCUSDT\","
            + "\"pa\":\"20\",\"ep\":\"6563.6\",\"ps\":\"LONG\"},{\"ps\":\"BOTH\",\"pa\":\"1.5\",\"s\":\"ETHUSDT\"}]}}";
    private static final List<String> ACCOUNT_TOLD = List.of(
            "balance of 0/9 at 1564745798939000000 12262412345678 USDT",
            "balance of 0/9 at 1564745798939000000 100000000 BNB",
            "position of 1/9 at 1564745798939000000 -20@656367",
            "position of 2/9 at 1564745798939000000 1500@0");

    private final EventLog log = new EventLog();
    private final DecodeCounters counters = new DecodeCounters();
    private final DecodeErrors errors = new DecodeErrors(() -> 0, 8);
    private int expired;
    private final UserDataDecoder decoder =
            new UserDataDecoder(Venues.usdm(), log, 9, "USDT", () -> expired++, counters, errors);

    @Test
    void shouldDecodeAReport() {
        assertEquals(List.of(TOLD), told(REPORT));
        assertEquals(1, counters.taken(Decoded.EXECUTION_REPORT));
    }

    @Test
    void shouldDecodeAReportInAnyEnvelope() {
        assertEquals(List.of(TOLD), told("{\"stream\":\"key\",\"data\":" + REPORT + "}"));
        assertEquals(List.of(TOLD), told("{\"event\":" + REPORT + ",\"subscriptionId\":0}"));
    }

    @Test
    void shouldFindTheTypeAndTheSymbolWhereverTheyStand() {
        final String turned = REPORT.replace("{\"e\":\"ORDER_TRADE_UPDATE\",", "{")
                .replace("\"s\":\"BTCUSDT\",", "")
                .replace("\"er\":\"0\"}}", "\"s\":\"BTCUSDT\"},\"e\":\"ORDER_TRADE_UPDATE\"}");

        assertEquals(List.of(TOLD), told(turned));
    }

    @Test
    void shouldSayThatAnOrderIsNotOurs() {
        final List<String> told = told(REPORT.replace(OURS, "autoclose-1"));

        assertEquals(List.of(TOLD.replace("7.42.123456.3", "0.0.0.0") + " cause=LIQUIDATION"), told);
    }

    @Test
    void shouldNotTakeAFeeInAnotherAssetForMoney() {
        final List<String> told = told(REPORT.replace("\"N\":\"USDT\"", "\"N\":\"BNB\""));

        assertEquals(List.of(TOLD.replace("fee=106400", "fee=0") + " otherFee=106400 BNB"), told);
        assertEquals(List.of(TOLD), told(REPORT));
        assertEquals(1, counters.skipped(SkipReason.FOREIGN_FEE));
    }

    @Test
    void shouldTakeAReportWithoutFee() {
        final List<String> told = told(REPORT.replace("\"n\":\"0.001064\",\"N\":\"USDT\",", ""));

        assertEquals(List.of(TOLD.replace("fee=106400", "fee=0")), told);
        assertEquals(0, counters.skipped(SkipReason.FOREIGN_FEE));
    }

    @Test
    void shouldKnowNewWordsAsOther() {
        final List<String> told =
                told(REPORT.replace("\"x\":\"TRADE\"", "\"x\":\"WHATEVER\"").replace("PARTIALLY_FILLED", "NEW_ADL"));

        assertEquals(List.of(TOLD.replace("TRADE/PARTIALLY_FILLED", "OTHER/OTHER")), told);
        assertEquals(
                List.of(TOLD.replace("PARTIALLY_FILLED", "EXPIRED")),
                told(REPORT.replace("PARTIALLY_FILLED", "EXPIRED_IN_MATCH")));
    }

    @Test
    void shouldComeAgainWithAReport() {
        log.room(0);
        assertEquals(Outcome.NO_ROOM, onFrame(REPORT));
        log.room(1);
        assertEquals(Outcome.TAKEN, onFrame(REPORT));

        assertEquals(1, log.size());
        assertEquals(1, counters.taken(Decoded.EXECUTION_REPORT));
    }

    @Test
    void shouldDecodeAnAccountUpdate() {
        assertEquals(ACCOUNT_TOLD, told(ACCOUNT));

        assertEquals(1, counters.skipped(SkipReason.UNKNOWN_SYMBOL));
        assertEquals(1, counters.skipped(SkipReason.HEDGE_POSITION));
        assertEquals(2, counters.taken(Decoded.BALANCE));
        assertEquals(2, counters.taken(Decoded.VENUE_POSITION));
    }

    @Test
    void shouldGoOnWithAnAccountUpdateWhereTheSinkWasFull() {
        log.room(1);
        assertEquals(Outcome.NO_ROOM, onFrame(ACCOUNT));
        log.room(0);
        assertEquals(Outcome.NO_ROOM, onFrame(ACCOUNT));
        log.room(2);
        assertEquals(Outcome.NO_ROOM, onFrame(ACCOUNT));
        log.room(9);
        assertEquals(Outcome.TAKEN, onFrame(ACCOUNT));

        assertEquals(ACCOUNT_TOLD, log.events().stream().map(Told::of).toList());
        assertEquals(1, counters.skipped(SkipReason.UNKNOWN_SYMBOL));
        log.clear();
        assertEquals(ACCOUNT_TOLD, told(ACCOUNT));
    }

    @Test
    void shouldForgetAHalfTakenFrameOfALostConnection() {
        log.room(1);
        assertEquals(Outcome.NO_ROOM, onFrame(ACCOUNT));
        log.room(9);
        log.clear();

        decoder.forget();

        assertEquals(ACCOUNT_TOLD, told(ACCOUNT));
    }

    private static String algo(final String status, final String actual) {
        return "{\"e\":\"ALGO_UPDATE\",\"T\":1772477117723,\"E\":1772477117724,\"o\":{\"caid\":\"" + OURS
                + "\",\"aid\":2000000548906329,\"at\":\"CONDITIONAL\",\"o\":\"STOP_MARKET\",\"s\":\"BTCUSDT\","
                + "\"S\":\"SELL\",\"ps\":\"BOTH\",\"f\":\"GTC\",\"q\":\"0.016\",\"X\":\"" + status + "\",\"ai\":\""
                + actual + "\",\"tp\":\"60152.40\",\"p\":\"0\",\"V\":\"EXPIRE_MAKER\",\"wt\":\"MARK_PRICE\","
                + "\"pm\":\"NONE\",\"cp\":false,\"pP\":false,\"R\":true,\"tt\":0,\"gtd\":0}}";
    }

    @Test
    void shouldDecodeWhatBecomesOfAConditionalOrder() {
        assertEquals(
                List.of("algo of 1/9 at 1772477117723000000 7.42.123456.3 algo=2000000548906329 order=0 NEW SELL 16 at"
                        + " 6015240 reduceOnly=YES origin=STREAM"),
                told(algo("NEW", "")));
        assertEquals(
                List.of("algo of 1/9 at 1772477117723000000 7.42.123456.3 algo=2000000548906329 order=4904025190"
                        + " TRIGGERED SELL 16 at 6015240 reduceOnly=YES origin=STREAM"),
                told(algo("TRIGGERED", "4904025190")));
        assertEquals(
                List.of("algo of 1/9 at 1772477117723000000 0.0.0.0 algo=2000000548906329 order=0 OTHER SELL 16 at"
                        + " 6015240 reduceOnly=YES origin=STREAM"),
                told(algo("OF_A_LATER_DAY", "").replace(OURS, "nKgZz1THtAn74I7cPHQ0Kj")));
        assertEquals(3, counters.taken(Decoded.ALGO_REPORT));
    }

    @Test
    void shouldNotDecodeHalfAConditionalOrder() {
        assertEquals(Outcome.MALFORMED, onFrame(algo("NEW", "").replace("\"X\":\"NEW\",", "")));
        assertEquals(Outcome.SKIPPED, onFrame(algo("NEW", "").replace("BTCUSDT", "NOSUCH")));
        assertEquals(0, log.size());
    }

    @Test
    void shouldTellThatTheListenKeyExpired() {
        assertEquals(Outcome.SKIPPED, onFrame("{\"e\":\"listenKeyExpired\",\"E\":1,\"listenKey\":\"k\"}"));

        assertEquals(1, expired);
        assertEquals(Map.of("listenKeyExpired", 1L), counters.unwantedTypes());
    }

    @Test
    void shouldCountWhatItSkips() {
        onFrame("{\"e\":\"TRADE_LITE\",\"E\":1,\"s\":\"BTCUSDT\"}");
        onFrame("{\"e\":\"MARGIN_CALL\",\"o\":{\"s\":\"BTCUSDT\"}}");
        onFrame("{\"e\":\"serverShutdown\",\"E\":1}");
        onFrame("{\"result\":null,\"id\":1}");
        onFrame("{\"x\":{}}");
        onFrame(REPORT.replace("BTCUSDT", "NOSUCH"));

        assertEquals(0, log.size());
        assertEquals(Map.of("TRADE_LITE", 1L, "MARGIN_CALL", 1L), counters.unwantedTypes());
        assertEquals(1, counters.skipped(SkipReason.SERVER_SHUTDOWN));
        assertEquals(1, counters.skipped(SkipReason.CONTROL_ANSWER));
        assertEquals(1, counters.skipped(SkipReason.UNKNOWN_SHAPE));
        assertEquals(1, counters.skipped(SkipReason.UNKNOWN_SYMBOL));
    }

    @Test
    void shouldRefuseWhatContradictsItself() {
        assertEquals(Outcome.MALFORMED, onFrame("{\"e\":\"ORDER_TRADE_UPDATE\"}"));
        assertEquals(Outcome.MALFORMED, onFrame("{\"e\":\"ACCOUNT_UPDATE\",\"o\":{}}"));
        assertEquals(Outcome.MALFORMED, onFrame("{\"data\":" + REPORT + ",\"e\":\"ACCOUNT_UPDATE\"}"));
        assertEquals(Outcome.MALFORMED, onFrame(REPORT.replace("\"S\":\"BUY\"", "\"S\":\"HOLD\"")));
        assertEquals(Outcome.MALFORMED, onFrame(ACCOUNT.replace("\"wb\":\"1\"", "\"cw\":\"1\"")));
        assertEquals(0, log.size());
    }

    @Test
    void shouldNotFollowEnvelopesInEnvelopes() {
        final String deep = "{\"data\":".repeat(100_000) + "{}" + "}".repeat(100_000);

        assertEquals(Outcome.MALFORMED, onFrame(deep));
    }

    /** Funding on cross margin pushes the balance alone. */
    @Test
    void shouldTellFundingBeforeTheBalanceThatItMade() {
        final String funding = "{\"e\":\"ACCOUNT_UPDATE\",\"T\":1564745798939,\"E\":1564745798940,\"a\":{"
                + "\"B\":[{\"a\":\"USDT\",\"wb\":\"99.5\",\"cw\":\"99.5\",\"bc\":\"-0.5\"},"
                + "{\"a\":\"BNB\",\"wb\":\"1\",\"bc\":\"0\"}],\"P\":[],\"m\":\"FUNDING_FEE\"}}";

        assertEquals(
                List.of(
                        "change of 0/9 at 1564745798939000000 FUNDING -50000000 USDT",
                        "balance of 0/9 at 1564745798939000000 9950000000 USDT",
                        "balance of 0/9 at 1564745798939000000 100000000 BNB"),
                told(funding));
        assertEquals(1, counters.taken(Decoded.BALANCE_CHANGE));
        assertTrue(told(funding.replace("FUNDING_FEE", "DEPOSIT")).get(0).contains(" DEPOSIT -50000000 "));
        assertTrue(told(funding.replace("FUNDING_FEE", "WITHDRAW")).get(0).contains(" WITHDRAWAL -50000000 "));
        assertTrue(
                told(funding.replace("FUNDING_FEE", "MARGIN_TRANSFER")).get(0).contains(" OTHER -50000000 "));
    }

    @Test
    void shouldTellWhoMadeTheVenueClose() {
        final String client = "\"c\":\"" + REPORT.replaceFirst(".*?\"c\":\"([^\"]*)\".*", "$1") + "\"";

        assertTrue(
                told(REPORT.replace(client, "\"c\":\"autoclose-123\"")).get(0).endsWith(" cause=LIQUIDATION"));
        assertTrue(
                told(REPORT.replace(client, "\"c\":\"adl_autoclose\"")).get(0).endsWith(" cause=ADL"));
        assertTrue(told(REPORT.replace(client, "\"c\":\"settlement_autoclose-1\""))
                .get(0)
                .endsWith(" cause=SETTLEMENT"));
        assertTrue(told(REPORT.replace(client, "\"c\":\"delivery_autoclose-1\""))
                .get(0)
                .endsWith(" cause=SETTLEMENT"));
        assertTrue(told(REPORT.replace(client, "\"c\":\"autoclos\"")).get(0).endsWith(" reduceOnly=NO"));
    }

    private List<String> told(final String frame) {
        onFrame(frame);
        final List<String> told = log.events().stream().map(Told::of).toList();
        log.clear();
        return told;
    }

    private Outcome onFrame(final String frame) {
        final UnsafeBuffer buffer = Venues.frame(frame);
        return decoder.onFrame(buffer, 0, buffer.capacity());
    }
}
