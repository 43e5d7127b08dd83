package io.ringfence.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.indicator.Candles;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Forming candles beside the venue's open klines of the same recording, wherever both end with the same trade. */
class RecordedKlinesTest {
    private static final String RECORDING = "fixtures/binance/cryptofeed/BINANCE_DELIVERY.ws.1.0";
    private static final long MINUTE = 60_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final int DECIMALS = 8;
    private static final int MOST_SYMBOLS = 10;

    private final ObjectMapper json = new ObjectMapper();
    private final Candles candles =
            new Candles(MOST_SYMBOLS, new long[] {MINUTE}, Long.MAX_VALUE, (instrument, timeframe) -> {});
    private final Map<String, Integer> instruments = new HashMap<>();
    private final Map<String, Long> lastTrades = new HashMap<>();
    private final Map<String, JsonNode> klines = new HashMap<>();
    private int compared;

    @Test
    void shouldEndAtThePriceAndWithinTheRangeOfOpenKlines() throws IOException {
        final List<String> lines = Files.readAllLines(SharedFiles.require(RECORDING));

        for (final String line : lines) {
            if (line.contains("\"e\":\"aggTrade\"")) {
                take(data(line));
            } else if (line.contains("\"e\":\"kline\"")) {
                final JsonNode kline = data(line);
                klines.put(kline.get("s").asText(), kline.get("k"));
                compare(kline.get("s").asText());
            }
        }

        assertTrue(compared >= 10, () -> "only compared=" + compared);
    }

    private JsonNode data(final String line) throws IOException {
        return json.readTree(line.substring(line.indexOf('{'))).get("data");
    }

    private void take(final JsonNode trade) {
        final String symbol = trade.get("s").asText();
        final int instrument = instruments.computeIfAbsent(symbol, one -> instruments.size());
        final long quantity = scaled(trade.get("q"));
        candles.trade(instrument, trade.get("T").asLong() * MS, scaled(trade.get("p")), quantity, Candles.UNKNOWN);
        lastTrades.put(symbol, trade.get("l").asLong());
        compare(symbol);
    }

    private void compare(final String symbol) {
        final JsonNode kline = klines.get(symbol);
        if (kline == null
                || !lastTrades.getOrDefault(symbol, 0L).equals(kline.get("L").asLong())) {
            return;
        }
        final int instrument = instruments.get(symbol);
        assertEquals(kline.get("t").asLong() * MS, candles.openTimeNs(instrument, 0), symbol);
        assertEquals(scaled(kline.get("c")), candles.close(instrument, 0), symbol);
        assertTrue(candles.high(instrument, 0) <= scaled(kline.get("h")), symbol);
        assertTrue(candles.low(instrument, 0) >= scaled(kline.get("l")), symbol);
        compared++;
    }

    private static long scaled(final JsonNode decimal) {
        return new BigDecimal(decimal.asText()).movePointRight(DECIMALS).longValueExact();
    }
}
