package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Messages that others recorded or wrote down: each decodes, or is skipped for a reason, or is known to be incomplete.
 * Left out: samples with comments inside (XChange), which are no JSON, and what belongs to other calls.
 */
class FixturesTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();
    /** {@code <receive time>: <frame>}. */
    private static final Pattern CAPTURED = Pattern.compile("^[0-9.]+: (\\{.*)$");

    private final Map<String, Integer> taken = new TreeMap<>();
    private final Set<String> malformed = new TreeSet<>();
    private Path root;

    @BeforeEach
    void open() {
        root = SharedFiles.require("fixtures/binance");
    }

    @Test
    void shouldTakeOrSkipMarketMessages() throws IOException {
        market(MarketKind.USDM, "cryptofeed/BINANCE_DELIVERY.ws.1.0");
        market(MarketKind.SPOT, "cryptofeed/BINANCE.ws.1.0");
        market(MarketKind.SPOT, "cryptofeed/BINANCE_US.ws.1.0");
        market(MarketKind.USDM, "cryptofeed/BINANCE_FUTURES.ws.1.0");
        market(MarketKind.USDM, "tardis-node");
        market(MarketKind.SPOT, "crypto-msg-parser");
        market(MarketKind.SPOT, "gocryptotrader/wsHandleData.json");
        market(MarketKind.USDM, "nautilus_trader/futures/market_data_json");
        market(MarketKind.USDM, "nautilus_trader/resources/ws_messages");
        market(MarketKind.USDM, "binance.net/Subscriptions");

        // A candle that a test's author cut short; an aggregate of 2019, from before these had an id of their own.
        assertEquals(List.of("binance.net", "tardis-node"), folders(malformed));
        assertTrue(taken.getOrDefault("TRADE", 0) > 10, taken::toString);
    }

    @Test
    void shouldTakeOrSkipUserData() throws IOException {
        user("lean.brokerages.binance");
        user("nautilus_trader/futures/user_data_json");
        user("nautilus_trader/spot/user_data_json");
        user("nautilus_trader/resources/ws_messages");
        user("binance.net/Subscriptions");

        assertEquals(Set.of(), malformed);
        assertTrue(taken.getOrDefault("EXECUTION_REPORT", 0) > 10, taken::toString);
    }

    @Test
    void shouldTakeAnswers() throws IOException {
        for (final Path file : files("binance.net/Socket")) {
            for (final byte[] message : messages(file)) {
                answer(file, message);
            }
        }

        assertEquals(Set.of(), malformed);
        assertTrue(taken.get("REQUEST_ANSWER") > 5, taken::toString);
    }

    private static List<String> folders(final Set<String> places) {
        return places.stream().map(place -> place.split("/")[0]).toList();
    }

    private void market(final MarketKind kind, final String place) throws IOException {
        for (final Path file : files(place)) {
            final List<byte[]> messages = messages(file);
            final MarketRig rig = new MarketRig(kind, Venues.wide(kind, symbols(messages)));
            for (final byte[] message : messages) {
                final UnsafeBuffer buffer = new UnsafeBuffer(message);
                final Outcome outcome = rig.decoder.onFrame(buffer, 0, message.length);
                note(file, outcome, rig.errors);
            }
            count(rig.counters);
        }
    }

    private void user(final String place) throws IOException {
        for (final Path file : files(place)) {
            final List<byte[]> messages = messages(file);
            final DecodeCounters counters = new DecodeCounters();
            final DecodeErrors errors = new DecodeErrors(() -> 0, 64);
            final UserDataDecoder decoder = new UserDataDecoder(
                    Venues.wide(MarketKind.USDM, symbols(messages)),
                    new EventLog(),
                    1,
                    "USDT",
                    () -> {},
                    counters,
                    errors);
            for (final byte[] message : messages) {
                note(file, decoder.onFrame(new UnsafeBuffer(message), 0, message.length), errors);
            }
            count(counters);
        }
    }

    private void answer(final Path file, final byte[] message) {
        final DecodeCounters counters = new DecodeCounters();
        final DecodeErrors errors = new DecodeErrors(() -> 0, 64);
        final ApiAnswerDecoder decoder =
                new ApiAnswerDecoder(Venues.usdm(), new EventLog(), 1, (id, status, error) -> {}, counters, errors);
        note(file, decoder.onFrame(new UnsafeBuffer(message), 0, message.length), errors);
        count(counters);
    }

    private void note(final Path file, final Outcome outcome, final DecodeErrors errors) {
        if (outcome == Outcome.MALFORMED) {
            errors.entries()
                    .forEach(entry -> malformed.add(root.relativize(file) + ": " + entry.message() + " " + entry.fault()
                            + " at " + entry.position() + ": " + entry.excerpt()));
        }
    }

    private void count(final DecodeCounters counters) {
        for (final Decoded what : Decoded.values()) {
            taken.merge(what.name(), (int) counters.taken(what), Integer::sum);
        }
        for (final SkipReason reason : SkipReason.values()) {
            taken.merge("skipped, " + reason.label(), (int) counters.skipped(reason), Integer::sum);
        }
    }

    private List<Path> files(final String place) throws IOException {
        final Path start = root.resolve(place);
        if (!Files.exists(start)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(start)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    private static List<byte[]> messages(final Path file) throws IOException {
        final String text = Files.readString(file);
        if (file.toString().endsWith(".txt")) {
            return split(exchanged(text));
        }
        return split(file.toString().contains(".ws.") ? captured(text) : text);
    }

    /** What came in: behind {@code <} and {@code =}. */
    private static String exchanged(final String text) {
        final StringBuilder in = new StringBuilder();
        boolean incoming = false;
        for (final String line : text.replaceAll("\\|(\\d+|id|\\*)\\|", "1").split("\\n|(?<=\\})(?=>)")) {
            final boolean marked = !line.isEmpty() && "><=".indexOf(line.charAt(0)) >= 0;
            incoming = marked ? line.charAt(0) != '>' : incoming;
            in.append(incoming ? line.replaceFirst("^[<=]\\d*", "") : "").append('\n');
        }
        return in.toString();
    }

    private static String captured(final String text) {
        final StringBuilder frames = new StringBuilder();
        text.lines()
                .map(CAPTURED::matcher)
                .filter(Matcher::matches)
                .forEach(line -> frames.append(line.group(1)).append('\n'));
        return frames.toString();
    }

    /** The values of a text, one after another, byte for byte. */
    private static List<byte[]> split(final String text) throws IOException {
        final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        final List<byte[]> values = new ArrayList<>();
        try (JsonParser parser = JACKSON.createParser(bytes)) {
            while (parser.nextToken() != null) {
                final int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                final int end = (int) parser.currentLocation().getByteOffset();
                values.add(Arrays.copyOfRange(bytes, start, end));
            }
        }
        return values;
    }

    private static Set<String> symbols(final List<byte[]> messages) throws IOException {
        final Set<String> symbols = new LinkedHashSet<>();
        for (final byte[] message : messages) {
            final JsonNode json = JACKSON.readTree(message);
            json.findValues("s").forEach(value -> symbols.add(value.asText()));
        }
        symbols.removeIf(String::isEmpty);
        return symbols;
    }
}
