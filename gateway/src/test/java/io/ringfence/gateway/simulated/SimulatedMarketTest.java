package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.journal.testing.SharedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Market data of the venue as a foreign client sees it. */
class SimulatedMarketTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private SimulatedVenue venue;
    private VenueClient client;

    @AfterEach
    void closeVenue() {
        if (venue != null) {
            venue.close();
        }
    }

    @Test
    void shouldListTheRecordedSymbolsWithTheirPrintedDecimals() {
        start(VenueOptions.ofFrames(
                List.of(recorded("usdm-btcusdt-20240808.gz"), recorded("spot-ethusdt-20240808.gz"))));

        final JsonNode futures = client.get("/fapi/v1/exchangeInfo").body().path("symbols");
        final JsonNode spot = client.get("/api/v3/exchangeInfo").body().path("symbols");

        assertEquals(1, futures.size());
        assertEquals("BTCUSDT", futures.at("/0/symbol").asText());
        assertEquals(
                "0.10", filter(futures.get(0), "PRICE_FILTER").path("tickSize").asText());
        assertEquals(
                "0.001", filter(futures.get(0), "LOT_SIZE").path("stepSize").asText());
        assertEquals(
                "100.00",
                filter(futures.get(0), "MIN_NOTIONAL").path("notional").asText());
        assertEquals("ETHUSDT", spot.at("/0/symbol").asText());
        assertEquals(
                "0.01000000",
                filter(spot.get(0), "PRICE_FILTER").path("tickSize").asText());
        assertEquals(
                "0.00010000", filter(spot.get(0), "LOT_SIZE").path("stepSize").asText());
    }

    @Test
    void shouldPlayEveryRecordedFuturesFrameAndAnswerDepthThatFitsTheStream() throws InterruptedException {
        start(VenueOptions.ofFrames(List.of(recorded("usdm-btcusdt-20240808.gz")))
                .withSpeed(Speed.MAX));
        final BookFollower follower = new BookFollower(true);
        try (VenueClient.Socket socket = client.open(
                "/public/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker" + "/btcusdt@trade&marketClock=true")) {
            follower.snapshot(
                    client.get("/fapi/v1/depth?symbol=BTCUSDT&limit=1000").body());
            JsonNode message = socket.next();
            while (!message.path("stream").asText().equals("!end")) {
                follower.onMessage(message);
                message = socket.next();
            }

            assertTrue(venue.awaitFinished(PATIENCE));
            assertEquals(venue.marketTimeNs(), message.path("marketTime").asLong());
        }

        assertEquals(Map.of("trade", 21_313, "bookTicker", 66_089, "depthUpdate", 6_551), follower.counts);
        assertEquals(629, follower.compared);
    }

    @Test
    void shouldPlaySpotFramesAndAskForAKeyToTradeThem() throws InterruptedException {
        start(VenueOptions.ofFrames(List.of(recorded("spot-btcusdt-20240808.gz")))
                .withSpeed(Speed.MAX));
        final BookFollower follower = new BookFollower(false);
        try (VenueClient.Socket socket =
                client.open("/stream?streams=btcusdt@depth@100ms/btcusdt@bookTicker/btcusdt@trade&marketClock=true")) {
            follower.snapshot(
                    client.get("/api/v3/depth?symbol=BTCUSDT&limit=5000").body());
            JsonNode message = socket.next();
            while (!message.path("stream").asText().equals("!end")) {
                follower.onMessage(message);
                message = socket.next();
            }
        }

        assertEquals(Map.of("trade", 9_757, "bookTicker", 28_040, "depthUpdate", 3_451), follower.counts);
        assertEquals(564, follower.compared);
        assertEquals(
                -2015, client.send("POST", "/api/v3/order", "symbol=BTCUSDT").code());
        assertEquals(-1121, client.get("/fapi/v1/depth?symbol=BTCUSDT").code());
    }

    @Test
    void shouldAnswerALateDepthRequestWithTheBookOfThatMoment() throws InterruptedException {
        playGenerated(20);

        final JsonNode depth =
                client.get("/fapi/v1/depth?symbol=BTCUSDT&limit=5").body();

        assertEquals(5, depth.path("bids").size());
        assertEquals(5, depth.path("asks").size());
        final double bid = depth.at("/bids/0/0").asDouble();
        assertTrue(bid < depth.at("/asks/0/0").asDouble()
                && bid > depth.at("/bids/1/0").asDouble());
        assertTrue(depth.path("lastUpdateId").asLong() > 1_000_000_000_000L);
    }

    @Test
    void shouldServeRawAndCombinedStreamsAndChangeThemOnRequest() throws InterruptedException {
        startGenerated(Speed.ORIGINAL, 0);
        try (VenueClient.Socket raw = client.open("/public/ws/btcusdt@bookTicker");
                VenueClient.Socket changing = client.open("/public/ws")) {
            assertEquals("bookTicker", raw.next().path("e").asText());

            changing.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@depth@500ms\"],\"id\":\"x1\"}");
            assertEquals("{\"result\":null,\"id\":\"x1\"}", changing.next().toString());
            assertEquals("BTCUSDT", changing.next("depthUpdate").path("s").asText());
            changing.send("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":2}");
            assertEquals(
                    "btcusdt@depth@500ms",
                    nextWith(changing, "stream").path("stream").asText());
            changing.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
            assertEquals(
                    "[\"btcusdt@depth@500ms\"]",
                    nextWith(changing, "result").path("result").toString());
            changing.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@depth@500ms\"],\"id\":4}");
            assertEquals(4, nextWith(changing, "result").path("id").asInt());
            Thread.sleep(300);
            assertTrue(changing.isSilent());
        }
    }

    @Test
    void shouldAcceptAStreamOnTheWrongPathAndStaySilent() {
        startGenerated(Speed.ORIGINAL, 0);
        try (VenueClient.Socket wrong = client.open("/public/ws/btcusdt@markPrice@1s/btcusdt@aggTrade");
                VenueClient.Socket alsoWrong = client.open("/market/ws/btcusdt@bookTicker");
                VenueClient.Socket unrouted = client.open("/ws/btcusdt@bookTicker");
                VenueClient.Socket right = client.open("/market/stream?streams=btcusdt@markPrice@1s")) {
            right.next("markPriceUpdate");
            right.next("markPriceUpdate");

            assertTrue(wrong.isSilent());
            assertTrue(alsoWrong.isSilent());
            assertFalse(unrouted.isSilent());
        }
    }

    @Test
    void shouldDeriveWhatIsNotRecordedAndSaySo() throws InterruptedException {
        startGenerated(Speed.MAX, 1);
        final Map<String, List<JsonNode>> messages = new HashMap<>();
        try (VenueClient.Socket socket = client.open("/market/stream?streams=btcusdt@aggTrade/btcusdt@kline_1s"
                + "/btcusdt@markPrice@1s&marketClock=true")) {
            JsonNode message = socket.next();
            while (!message.path("stream").asText().equals("!end")) {
                final JsonNode data = message.path("data");
                assertTrue(data.path("derived").asBoolean());
                messages.computeIfAbsent(data.path("e").asText(), ignored -> new ArrayList<>())
                        .add(data);
                message = socket.next();
            }
        }

        final List<JsonNode> closed = messages.get("kline").stream()
                .filter(kline -> kline.at("/k/x").asBoolean())
                .toList();
        final JsonNode rest =
                client.get("/fapi/v1/klines?symbol=BTCUSDT&interval=1s").body();
        assertTrue(messages.get("markPriceUpdate").size() >= 15);
        assertTrue(messages.get("aggTrade").size() > 50);
        assertTrue(closed.size() >= 15);
        for (int i = 0; i < closed.size(); i++) {
            final JsonNode candle = closed.get(i).path("k");
            assertEquals(candle.path("t").asLong(), rest.at("/" + i + "/0").asLong());
            assertEquals(candle.path("o").asText(), rest.at("/" + i + "/1").asText());
            assertEquals(candle.path("c").asText(), rest.at("/" + i + "/4").asText());
            assertEquals(candle.path("v").asText(), rest.at("/" + i + "/5").asText());
        }
    }

    @Test
    void shouldPlayNoMoreThanATenthOfASecondBeyondTheLastPong() throws InterruptedException {
        startGenerated(Speed.MAX, 1);
        try (VenueClient.Socket deaf = client.openDeaf("/public/stream?streams=btcusdt@trade&marketClock=true")) {
            assertFalse(venue.awaitFinished(Duration.ofMillis(500)));

            assertTrue(deaf.isSilent());
            final long ahead = venue.marketTimeNs() - GeneratedMarket.START_TIME_NS;
            assertTrue(ahead > 80_000_000 && ahead <= 100_000_000, () -> "ahead=" + ahead);
        }
        try (VenueClient.Socket answering = client.open("/public/stream?streams=btcusdt@trade&marketClock=true")) {
            assertTrue(venue.awaitFinished(PATIENCE));
            answering.next("marketEnd");
            assertEquals(Long.toString(venue.marketTimeNs()), answering.lastPing());
        }
    }

    @Test
    void shouldWaitForAClientThatDoesNotReadInsteadOfBuffering() throws InterruptedException {
        start(VenueOptions.ofFrames(List.of(recorded("usdm-btcusdt-20240808.gz")))
                .withSpeed(Speed.MAX)
                .withStartAfter(0));
        try (VenueClient.Socket deaf = client.openDeaf("/public/ws/btcusdt@depth/btcusdt@bookTicker/btcusdt@trade")) {
            final boolean finished = venue.awaitFinished(Duration.ofMillis(1_500));

            assertFalse(finished);
            assertTrue(deaf.isSilent());
        }
        assertTrue(venue.awaitFinished(PATIENCE));
    }

    @Test
    void shouldNotPlayBeforeSomebodyWhoFollowsTheClockHasSubscribed() throws InterruptedException {
        startGenerated(Speed.MAX, 1);
        try (VenueClient.Socket other = client.open("/public/ws/btcusdt@trade");
                VenueClient.Socket follower = client.open("/public/stream?streams=&marketClock=true")) {
            assertFalse(venue.awaitFinished(Duration.ofMillis(200)));
            assertTrue(other.isSilent());
            assertEquals(GeneratedMarket.START_TIME_NS, venue.marketTimeNs());

            follower.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@trade\"],\"id\":1}");

            assertTrue(venue.awaitFinished(PATIENCE));
        }
    }

    @Test
    void shouldKeepThePaceThatWasAskedFor() throws InterruptedException {
        final long before = System.nanoTime(); // The venue plays from its start on, whatever else starts meanwhile.
        start(VenueOptions.ofGenerated(5, 1, 4).withSpeed(new Speed(4)).withStartAfter(0));

        assertTrue(venue.awaitFinished(PATIENCE));

        // Never faster than asked; how much slower depends on the machine.
        assertTrue(System.nanoTime() - before >= 800_000_000L);
    }

    @Test
    void shouldAnswerPingAndCloseAndRefuseNonsense() throws InterruptedException {
        startGenerated(Speed.ORIGINAL, 1);
        try (VenueClient.Socket socket = client.open("/public/ws")) {
            socket.ping("hello");
            assertEquals("hello", socket.next().path("pong").asText());
            socket.send("{nonsense");
            assertEquals(3, socket.next().path("code").asInt());
            socket.send("{\"method\":\"DANCE\",\"id\":9}");
            assertEquals(9, socket.next().path("id").asInt());
            socket.send("x".repeat(70_000));
            assertEquals(1009, socket.closeCode());
        }
        assertEquals(404, client.get("/fapi/v1/nonsense").status());
    }

    @Test
    void shouldSayThatItsPortIsTaken() {
        start(VenueOptions.ofGenerated(1, 1, 1));

        try (SimulatedVenue second =
                new SimulatedVenue(VenueOptions.ofGenerated(1, 1, 1).withPort(venue.port()))) {
            final IllegalStateException refused = assertThrows(IllegalStateException.class, second::start);

            assertTrue(refused.getMessage().contains("can't listen on 127.0.0.1:" + venue.port()));
        }
    }

    @Test
    void shouldNameThePlaceOfAFrameItCannotPlay(@TempDir final Path directory) throws Exception {
        final String good = "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":3,\"T\":3,\"s\":\"BTCUSDT\","
                + "\"t\":7,\"p\":\"61800.30\",\"q\":\"0.006\",\"X\":\"MARKET\",\"m\":false}}";
        final String filler = ("1 " + good + "\n").repeat(5_000);
        final Path path =
                Files.writeString(directory.resolve("frames"), filler + "2 " + good.replace("61800.30", "61,800.30"));
        start(VenueOptions.ofFrames(List.of(path)).withSpeed(Speed.MAX).withStartAfter(0));

        final IllegalStateException failure =
                assertThrows(IllegalStateException.class, () -> venue.awaitFinished(PATIENCE));

        assertTrue(failure.getMessage().contains(path + " line 5001"), failure.getMessage());
        assertTrue(failure.getMessage().contains("61,800.30"), failure.getMessage());
    }

    private static JsonNode nextWith(final VenueClient.Socket socket, final String field) {
        JsonNode message = socket.next();
        while (!message.has(field)) {
            message = socket.next();
        }
        return message;
    }

    private static JsonNode filter(final JsonNode symbol, final String type) {
        for (final JsonNode filter : symbol.path("filters")) {
            if (filter.path("filterType").asText().equals(type)) {
                return filter;
            }
        }
        throw new AssertionError("no filter " + type + " in " + symbol);
    }

    private void playGenerated(final int seconds) throws InterruptedException {
        start(VenueOptions.ofGenerated(5, 2, seconds).withSpeed(Speed.MAX).withStartAfter(0));
        assertTrue(venue.awaitFinished(PATIENCE));
    }

    private void startGenerated(final Speed speed, final int startAfter) {
        start(VenueOptions.ofGenerated(5, 2, 20).withSpeed(speed).withStartAfter(startAfter));
    }

    private void start(final VenueOptions options) {
        venue = new SimulatedVenue(options).start();
        client = new VenueClient(venue);
    }

    private static Path recorded(final String name) {
        return SharedFiles.require("data/frames/" + name);
    }

    /** Follows a book by the venue's sync rule and compares it with the quotes where their ids are equal. */
    private static final class BookFollower {
        private final Map<String, Integer> counts = new HashMap<>();
        private final Map<Double, Double> bids = new HashMap<>();
        private final Map<Double, Double> asks = new HashMap<>();
        private final TreeSet<Double> bidPrices = new TreeSet<>();
        private final TreeSet<Double> askPrices = new TreeSet<>();
        private final Map<Long, double[]> quotes = new HashMap<>();
        private final boolean futures;
        private long snapshotId;
        private long lastId;
        private long marketTime;
        private int compared;

        BookFollower(final boolean futures) {
            this.futures = futures;
        }

        void snapshot(final JsonNode depth) {
            snapshotId = depth.path("lastUpdateId").asLong();
            set(depth.path("bids"), bids, bidPrices);
            set(depth.path("asks"), asks, askPrices);
        }

        void onMessage(final JsonNode message) {
            assertTrue(message.path("marketTime").asLong() >= marketTime);
            marketTime = message.path("marketTime").asLong();
            final JsonNode data = message.path("data");
            final String type = data.path("e").asText("bookTicker");
            counts.merge(type, 1, Integer::sum);
            if (type.equals("bookTicker")) {
                onQuote(data);
            } else if (type.equals("depthUpdate")) {
                onDepth(data);
            }
        }

        private void onQuote(final JsonNode data) {
            final double[] quote = {data.path("b").asDouble(), data.path("a").asDouble()};
            quotes.put(data.path("u").asLong(), quote);
            if (data.path("u").asLong() == lastId) {
                compare(quote);
            }
        }

        private void onDepth(final JsonNode data) {
            final long last = data.path("u").asLong();
            if (futures ? last < snapshotId : last <= snapshotId) {
                return;
            }
            checkChain(data);
            lastId = last;
            set(data.path("b"), bids, bidPrices);
            set(data.path("a"), asks, askPrices);
            if (quotes.containsKey(last)) {
                compare(quotes.get(last));
            }
        }

        private void checkChain(final JsonNode data) {
            final long first = data.path("U").asLong();
            if (lastId == 0) {
                assertTrue(first <= snapshotId + (futures ? 0 : 1), "the first update covers the snapshot");
            } else if (futures) {
                assertEquals(lastId, data.path("pu").asLong());
            } else {
                assertEquals(lastId + 1, first);
            }
        }

        private void compare(final double[] quote) {
            compared++;
            assertEquals(quote[0], bidPrices.last());
            assertEquals(quote[1], askPrices.first());
        }

        private static void set(final JsonNode levels, final Map<Double, Double> side, final TreeSet<Double> prices) {
            for (final JsonNode level : levels) {
                final double price = level.path(0).asDouble();
                final double quantity = level.path(1).asDouble();
                if (quantity == 0) {
                    side.remove(price);
                    prices.remove(price);
                } else {
                    side.put(price, quantity);
                    prices.add(price);
                }
            }
        }
    }
}
