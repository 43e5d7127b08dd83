package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.gateway.credentials.VenueKey;
import io.ringfence.journal.number.Money;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The service for conditional orders over real sockets, on a market that stands still. */
class SimulatedAlgoTest {
    private static final String STOP = "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.010"
            + "&reduceOnly=true&triggerPrice=100.00&workingType=MARK_PRICE&clientAlgoId=";

    private SimulatedVenue venue;
    private VenueClient client;

    @BeforeEach
    void openVenue() throws InterruptedException {
        venue = new SimulatedVenue(VenueOptions.ofGenerated(5, 2, 3)
                        .withSpeed(Speed.MAX)
                        .withStartAfter(0)
                        .withAccounts(new VenueAccount(
                                "main",
                                1_000 * Money.ONE,
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
    void shouldKeepOneApartFromOrdinaryOrdersAndTellWhatBecomesOfIt() {
        try (VenueClient.Socket user = client.open("/private/ws?listenKey="
                + client.send("POST", "/fapi/v1/listenKey", "")
                        .body()
                        .path("listenKey")
                        .asText())) {
            final JsonNode placed = post(STOP + "first").body();
            assertEquals("NEW", placed.path("algoStatus").asText());
            assertEquals("100.00", placed.path("triggerPrice").asText());
            final JsonNode told = user.next();
            assertEquals("ALGO_UPDATE", told.path("e").asText());
            assertEquals("first", told.at("/o/caid").asText());
            assertEquals("NEW", told.at("/o/X").asText());
            assertEquals("MARK_PRICE", told.at("/o/wt").asText());

            assertEquals(0, get("/fapi/v1/openOrders", "").size());
            assertEquals(1, get("/fapi/v1/openAlgoOrders", "").size());
            assertEquals(0, get("/fapi/v1/openAlgoOrders", "symbol=ETHUSDT").size());

            final JsonNode cancelled = client.signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId=first")
                    .body();
            assertTrue(cancelled.path("code").isTextual(), "the venue's code is a text here");
            assertEquals("CANCELED", user.next().at("/o/X").asText());
        }
        assertEquals(0, get("/fapi/v1/openAlgoOrders", "").size());
        assertEquals(
                "CANCELED",
                get("/fapi/v1/algoOrder", "clientAlgoId=first")
                        .path("algoStatus")
                        .asText());
        assertEquals(
                List.of(Ledger.Kind.ALGO_PLACE, Ledger.Kind.ALGO_CANCEL),
                venue.ledger().requests().stream().map(Ledger.Request::kind).toList());
    }

    @Test
    void shouldCancelAllOfASymbol() {
        post(STOP + "first");
        post(STOP + "second");

        client.signed("DELETE", "/fapi/v1/algoOpenOrders", "symbol=BTCUSDT");

        assertEquals(0, get("/fapi/v1/openAlgoOrders", "").size());
    }

    @Test
    void shouldRefuseWithTheVenuesCodes() {
        assertEquals(-2021, code(STOP.replace("=100.00", "=9999999.00") + "a"));
        assertEquals(-1020, code(STOP.replace("STOP_MARKET", "TRAILING_STOP_MARKET") + "a"));
        assertEquals(-4136, code(STOP + "a&closePosition=true"));
        assertEquals(-1102, code(STOP.replace("&triggerPrice=100.00", "") + "a"));
        assertEquals(-4015, code(STOP + "a%20b"));
        assertEquals(
                -2011,
                client.signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId=none")
                        .body()
                        .path("code")
                        .asInt());
        assertEquals(
                -2013,
                get("/fapi/v1/algoOrder", "clientAlgoId=none").path("code").asInt());
    }

    private int code(final String parameters) {
        return post(parameters).body().path("code").asInt();
    }

    private VenueClient.Answer post(final String parameters) {
        return client.signed("POST", "/fapi/v1/algoOrder", parameters);
    }

    private JsonNode get(final String path, final String parameters) {
        return client.signed("GET", path, parameters).body();
    }
}
