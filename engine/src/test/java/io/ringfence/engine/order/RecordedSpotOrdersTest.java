package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.portfolio.Positions;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.gateway.binance.Outcome;
import io.ringfence.gateway.binance.UserDataDecoder;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Real spot orders of 2026-03 as the venue told them, through decoder and all stages: as recorded, shuffled, twice, late. */
class RecordedSpotOrdersTest {
    private static final String FOLDER = "fixtures/binance/lean.brokerages.binance";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SEEDS = 200;
    private static final int SCALE = 8;
    /** Held before, so that recorded sales have something to sell. */
    private static final long HELD = 1_000_00000000L;

    private static final long BOUGHT_AT = 1_000_000;

    @Test
    void shouldBookWhatWasBoughtAndSoldWhateverTheOrderOfReports() throws IOException {
        for (final Path file : files()) {
            final List<JsonNode> frames = frames(file);
            for (int seed = 0; seed < SEEDS; seed++) {
                play(frames, new Random(seed), seed > 0, file.getFileName() + " seed=" + seed);
            }
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(SharedFiles.require(FOLDER))) {
            final List<Path> spot = all.filter(
                            file -> file.getFileName().toString().contains("Spot"))
                    .sorted()
                    .toList();
            assertTrue(spot.size() >= 5, spot::toString);
            return spot;
        }
    }

    private static List<JsonNode> frames(final Path file) throws IOException {
        try (MappingIterator<JsonNode> all = JSON.readerFor(JsonNode.class).readValues(file.toFile())) {
            return all.readAll();
        }
    }

    private static void play(
            final List<JsonNode> frames, final Random random, final boolean disorder, final String place) {
        final String symbol = frames.get(0).path("event").path("s").asText();
        final Instrument instrument = new Instrument(
                1, Venue.BINANCE_SPOT, MarketKind.SPOT, symbol, SCALE, SCALE, 1, 10_000_000, 1, Long.MAX_VALUE, 0);
        final Market market =
                new Market(TestSettings.settings()).define(instrument).orderEntry(ChannelState.UP);
        market.foreignFill(symbol, 1, BOUGHT_AT, HELD, 0);
        final UserDataDecoder decoder = StraightToStages.decoder(market, instrument);

        for (final JsonNode frame : disorder ? Disorder.of(frames, random) : frames) {
            market.later(disorder ? random.nextInt(2_000_000_000) : 0).tick();
            final byte[] bytes = frame.toString().getBytes(StandardCharsets.UTF_8);
            assertEquals(Outcome.TAKEN, decoder.onFrame(new UnsafeBuffer(bytes), 0, bytes.length), place);
        }

        final Positions positions = market.stages().portfolio().positions();
        final Map<Long, JsonNode> trades = trades(frames);
        assertEquals(HELD + sum(trades, "l", true), positions.quantity(1), place);
        assertEquals(sum(trades, "n", false), market.stages().portfolio().otherFees("BNB"), place);
        assertEquals(0, positions.fees(1), place);
        assertEquals(
                trades.isEmpty() ? 1 : 1 + trades.size(),
                market.decisions(new AlarmDecoder()).stream()
                        .filter(alarm -> alarm.as(new AlarmDecoder()).kind() == AlarmKind.UNEXPECTED_FILL)
                        .count(),
                place);
    }

    /** Each once. */
    private static Map<Long, JsonNode> trades(final List<JsonNode> frames) {
        final Map<Long, JsonNode> trades = new HashMap<>();
        frames.stream()
                .map(frame -> frame.path("event"))
                .filter(event -> event.path("x").asText().equals("TRADE"))
                .forEach(event -> trades.put(event.path("t").asLong(), event));
        return trades;
    }

    private static long sum(final Map<Long, JsonNode> trades, final String field, final boolean signed) {
        return trades.values().stream()
                .mapToLong(trade -> {
                    final long units = new BigDecimal(trade.path(field).asText())
                            .movePointRight(SCALE)
                            .longValueExact();
                    return signed && trade.path("S").asText().equals(Side.SELL.name()) ? -units : units;
                })
                .sum();
    }
}
