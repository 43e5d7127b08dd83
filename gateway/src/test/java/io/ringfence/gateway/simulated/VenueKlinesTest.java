package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.gateway.frames.GeneratedMarket;
import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Candles by REST, of before the market and of what was played, and what asking for them weighs. */
class VenueKlinesTest {
    private static final long START_MS = GeneratedMarket.START_TIME_NS / 1_000_000;
    private static final long MINUTE_MS = 60_000;
    private static final long HOUR_MS = 60 * MINUTE_MS;
    private static final int OPEN_TIME = 0;
    private static final int OPEN = 1;
    private static final int HIGH = 2;
    private static final int LOW = 3;
    private static final int CLOSE = 4;
    private static final int VOLUME = 5;
    private static final int TRADES = 8;
    private static final int TAKER_VOLUME = 9;

    private SimulatedVenue venue;
    private VenueClient client;

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void shouldHaveAHistoryThatEndsAtTheFirstPrice() {
        start(VenueOptions.ofGenerated(3, 8, 1));

        final JsonNode klines = klines("BTCUSDT", "1m", "");

        assertEquals(500, klines.size());
        assertEquals(START_MS - START_MS % MINUTE_MS, klines.at("/499/0").asLong());
        assertEquals("61000.00", klines.at("/498/4").asText());
        assertEquals("61000.00", klines.at("/499/1").asText());
        for (int i = 1; i < klines.size(); i++) {
            assertEquals(
                    MINUTE_MS,
                    klines.get(i).get(OPEN_TIME).asLong()
                            - klines.get(i - 1).get(OPEN_TIME).asLong());
            assertIsCandle(klines.get(i));
        }
    }

    @Test
    void shouldMakeLongerCandlesOfTheSameMinutes() {
        start(VenueOptions.ofGenerated(3, 8, 1));
        final long hourMs = START_MS - START_MS % HOUR_MS - HOUR_MS;

        final JsonNode hour =
                klines("SIM005USDT", "1h", "&limit=1&startTime=" + hourMs).get(0);
        final JsonNode minutes =
                klines("SIM005USDT", "1m", "&limit=60&startTime=" + hourMs + "&endTime=" + (hourMs + HOUR_MS - 1));

        assertEquals(60, minutes.size());
        assertEquals(sum(minutes, VOLUME), number(hour, VOLUME));
        assertEquals(sum(minutes, TAKER_VOLUME), number(hour, TAKER_VOLUME));
        assertEquals(sum(minutes, TRADES), number(hour, TRADES));
        assertEquals(number(minutes.get(59), CLOSE), number(hour, CLOSE));
        BigDecimal high = BigDecimal.ZERO;
        for (final JsonNode minute : minutes) {
            high = number(minute, TRADES).signum() == 0 ? high : high.max(number(minute, HIGH));
        }
        assertEquals(high, number(hour, HIGH));
    }

    @Test
    void shouldAnswerFromATimeOnOldestFirstAndNoMoreThanAsked() {
        start(VenueOptions.ofGenerated(3, 8, 1));
        final long fromMs = START_MS - START_MS % MINUTE_MS - 100 * MINUTE_MS;

        final JsonNode klines = klines("ETHUSDT", "1m", "&limit=7&startTime=" + (fromMs + 1));

        assertEquals(7, klines.size());
        assertEquals(fromMs + MINUTE_MS, klines.at("/0/0").asLong());
        assertEquals(1_500, klines("ETHUSDT", "1m", "&limit=2000").size());
    }

    @Test
    void shouldGoOnWithWhatWasPlayed() throws InterruptedException {
        start(VenueOptions.ofGenerated(3, 2, 110).withSpeed(Speed.MAX).withStartAfter(0));
        assertTrue(venue.awaitFinished(Duration.ofSeconds(30)));

        final JsonNode klines = klines("BTCUSDT", "1m", "&limit=4");

        assertEquals(4, klines.size());
        final long firstMs = START_MS - START_MS % MINUTE_MS;
        assertEquals(firstMs - MINUTE_MS, klines.at("/0/0").asLong());
        assertEquals(firstMs + 2 * MINUTE_MS, klines.at("/3/0").asLong());
        assertTrue(klines.at("/1/8").asLong() > 0);
    }

    @Test
    void shouldTellTheVolumeOfADay() {
        start(VenueOptions.ofGenerated(3, 8, 1));

        final JsonNode one = client.get("/fapi/v1/ticker/24hr?symbol=XRPUSDT").body();
        final JsonNode all = client.get("/fapi/v1/ticker/24hr").body();

        assertTrue(one.path("quoteVolume").asDouble() > 0);
        assertEquals(8, all.size());
        assertEquals(one.path("quoteVolume"), all.get(3).path("quoteVolume"));
    }

    @Test
    void shouldWeighRequestsAndTurnAwayWhatIsTooMuch() {
        start(VenueOptions.ofGenerated(3, 8, 1).withLimits(new RequestLimits(20, 20)));
        final int before = client.get("/fapi/v1/time").usedWeight();

        final VenueClient.Answer small = kline("&limit=99");
        final VenueClient.Answer middle = kline("&limit=100");
        final VenueClient.Answer large = kline("&limit=1000");
        final VenueClient.Answer tooMuch = kline("&limit=1500");

        assertEquals(before + 1, small.usedWeight());
        assertEquals(before + 3, middle.usedWeight());
        assertEquals(before + 8, large.usedWeight());
        assertEquals(200, large.status());
        assertEquals(before + 18, tooMuch.usedWeight());
        final VenueClient.Answer refused = kline("&limit=1500");
        assertEquals(429, refused.status());
        assertEquals(-1003, refused.code());
        assertTrue(refused.retryAfterS() >= 1 && refused.retryAfterS() <= 60);
        assertEquals(200, client.get("/api/v3/time").status());
    }

    private void start(final VenueOptions options) {
        venue = new SimulatedVenue(options).start();
        client = new VenueClient(venue);
    }

    private VenueClient.Answer kline(final String query) {
        return client.get("/fapi/v1/klines?symbol=BTCUSDT&interval=1m" + query);
    }

    private JsonNode klines(final String symbol, final String interval, final String query) {
        return client.get("/fapi/v1/klines?symbol=" + symbol + "&interval=" + interval + query)
                .body();
    }

    private static void assertIsCandle(final JsonNode kline) {
        assertTrue(number(kline, HIGH).compareTo(number(kline, OPEN).max(number(kline, CLOSE))) >= 0, kline::toString);
        assertTrue(number(kline, LOW).compareTo(number(kline, OPEN).min(number(kline, CLOSE))) <= 0, kline::toString);
        assertTrue(number(kline, TAKER_VOLUME).compareTo(number(kline, VOLUME)) <= 0, kline::toString);
        assertTrue(
                (number(kline, VOLUME).signum() == 0) == (number(kline, TRADES).signum() == 0), kline::toString);
    }

    private static BigDecimal sum(final JsonNode klines, final int column) {
        BigDecimal sum = BigDecimal.ZERO;
        for (final JsonNode kline : klines) {
            sum = sum.add(number(kline, column));
        }
        return sum;
    }

    private static BigDecimal number(final JsonNode kline, final int column) {
        return new BigDecimal(kline.get(column).asText());
    }
}
