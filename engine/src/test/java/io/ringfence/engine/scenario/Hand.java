package io.ringfence.engine.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.gateway.credentials.VenueKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody else with a key to the engine's account, and the venue's operator. */
final class Hand {
    private static final String KEY = "a-hand";
    private static final String SECRET = "a-hands-secret";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final int port;
    private final boolean spot;

    Hand(final int port, final boolean spot) {
        this.port = port;
        this.spot = spot;
    }

    /** What the venue has to know of it. */
    static VenueKey venueKey() {
        return VenueKey.hmac(KEY, SECRET);
    }

    /** Sells that much at the market, only to reduce; on spot it can't do otherwise. */
    void sells(final String quantity) {
        if (spot) {
            signed("POST", "/api/v3/order", "symbol=BTCUSDT&side=SELL&type=MARKET&quantity=" + quantity);
            return;
        }
        signed("POST", "/fapi/v1/order", "symbol=BTCUSDT&side=SELL&type=MARKET&reduceOnly=true&quantity=" + quantity);
    }

    /** Stops of the account that rest at the venue. */
    int restingStops() {
        return signed("GET", spot ? "/api/v3/openOrders" : "/fapi/v1/openAlgoOrders", "symbol=BTCUSDT")
                .size();
    }

    /** From now on positions pay so much of their notional, as often as that in market time. */
    void funding(final String rate, final long intervalMs) {
        send("POST", "/simulated/funding?rate=" + rate + "&intervalMs=" + intervalMs);
    }

    /** From now on fees are paid in BNB, of which one is worth that much. */
    void feesInBnb(final String price) {
        send("POST", "/simulated/feeAsset?price=" + price);
    }

    /** From now on nothing is traded, or again. */
    void halts(final boolean halted) {
        send("POST", "/simulated/halt?symbol=BTCUSDT&halted=" + halted);
    }

    /** The venue takes so much of the position for those who went bankrupt on the other side. */
    void deleverages(final String quantity) {
        send("POST", "/simulated/deleverage?symbol=BTCUSDT&quantity=" + quantity);
    }

    /** From now on the venue does wrong like this; an empty text ends it. */
    void faults(final String spec) {
        send("POST", "/simulated/faults?faults=" + spec);
    }

    private JsonNode signed(final String method, final String path, final String query) {
        final long timeMs = send("GET", spot ? "/api/v3/time" : "/fapi/v1/time")
                .path("serverTime")
                .asLong();
        final String payload = query + "&recvWindow=60000&timestamp=" + timeMs;
        return send(method, path + "?" + payload + "&signature=" + hmac(payload));
    }

    private JsonNode send(final String method, final String pathAndQuery) {
        try {
            final HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery))
                    .header("X-MBX-APIKEY", KEY)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            final JsonNode answer = json.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (answer.path("code").asInt() < 0) {
                throw new AssertionError(pathAndQuery + " was refused: " + answer);
            }
            return answer;
        } catch (final IOException e) {
            throw new AssertionError(pathAndQuery, e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(pathAndQuery, e);
        }
    }

    private static String hmac(final String payload) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
