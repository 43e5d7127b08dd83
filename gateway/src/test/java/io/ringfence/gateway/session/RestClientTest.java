package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.testing.Eventually;
import io.ringfence.gateway.testing.LeavesNothing;
import io.ringfence.gateway.testing.RestStub;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeavesNothing.class)
class RestClientTest {
    private static final Path FIXTURES = Path.of("fixtures/binance/binance.net/Endpoints/UsdFutures");

    private final RequestSigner signer = new StubSigner();
    private RestStub server;
    private RestClient usdm;
    private RestClient spot;

    @BeforeEach
    void open() throws IOException {
        server = new RestStub();
        usdm = client(MarketKind.USDM, Duration.ofSeconds(20));
        spot = client(MarketKind.SPOT, Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        usdm.close();
        spot.close();
        server.close();
    }

    @Test
    void shouldListInstrumentsWithTheVenuesOwnDecimals() throws Exception {
        server.answer("/fapi/v1/exchangeInfo", 200, """
                {"symbols":[{"symbol":"BTCUSDT","status":"TRADING","contractType":"PERPETUAL","baseAsset":"BTC",
                "quoteAsset":"USDT","pricePrecision":2,"filters":[
                {"filterType":"PRICE_FILTER","minPrice":"556.80","maxPrice":"4529764","tickSize":"0.10"},
                {"filterType":"LOT_SIZE","stepSize":"0.001","maxQty":"1000","minQty":"0.001"},
                {"filterType":"SOMETHING_NEW","limit":"7"},
                {"filterType":"PERCENT_PRICE","multiplierUp":"1.0500","multiplierDown":"0.9500","multiplierDecimal":"4"},
                {"filterType":"MIN_NOTIONAL","notional":"100"}]},
                {"symbol":"NEWUSDT","status":"PENDING_TRADING","filters":[]}]}""");

        final List<InstrumentListing> listings = usdm.exchangeInfo();

        assertEquals(
                List.of(
                        new InstrumentListing(
                                "BTCUSDT",
                                "TRADING",
                                "PERPETUAL",
                                "BTC",
                                "USDT",
                                "0.10",
                                "0.001",
                                "0.001",
                                "1000",
                                "100",
                                "1.0500",
                                "0.9500"),
                        new InstrumentListing(
                                "NEWUSDT", "PENDING_TRADING", "", "", "", "0", "0", "0", "0", "0", "0", "0")),
                listings);
    }

    /** An exit at market above it would be refused again and again. */
    @ParameterizedTest
    @CsvSource({"1000, 120, 120", "100, 120, 100", "1000, 0.00000000, 1000", "0, 120, 120"})
    void shouldBoundQuantitiesByWhatMarketOrdersMayReach(final String any, final String market, final String expected)
            throws Exception {
        server.answer("/fapi/v1/exchangeInfo", 200, String.format("""
                {"symbols":[{"symbol":"BTCUSDT","filters":[
                {"filterType":"LOT_SIZE","stepSize":"0.001","maxQty":"%s","minQty":"0.001"},
                {"filterType":"MARKET_LOT_SIZE","stepSize":"0.001","maxQty":"%s","minQty":"0.001"}]}]}""", any, market));

        assertEquals(expected, usdm.exchangeInfo().get(0).maxQuantity());
    }

    @Test
    void shouldReadSpotsNamesOfTheSameFilters() throws Exception {
        server.answer("/api/v3/exchangeInfo", 200, """
                {"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[
                {"filterType":"PRICE_FILTER","tickSize":"0.01000000"},
                {"filterType":"LOT_SIZE","minQty":"0.00001000","maxQty":"9000.00000000","stepSize":"0.00001000"},
                {"filterType":"PERCENT_PRICE_BY_SIDE","bidMultiplierUp":"1.3","bidMultiplierDown":"0.2","askMultiplierUp":"5",
                "askMultiplierDown":"0.7","avgPriceMins":5},
                {"filterType":"NOTIONAL","minNotional":"5.00000000","applyMinToMarket":true}]}]}""");

        final InstrumentListing listing = spot.exchangeInfo().get(0);

        assertEquals("1.3", listing.multiplierUp());
        assertEquals("0.7", listing.multiplierDown());

        assertEquals("0.01000000", listing.tickSize());
        assertEquals("5.00000000", listing.minNotional());
    }

    @Test
    void shouldAskOnceMoreWithTheVenuesTimeWhenOursIsRefused() {
        server.answer("/fapi/v3/account", 400, "{\"code\":-1021,\"msg\":\"Timestamp for this request is outside.\"}");
        server.answer("/fapi/v1/time", 200, "{\"serverTime\":1700000015443}");

        final RestException refused = assertThrows(RestException.class, usdm::balances);

        assertEquals(-1021, refused.code());
        assertEquals(3, server.requests().size());
        assertEquals("GET /fapi/v1/time", server.requests().get(1));
        assertTrue(server.requests().get(2).contains("timestamp=1700000015443"), server.requests()::toString);
    }

    @Test
    void shouldSayThatNothingListens() {
        server.close();

        final RestException unanswered = assertThrows(RestException.class, usdm::timeMs);

        assertTrue(unanswered.getMessage().contains("nothing listens there"), unanswered::getMessage);
    }

    @Test
    void shouldReadRecordedAnswers() throws Exception {
        server.answer("/fapi/v1/exchangeInfo", 200, recorded("ExchangeData/GetExchangeInfo.txt"));
        server.answer("/fapi/v1/klines", 200, recorded("ExchangeData/GetKlines.txt"));
        server.answer("/fapi/v3/account", 200, recorded("Account/GetAccountInfo.txt"));
        server.answer("/fapi/v3/positionRisk", 200, recorded("Account/GetPositionInformation.txt"));

        assertFalse(usdm.exchangeInfo().isEmpty());
        assertFalse(usdm.exchangeInfo().get(0).tickSize().equals("0"));
        assertEquals(
                List.of(new CandleListing(
                        1499040000000L,
                        "0.01634790",
                        "0.80000000",
                        "0.01575800",
                        "0.01577100",
                        "148976.11427815",
                        1499644799999L,
                        308,
                        "1756.87402397")),
                usdm.candles("BTCUSDT", "1m", 0, 1));
        assertEquals(
                new BalanceListing("USDT", "23.72469206", "23.72469206", 1625474304765L),
                usdm.balances().get(0));
        assertEquals(List.of(new PositionListing("BTCUSDT", "BOTH", "0.000", "0.00000", 0)), usdm.positions());
    }

    @Test
    void shouldHandOnDepthAsItCame() throws Exception {
        server.answer("/fapi/v1/depth", 200, "{\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}");

        final byte[] body = usdm.depth("BTCUSDT", 1000);

        assertArrayEquals("{\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}".getBytes(StandardCharsets.UTF_8), body);
        assertEquals(List.of("GET /fapi/v1/depth?symbol=BTCUSDT&limit=1000"), server.requests());
        assertNull(server.keys().get(0));
    }

    @Test
    void shouldEncodeSymbolsThatAreNotAscii() throws Exception {
        server.answer("/fapi/v1/depth", 200, "{}");

        usdm.depth("币安USDT", 5);

        assertEquals(List.of("GET /fapi/v1/depth?symbol=%E5%B8%81%E5%AE%89USDT&limit=5"), server.requests());
    }

    @Test
    void shouldSendWhatWasSignedAsItIs() throws Exception {
        server.answer("/fapi/v3/positionRisk", 200, "[]");

        usdm.positions();

        assertEquals(List.of("GET /fapi/v3/positionRisk?timestamp=1700000000123&signature=s%2F%3D"), server.requests());
        assertEquals("the-key", server.keys().get(0));
    }

    @Test
    void shouldOpenAndKeepAListenKeyWithTheKeyAlone() throws Exception {
        server.answer("/fapi/v1/listenKey", 200, "{\"listenKey\":\"abc\"}");

        assertEquals("abc", usdm.openListenKey());
        usdm.keepListenKey();

        assertEquals(List.of("POST /fapi/v1/listenKey", "PUT /fapi/v1/listenKey"), server.requests());
        assertEquals(List.of("the-key", "the-key"), server.keys());
    }

    @ParameterizedTest
    @CsvSource({
        "400, '{\"code\":-1121,\"msg\":\"Invalid symbol.\"}', -1121, false",
        "400, '{\"code\":-1007,\"msg\":\"Timeout\"}', -1007, true",
        "502, '<html>Bad Gateway</html>', 0, true",
        "503, 'Unknown error, please check your request', 0, true",
        "503, 'Service Unavailable.', 0, false",
        "503, '{\"code\":-1008,\"msg\":\"throttled\"}', -1008, false",
        "429, '{\"code\":-1003,\"msg\":\"Too many requests\"}', -1003, false",
    })
    void shouldTellWhetherAChangeMayHaveHappened(
            final int status, final String body, final int code, final boolean unknown) {
        server.answer("/fapi/v1/listenKey", status, body);

        final RestException refusal = assertThrows(RestException.class, usdm::keepListenKey);

        assertEquals(status, refusal.httpStatus());
        assertEquals(code, refusal.code());
        assertEquals(unknown, refusal.isOutcomeUnknown());
        assertTrue(refusal.getMessage().contains("/fapi/v1/listenKey failed: status=" + status), refusal.getMessage());
    }

    @Test
    void shouldKnowThatAQuestionChangesNothing() {
        server.answer("/fapi/v1/time", 500, "");

        assertFalse(assertThrows(RestException.class, usdm::timeMs).isOutcomeUnknown());
    }

    @Test
    void shouldKeepSecretsOutOfItsErrors() {
        server.answer("/fapi/v3/positionRisk", 401, "{\"code\":-2015,\"msg\":\"Invalid API-key\"}");

        final RestException refusal = assertThrows(RestException.class, usdm::positions);

        assertFalse(refusal.getMessage().contains("signature"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("the-key"), refusal.getMessage());
    }

    @Test
    void shouldFollowNoRedirect() {
        server.redirect("/fapi/v1/time", "http://127.0.0.1:1/elsewhere");

        assertEquals(302, assertThrows(RestException.class, usdm::timeMs).httpStatus());
    }

    @Test
    void shouldGiveUpOnAnAnswerThatNeverComes() {
        server.neverAnswer("/fapi/v1/listenKey");
        try (RestClient impatient = client(MarketKind.USDM, Duration.ofMillis(50))) {
            final RestException refusal = assertThrows(RestException.class, impatient::keepListenKey);

            assertEquals(RestException.NO_STATUS, refusal.httpStatus());
            assertTrue(refusal.isOutcomeUnknown());
        }
    }

    @Test
    @Timeout(60)
    void shouldGiveUpOnAnAnswerThatNeverEnds() {
        server.neverEnd("/fapi/v1/depth");
        server.neverEnd("/fapi/v1/listenKey");
        try (RestClient impatient = client(MarketKind.USDM, Duration.ofMillis(500))) {
            final RestException question = assertThrows(RestException.class, () -> impatient.depth("BTCUSDT", 5));
            assertEquals(RestException.NO_STATUS, question.httpStatus());
            assertTrue(question.getMessage().contains("no end within timeoutMs=1500"), question.getMessage());
            assertTrue(question.isPassing());
            assertFalse(question.isOutcomeUnknown());

            final RestException change = assertThrows(RestException.class, impatient::keepListenKey);
            assertTrue(change.isOutcomeUnknown());
        }
    }

    @Test
    void shouldSayThatAnAnswerIsNoJson() {
        server.answer("/fapi/v1/time", 200, "<html>");

        assertTrue(assertThrows(RestException.class, usdm::timeMs).getMessage().contains("no JSON"));
    }

    @Test
    void shouldFetchSnapshotsOnTheBlockingSide() throws Exception {
        server.answer("/api/v3/depth", 200, "{}");
        final BlockingSide blockingSide = new BlockingSide("blocking", 1);
        final List<String> taken = new CopyOnWriteArrayList<>();
        final DepthSnapshots snapshots = new DepthSnapshots(
                spot,
                MarketKind.SPOT,
                1,
                id -> "SYM" + id,
                blockingSide,
                (id, body) -> taken.add(Thread.currentThread().getName() + " " + id + " " + new String(body)));

        snapshots.request(7);

        Eventually.await("snapshot", () -> !taken.isEmpty());
        assertEquals(List.of("blocking-1 7 {}"), taken);
        assertEquals(List.of("GET /api/v3/depth?symbol=SYM7&limit=5000"), server.requests());
        assertTrue(blockingSide.close(Duration.ofSeconds(20)));
    }

    /** A book that is asked for again and again while the venue is slow waits once. */
    @Test
    void shouldNotQueueASnapshotThatWaitsAlready() {
        server.answer("/api/v3/depth", 200, "{}");
        final List<Runnable> queue = new ArrayList<>();
        final List<Integer> taken = new ArrayList<>();
        final DepthSnapshots snapshots =
                new DepthSnapshots(spot, MarketKind.SPOT, 1, id -> "SYM" + id, queue::add, (id, body) -> taken.add(id));

        snapshots.request(7);
        snapshots.request(7);
        snapshots.request(8);
        List.copyOf(queue).forEach(Runnable::run);
        snapshots.request(7);

        assertEquals(List.of(7, 8), taken);
        assertEquals(3, queue.size());
    }

    private RestClient client(final MarketKind kind, final Duration timeout) {
        return new RestClient(
                VenueAddresses.simulated(kind, server.port()), signer, () -> 1_700_000_000_123_456_789L, timeout);
    }

    /** The third line on of a fixture is the answer. */
    private static String recorded(final String name) throws IOException {
        final List<String> lines =
                Files.readAllLines(SharedFiles.require(FIXTURES.resolve(name).toString()));
        return String.join("\n", lines.subList(3, lines.size()));
    }

    private static final class StubSigner implements RequestSigner {
        @Override
        public String apiKey() {
            return "the-key";
        }

        @Override
        public String signedQuery(final Map<String, String> parameters, final long timestampMs) {
            return "timestamp=" + timestampMs + "&signature=s%2F%3D";
        }
    }
}
