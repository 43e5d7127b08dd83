package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.gateway.credentials.VenueKey;
import io.ringfence.journal.number.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong on purpose, what history tells about it afterwards, and what the books say. */
class FaultyVenueTest {
    private static final String BUY = "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010&newClientOrderId=";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    private Path folder;

    private SimulatedVenue venue;
    private VenueClient client;

    @BeforeEach
    void openVenue() throws InterruptedException {
        venue = new SimulatedVenue(VenueOptions.ofGenerated(5, 2, 3)
                        .withSpeed(Speed.MAX)
                        .withStartAfter(0)
                        .withLedger(folder.resolve("ledger.jsonl"))
                        .withAccounts(new VenueAccount(
                                "main",
                                100_000 * Money.ONE,
                                List.of(VenueKey.hmac(VenueClient.KEY, VenueClient.SECRET)))))
                .start();
        client = new VenueClient(venue);
        assertTrue(venue.awaitFinished(Duration.ofSeconds(20)));
    }

    @AfterEach
    void closeVenue() {
        venue.close();
    }

    @Test
    void shouldCarryOutAndLoseTheAnswer() throws InterruptedException {
        faults("drop=1");

        assertThrows(AssertionError.class, () -> place("dropped"));

        faults("");
        assertEquals("FILLED", status("dropped"));
        try (VenueClient.Socket api = client.open("/ws-fapi/v1")) {
            faults("drop=1");
            api.send(order("1", "silent"));
            awaitFaults(2);
            faults("");
            api.send("{\"id\":2,\"method\":\"ping\"}");
            assertEquals(2, api.next().path("id").asInt(), "the first answer never comes");
        }
        assertEquals("FILLED", status("silent"));
    }

    @Test
    void shouldAnswerTwiceAndLate() throws InterruptedException {
        try (VenueClient.Socket api = client.open("/ws-fapi/v1")) {
            faults("duplicate=1");
            api.send(order("1", "twice"));
            assertEquals(api.next(), api.next());

            faults("delay=1:300ms,seed=1");
            api.send(order("2", "later"));
            awaitFaults(2);
            faults("");
            assertEquals("NEW", api.next().at("/result/status").asText());
        }
        assertEquals(2, venue.ledger().requests().size());
    }

    @Test
    void shouldCarryOutLateOrRefuseByItsReceiveWindow() throws InterruptedException {
        try (VenueClient.Socket api = client.open("/ws-fapi/v1")) {
            faults("late=1:400ms,seed=4");
            api.send(order("1", "late"));
            awaitFaults(1);
            faults("");
            assertEquals(-2013, query("late").code());

            assertEquals("NEW", api.next().at("/result/status").asText());
            assertEquals("FILLED", status("late"));
        }
    }

    @Test
    void shouldCloseTheConnectionHavingActedOrNot() throws InterruptedException {
        faults("disconnect=1,seed=3");
        for (int i = 0; i < 8; i++) {
            try (VenueClient.Socket api = client.open("/ws-fapi/v1")) {
                api.send(order("1", "cut" + i));
                assertTrue(api.isCut());
            }
        }
        faults("");

        assertSomeButNotAll("cut", 8);
    }

    @Test
    void shouldLeaveTheOutcomeUnknownHavingActedOrNot() {
        faults("unknown=1,seed=3");
        final Set<Integer> codes =
                IntStream.range(0, 8).mapToObj(i -> place("unknown" + i)).collect(Collectors.toSet());
        faults("http5xx=1,seed=3");
        final Set<Integer> statuses = IntStream.range(0, 12)
                .mapToObj(i -> client.signed("POST", "/fapi/v1/order", BUY + "error" + i)
                        .status())
                .collect(Collectors.toSet());
        faults("overload=1");
        assertEquals(-1008, place("busy"));
        faults("");

        assertEquals(Set.of(-1006, -1007), codes);
        assertEquals(Set.of(502, 503, 504), statuses);
        assertSomeButNotAll("unknown", 8);
        assertSomeButNotAll("error", 12);
        assertEquals(-2013, query("busy").code());
        assertEquals(21, venue.counts().faults());
    }

    @Test
    void shouldLoseUserDataWithTheConnection() throws InterruptedException {
        final String key = client.send("POST", "/fapi/v1/listenKey", "")
                .body()
                .path("listenKey")
                .asText();
        try (VenueClient.Socket user = client.open("/private/ws?listenKey=" + key)) {
            place("heard");
            assertEquals("heard", user.next().at("/o/c").asText());
            user.next("ACCOUNT_UPDATE");
            user.next("ORDER_TRADE_UPDATE");

            faults("disconnect=1");
            for (int i = 0; i < 8; i++) {
                try (VenueClient.Socket api = client.open("/ws-fapi/v1")) {
                    api.send(order("1", "unheard" + i));
                    assertTrue(api.isCut());
                }
            }
            assertTrue(user.isCut());
            assertTrue(user.isSilent());
        }
    }

    @Test
    void shouldRefuseFaultsThatItDoesNotKnow() {
        assertEquals(
                -1130,
                client.send("POST", "/simulated/faults?faults=flood%3D1", "").code());
    }

    @Test
    void shouldTellTradesFromAnIdATimeOrTheLatest() {
        IntStream.range(0, 5).forEach(i -> place("fill" + i));
        final JsonNode all = trades("");
        assertEquals(5, all.size());
        final long third = all.at("/2/id").asLong();
        final long timeMs = all.at("/0/time").asLong();

        assertEquals(3, trades("&fromId=" + third).size());
        assertEquals(third, trades("&fromId=" + third + "&limit=1").at("/0/id").asLong());
        assertEquals(all.at("/4/id"), trades("&limit=1").at("/0/id"));
        assertEquals(5, trades("&startTime=" + timeMs).size());
        assertEquals(
                all.at("/0/id"), trades("&startTime=" + timeMs + "&limit=1").at("/0/id"));
        assertEquals(0, trades("&startTime=" + (timeMs + 1)).size());
        assertEquals(1, trades("&orderId=" + all.at("/1/orderId").asLong()).size());
        assertEquals(-1128, trades("&fromId=1&startTime=" + timeMs).path("code").asInt());
        assertEquals(-1130, trades("&limit=1001").path("code").asInt());
        assertEquals(
                -4166, trades("&startTime=1&endTime=700000000").path("code").asInt());
        final JsonNode trade = all.path(0);
        assertEquals("0.010", trade.path("qty").asText());
        assertEquals("USDT", trade.path("commissionAsset").asText());
        assertTrue(trade.path("commission").asText().startsWith("0."));
        assertTrue(trade.path("buyer").asBoolean());
    }

    @Test
    void shouldTellAllOrdersOfASymbolFromAnIdOrTheLatest() {
        IntStream.range(0, 4).forEach(i -> place("o" + i));

        final JsonNode all = orders("symbol=BTCUSDT");
        assertEquals(List.of("o0", "o1", "o2", "o3"), names(all));
        final String second = "&orderId=" + all.at("/1/orderId").asLong();
        assertEquals(List.of("o1", "o2", "o3"), names(orders("symbol=BTCUSDT" + second)));
        assertEquals(List.of("o1"), names(orders("symbol=BTCUSDT&limit=1" + second)));
        assertEquals(List.of("o3"), names(orders("symbol=BTCUSDT&limit=1")));
        assertEquals(List.of(), names(orders("symbol=ETHUSDT")));
        assertEquals("FILLED", all.at("/0/status").asText());
    }

    @Test
    void shouldKeepBooksThatFlagAnIdUsedTwice() throws IOException {
        place("same");
        place("same");
        client.signed("POST", "/fapi/v1/order", BUY.replace("0.010", "900") + "large");

        final List<JsonNode> lines = ledger();
        assertEquals(
                List.of("request", "order", "fill", "request", "order", "fill", "request", "refused"),
                lines.stream().map(line -> line.path("type").asText()).toList());
        assertFalse(lines.get(0).path("seenBefore").asBoolean());
        assertTrue(lines.get(3).path("seenBefore").asBoolean());
        final JsonNode fill = lines.get(5);
        assertEquals("0.020", fill.path("position").asText());
        assertEquals("same", fill.path("clientOrderId").asText());
        assertEquals(client.signed("GET", "/fapi/v3/balance", "").body().at("/0/balance"), fill.path("wallet"));
        assertEquals(-2019, lines.get(7).path("code").asInt());
    }

    @Test
    void shouldNoteARequestThatIsNeverCarriedOut() throws IOException {
        faults("overload=1");
        place("busy");

        assertEquals(
                List.of("busy"),
                ledger().stream()
                        .map(line -> line.path("clientOrderId").asText())
                        .toList());
    }

    private List<JsonNode> ledger() throws IOException {
        final List<JsonNode> lines = new ArrayList<>();
        for (final String line : Files.readAllLines(folder.resolve("ledger.jsonl"))) {
            lines.add(MAPPER.readTree(line));
        }
        return lines;
    }

    private void assertSomeButNotAll(final String name, final int count) {
        final long found = IntStream.range(0, count)
                .filter(i -> query(name + i).code() == 0)
                .count();
        assertTrue(found > 0 && found < count, name + ": carried out " + found + " of " + count);
    }

    private void faults(final String text) {
        assertEquals(
                200,
                client.send("POST", "/simulated/faults", "faults=" + text.replace("=", "%3D"))
                        .status());
    }

    /** Until the venue has done {@code count} things wrong. */
    private void awaitFaults(final int count) throws InterruptedException {
        while (venue.counts().faults() < count) {
            Thread.sleep(1);
        }
    }

    private int place(final String clientOrderId) {
        return client.signed("POST", "/fapi/v1/order", BUY + clientOrderId).code();
    }

    private VenueClient.Answer query(final String clientOrderId) {
        return client.signed("GET", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=" + clientOrderId);
    }

    private String status(final String clientOrderId) {
        return query(clientOrderId).body().path("status").asText();
    }

    private JsonNode trades(final String more) {
        return client.signed("GET", "/fapi/v1/userTrades", "symbol=BTCUSDT" + more)
                .body();
    }

    private JsonNode orders(final String query) {
        return client.signed("GET", "/fapi/v1/allOrders", query).body();
    }

    private static List<String> names(final JsonNode orders) {
        final List<String> names = new ArrayList<>();
        orders.forEach(order -> names.add(order.path("clientOrderId").asText()));
        return names;
    }

    private String order(final String id, final String clientOrderId) {
        final String[] pairs =
                (BUY + clientOrderId + "&apiKey=" + VenueClient.KEY + "&timestamp=" + client.timeMs()).split("&");
        Arrays.sort(pairs);
        final String payload = String.join("&", pairs);
        final String parameters = Arrays.stream((payload + "&signature=" + VenueClient.hmac(payload)).split("&"))
                .map(pair -> "\"" + pair.replaceFirst("=", "\":\"") + "\"")
                .collect(Collectors.joining(","));
        return "{\"id\":\"" + id + "\",\"method\":\"order.place\",\"params\":{" + parameters + "}}";
    }
}
