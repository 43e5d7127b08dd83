package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.gateway.credentials.VenueKey;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Trading at the venue as a foreign client does it, in a market that has been played and now stands still. */
class SimulatedTradingTest {
    private static final String LOGON_KEY = "a-logon-key";
    private static final long START_BALANCE = 100_000 * Money.ONE;

    private final KeyPair logonPair = keyPair();
    private SimulatedVenue venue;
    private VenueClient client;

    @BeforeEach
    void openVenue() throws InterruptedException {
        start(VenueOptions.ofGenerated(5, 2, 3).withSpeed(Speed.MAX).withStartAfter(0));
        assertTrue(venue.awaitFinished(Duration.ofSeconds(20)));
    }

    @AfterEach
    void closeVenue() {
        venue.close();
    }

    @Test
    void shouldFillAMarketOrderAndTellItEverywhere() {
        try (VenueClient.Socket user = openUserData();
                VenueClient.Socket api = client.open("/ws-fapi/v1")) {
            api.send(order("7", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010&newClientOrderId=first"));

            final JsonNode answer = api.next();
            assertEquals("7", answer.path("id").asText());
            assertEquals(200, answer.path("status").asInt());
            assertEquals("NEW", answer.at("/result/status").asText());
            assertEquals("first", answer.at("/result/clientOrderId").asText());
            assertTrue(answer.path("rateLimits").size() > 0);

            final JsonNode accepted = user.next();
            assertEquals("NEW", accepted.at("/o/x").asText());
            final JsonNode account = user.next();
            assertEquals("ACCOUNT_UPDATE", account.path("e").asText());
            final JsonNode filled = user.next();
            assertFill(filled.path("o"), account.path("a"));
        }
        assertLedger();
    }

    private void assertFill(final JsonNode order, final JsonNode account) {
        assertEquals("TRADE", order.path("x").asText());
        assertEquals("FILLED", order.path("X").asText());
        assertEquals("0.010", order.path("l").asText());
        assertEquals("0.010", order.path("z").asText());
        final BigDecimal price = new BigDecimal(order.path("L").asText());
        final BigDecimal fee = new BigDecimal(order.path("n").asText());
        assertEquals(0, price.multiply(new BigDecimal("0.000005")).compareTo(fee), "0.05 % of 0.010");
        final BigDecimal wallet = new BigDecimal(account.at("/B/0/wb").asText());
        assertEquals(0, new BigDecimal("100000").subtract(fee).compareTo(wallet));
        assertEquals("0.010", account.at("/P/0/pa").asText());
        assertEquals(0, price.compareTo(new BigDecimal(account.at("/P/0/ep").asText())));
    }

    private void assertLedger() {
        final Ledger ledger = venue.ledger();
        assertEquals(1, ledger.requests().size());
        assertEquals("first", ledger.requests().get(0).clientOrderId());
        assertEquals(0, ledger.requests().get(0).errorCode());
        assertEquals(10, ledger.executions().get(0).fill().quantity());
        assertEquals(10, ledger.holdings().get(0).quantity());
        final JsonNode position =
                client.signed("GET", "/fapi/v3/positionRisk", "").body();
        assertEquals("0.010", position.at("/0/positionAmt").asText());
        final JsonNode balance = client.signed("GET", "/fapi/v2/balance", "").body();
        assertEquals(
                Decimals.format(ledger.holdings().get(0).walletBalance(), Money.SCALE),
                balance.at("/0/balance").asText());
        final JsonNode account = client.signed("GET", "/fapi/v3/account", "").body();
        assertEquals(balance.at("/0/balance"), account.path("totalWalletBalance"));
    }

    @Test
    void shouldLogASessionOnWithEd25519AndThenAskForTheTimeOnly() throws GeneralSecurityException {
        try (VenueClient.Socket api = client.open("/ws-fapi/v1?returnRateLimits=false")) {
            final String payload = "apiKey=" + LOGON_KEY + "&timestamp=" + client.timeMs();
            api.send(request("\"on\"", "session.logon", payload + "&signature=" + ed25519(payload)));
            final JsonNode loggedOn = api.next();
            assertEquals(LOGON_KEY, loggedOn.at("/result/apiKey").asText(), loggedOn.toString());
            assertTrue(loggedOn.path("rateLimits").isMissingNode());

            api.send(request(
                    "1",
                    "order.place",
                    "symbol=ETHUSDT&side=SELL&type=MARKET&quantity=0.100&newOrderRespType=RESULT&timestamp="
                            + client.timeMs()));
            final JsonNode placed = api.next();
            assertEquals("FILLED", placed.at("/result/status").asText(), placed.toString());
            assertEquals("0.100", placed.at("/result/cumQty").asText());
            api.send(request("2", "v2/account.position", "timestamp=" + client.timeMs()));
            assertEquals("-0.100", api.next().at("/result/0/positionAmt").asText());
            api.send(request("3", "session.logout", ""));
            assertTrue(api.next().at("/result/apiKey").isNull());
            api.send(request("4", "v2/account.balance", "timestamp=" + client.timeMs()));
            assertEquals(-2014, api.next().at("/error/code").asInt());
        }
    }

    @Test
    void shouldKeepALimitOrderUntilItIsCancelled() {
        try (VenueClient.Socket user = openUserData()) {
            final String resting = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price="
                    + price("0.98") + "&newClientOrderId=rest";
            assertEquals(
                    -1130,
                    client.signed("POST", "/fapi/v1/order", resting + "&selfTradePreventionMode=BOTH")
                            .body()
                            .path("code")
                            .asInt());
            final VenueClient.Answer placed =
                    client.signed("POST", "/fapi/v1/order", resting + "&selfTradePreventionMode=EXPIRE_BOTH");
            assertEquals("NEW", placed.body().path("status").asText(), placed.toString());
            assertEquals(
                    "EXPIRE_BOTH", placed.body().path("selfTradePreventionMode").asText());
            final JsonNode told = user.next("ORDER_TRADE_UPDATE");
            assertEquals("NEW", told.at("/o/X").asText());
            assertEquals("EXPIRE_BOTH", told.at("/o/V").asText());

            final long orderId = placed.body().path("orderId").asLong();
            final JsonNode open = client.signed("GET", "/fapi/v1/openOrders", "symbol=BTCUSDT")
                    .body();
            assertEquals(orderId, open.at("/0/orderId").asLong());
            final String byId = "symbol=BTCUSDT&orderId=" + orderId;
            assertEquals(
                    "0",
                    client.signed("GET", "/fapi/v1/order", byId)
                            .body()
                            .path("avgPrice")
                            .asText());

            final JsonNode cancelled =
                    client.signed("DELETE", "/fapi/v1/order", byId).body();
            assertEquals("CANCELED", cancelled.path("status").asText());
            assertEquals("CANCELED", user.next("ORDER_TRADE_UPDATE").at("/o/x").asText());
            assertEquals(
                    0, client.signed("GET", "/fapi/v1/openOrders", "").body().size());
        }
        assertEquals(
                List.of(Ledger.Kind.PLACE, Ledger.Kind.PLACE, Ledger.Kind.CANCEL),
                venue.ledger().requests().stream().map(Ledger.Request::kind).toList());
    }

    @Test
    void shouldRefuseWithTheVenuesCodes() {
        final String base = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010&price=";
        final String near = price("0.99");

        assertEquals(-1121, place(base.replace("BTCUSDT", "NOCOIN") + near));
        assertEquals(-1102, place("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.010"));
        assertEquals(-1100, place(base + "1e4"));
        assertEquals(-1111, place(base + near + "001"));
        assertEquals(-1115, place(base.replace("GTC", "ABC") + near));
        assertEquals(-1116, place(base.replace("LIMIT", "ICEBERG") + near));
        assertEquals(-1117, place(base.replace("BUY", "HOLD") + near));
        assertEquals(-4120, place(base.replace("LIMIT", "STOP_MARKET") + near));
        assertEquals(-4061, place(base + near + "&positionSide=LONG"));
        assertEquals(-4015, place(base + near + "&newClientOrderId=no%20blanks"));
        assertEquals(-4014, place(base + near.substring(0, near.length() - 1) + "5"));
        assertEquals(-4016, place(base + price("1.06")));
        assertEquals(-4164, place(base.replace("0.010", "0.001") + near));
        assertEquals(-5022, place(base.replace("GTC", "GTX") + price("1.01")));
        assertEquals(-2022, place(base + near + "&reduceOnly=true"));
        assertEquals(-2019, place(base.replace("0.010", "100") + near));
        assertEquals(0, place(base + near + "&newClientOrderId=twin"));
        assertEquals(-4116, place(base + near + "&newClientOrderId=twin"));
        assertEquals(
                -2011,
                client.signed("DELETE", "/fapi/v1/order", "symbol=BTCUSDT&origClientOrderId=nobody")
                        .code());
        assertEquals(
                -2013,
                client.signed("GET", "/fapi/v1/order", "symbol=BTCUSDT&orderId=99")
                        .code());
    }

    @Test
    void shouldRefuseWhoIsNotAllowedOrOutOfTime() {
        final long now = client.timeMs();

        assertEquals(-1102, client.get("/fapi/v3/balance").code());
        assertEquals(-1102, client.get("/fapi/v3/balance?timestamp=" + now).code());
        assertEquals(0, signedAt(now, "").code());
        assertEquals(-1022, wrongSignature(now));
        assertEquals(-1021, signedAt(now - 5_001, "").code());
        assertEquals(0, signedAt(now - 5_000, "").code());
        assertEquals(0, signedAt(now - 9_000, "&recvWindow=10000").code());
        assertEquals(-1021, signedAt(now + 1_000, "&recvWindow=10000").code());
        assertEquals(0, signedAt(now + 999, "").code());
        assertEquals(-1131, signedAt(now, "&recvWindow=60001").code());
        try (VenueClient.Socket api = client.open("/ws-fapi/v1")) {
            api.send(request("1", "v2/account.balance", "apiKey=stranger&timestamp=" + now + "&signature=00"));
            assertEquals(-2015, api.next().at("/error/code").asInt());
            final String payload = "apiKey=" + VenueClient.KEY + "&timestamp=" + now;
            api.send(request("2", "session.logon", payload + "&signature=" + VenueClient.hmac(payload)));
            assertEquals(-4056, api.next().at("/error/code").asInt());
            api.send("{broken");
            assertEquals(-1135, api.next().at("/error/code").asInt());
            api.send(request("3", "no.such.method", ""));
            assertEquals(-1020, api.next().at("/error/code").asInt());
        }
    }

    @Test
    void shouldKeepOneListenKeyPerAccountAndForgetItOnRequest() {
        final String key = listenKey();
        assertEquals(key, listenKey());
        assertEquals(200, client.send("PUT", "/fapi/v1/listenKey", "").status());

        assertEquals(200, client.send("DELETE", "/fapi/v1/listenKey", "").status());

        assertEquals(-1125, client.send("PUT", "/fapi/v1/listenKey", "").code());
        Assertions.assertThrows(CompletionException.class, () -> client.open("/private/ws?listenKey=" + key));
        assertNotEquals(key, listenKey());
    }

    @Test
    void shouldSendOnlyTheEventsThatWereAskedFor() {
        final String url = "/private/stream?listenKey=" + listenKey() + "&events=ACCOUNT_UPDATE";
        try (VenueClient.Socket user = client.open(url)) {
            assertEquals(0, place("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010"));

            final JsonNode first = user.next();

            assertEquals("ACCOUNT_UPDATE", first.at("/data/e").asText());
            assertTrue(first.has("stream"));
        }
    }

    @Test
    void shouldExpireWhatAnImmediateOrderCannotFill() {
        try (VenueClient.Socket user = openUserData()) {
            assertEquals(
                    0,
                    place("symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=IOC&quantity=0.010&price=" + price("0.99")));

            assertEquals("NEW", user.next().at("/o/x").asText());
            final JsonNode expired = user.next();
            assertEquals("EXPIRED", expired.at("/o/X").asText());
            assertEquals("2", expired.at("/o/er").asText());
        }
    }

    @Test
    void shouldLetAnOrderWaitForItsLatencyWhileTheMarketMoves() throws InterruptedException {
        venue.close();
        start(VenueOptions.ofGenerated(5, 1, 30)
                .withSpeed(new Speed(10))
                .withStartAfter(0)
                .withRules(MatchingRules.DEFAULT.withLatencyNs(2_000_000_000L)));
        try (VenueClient.Socket user = openUserData()) {
            final long sentMs = client.timeMs();
            assertEquals(0, place("symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.010"));

            assertTrue(user.next().path("T").asLong() >= sentMs + 2_000);
        }
    }

    private void start(final VenueOptions options) {
        venue = new SimulatedVenue(options.withAccounts(new VenueAccount(
                        "main",
                        START_BALANCE,
                        List.of(
                                VenueKey.hmac(VenueClient.KEY, VenueClient.SECRET),
                                VenueKey.ed25519(LOGON_KEY, logonPair.getPublic())))))
                .start();
        client = new VenueClient(venue);
    }

    private int place(final String query) {
        return client.signed("POST", "/fapi/v1/order", query).code();
    }

    private int wrongSignature(final long now) {
        return client.get("/fapi/v3/balance?timestamp=" + now + "&signature=" + "00".repeat(32))
                .code();
    }

    private VenueClient.Answer signedAt(final long timestamp, final String more) {
        final String query = "timestamp=" + timestamp + more;
        return client.get("/fapi/v3/balance?" + query + "&signature=" + VenueClient.hmac(query));
    }

    private VenueClient.Socket openUserData() {
        return client.open("/private/ws?listenKey=" + listenKey());
    }

    private String listenKey() {
        return client.send("POST", "/fapi/v1/listenKey", "")
                .body()
                .path("listenKey")
                .asText();
    }

    /** A price on tick at {@code factor} times the middle of the book. */
    private String price(final String factor) {
        final JsonNode depth =
                client.get("/fapi/v1/depth?symbol=BTCUSDT&limit=5").body();
        return new BigDecimal(depth.at("/bids/0/0").asText())
                .multiply(new BigDecimal(factor))
                .setScale(1, RoundingMode.DOWN)
                .setScale(2)
                .toPlainString();
    }

    /** An {@code order.place} with the market's time, signed by HMAC. */
    private String order(final String id, final String parameters) {
        final String[] pairs = (parameters + "&apiKey=" + VenueClient.KEY + "&timestamp=" + client.timeMs()).split("&");
        Arrays.sort(pairs);
        final String payload = String.join("&", pairs);
        return request("\"" + id + "\"", "order.place", payload + "&signature=" + VenueClient.hmac(payload));
    }

    private static String request(final String id, final String method, final String parameters) {
        final StringBuilder json = new StringBuilder("{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{");
        for (final String pair : parameters.isEmpty() ? new String[0] : parameters.split("&")) {
            final int equals = pair.indexOf('=');
            json.append(json.charAt(json.length() - 1) == '{' ? "\"" : ",\"")
                    .append(pair, 0, equals)
                    .append("\":\"")
                    .append(pair.substring(equals + 1))
                    .append('"');
        }
        return json.append("}}").toString();
    }

    private String ed25519(final String payload) throws GeneralSecurityException {
        final Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(logonPair.getPrivate());
        signer.update(payload.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(signer.sign());
    }

    private static KeyPair keyPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (final GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
