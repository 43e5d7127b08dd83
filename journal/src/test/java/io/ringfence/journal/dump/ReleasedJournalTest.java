package io.ringfence.journal.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A journal that any released schema version wrote is read, and says what it said then. */
class ReleasedJournalTest {
    /** The newest one of which there is a journal. */
    private static final int NEWEST = 1;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS_OF_V0 = 3 + ReleasedJournal.ROUNDS * 16;
    private static final int DECISIONS_OF_V0 = ReleasedJournal.ROUNDS * 13;

    @TempDir
    private Path folder;

    static IntStream versions() {
        return IntStream.rangeClosed(0, NEWEST);
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldVerify(final int version) throws IOException {
        ReleasedJournal.unpack(version, folder);

        try (Journal journal = Journal.reading(folder)) {
            assertEquals(ReleasedJournal.EPOCHS, journal.epochs());
            assertEquals(Outcome.ENDED, journal.read(1).seal().orElseThrow().outcome());
            assertEquals(Outcome.CRASHED, journal.read(2).seal().orElseThrow().outcome());
            for (final int epoch : journal.epochs()) {
                assertWhole(journal.read(epoch), LogKind.EVENTS);
                assertWhole(journal.read(epoch), LogKind.DECISIONS);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void shouldSayWhatItSaidThen(final int version) throws IOException {
        ReleasedJournal.unpack(version, folder);

        for (final LogKind kind : LogKind.values()) {
            final List<JsonNode> then = lines(then(version, kind));
            final List<JsonNode> now = lines(ReleasedJournal.dump(folder, 1, kind));
            assertEquals(then.size(), now.size());
            for (int i = 0; i < then.size(); i++) {
                assertSaysAllOf(then.get(i), now.get(i));
            }
        }
    }

    @Test
    void shouldHoldEveryMessageOfVersionZero() throws IOException {
        final List<JsonNode> events = lines(then(0, LogKind.EVENTS));
        final List<JsonNode> decisions = lines(then(0, LogKind.DECISIONS));

        assertEquals(EVENTS_OF_V0, events.size());
        assertEquals(DECISIONS_OF_V0, decisions.size());
        assertEquals(18, types(events));
        assertEquals(13, types(decisions));
    }

    @Test
    void shouldHoldEveryMessageOfVersionOne() throws IOException {
        assertEquals(21, types(lines(then(1, LogKind.EVENTS))));
        assertEquals(16, types(lines(then(1, LogKind.DECISIONS))));
    }

    @Test
    void shouldHoldRecordsOfVersionZeroAlone() throws IOException {
        ReleasedJournal.unpack(0, folder);

        try (Journal journal = Journal.reading(folder);
                LogReader reader = journal.read(1).events()) {
            while (reader.next()) {
                final short version =
                        reader.buffer().getShort(reader.offset() + MessageHeaderEncoder.versionEncodingOffset());
                assertEquals(0, version, "sequence=" + reader.sequence());
            }
        }
    }

    /** What the values of one round are in words, so that nobody has to trust the files alone. */
    @Test
    void shouldReadTheValuesOfVersionZero() throws IOException {
        ReleasedJournal.unpack(0, folder);

        final String events = ReleasedJournal.dump(folder, 1, LogKind.EVENTS);
        final JsonNode trade = first(events, "trade");
        assertEquals(4, trade.get("sequence").longValue());
        assertEquals("ETHUSDT", trade.get("instrument").asText());
        assertEquals("69346.02", trade.get("price").asText());
        assertEquals("149958.52", trade.get("quantity").asText());
        assertEquals(FilledMessage.timeNs(1), trade.get("venueTimeNs").longValue());
        final JsonNode report = first(events, "executionReport");
        assertEquals("006W00001T00000002YG5C4023", report.get("orderId").asText());
        assertEquals("TRADE", report.get("executionType").asText());
        assertEquals("0.25896979", report.get("realizedProfit").asText());
        assertEquals("MESSAGE1", first(events, "orderAnswer").get("message").asText());
        assertEquals("61800.12", first(events, "depth").at("/levels/2/price").asText());
        final JsonNode order = first(ReleasedJournal.dump(folder, 2, LogKind.DECISIONS), "orderPlaced");
        assertEquals(2, order.get("epoch").intValue());
        assertEquals("LIMIT", order.get("orderType").asText());
        assertEquals("0.85636161", order.get("notional").asText());
    }

    /** Not a test: {@code mvn test -pl journal -Dtest=ReleasedJournalTest -Dringfence.release=FOLDER} writes the files. */
    @Test
    @EnabledIfSystemProperty(named = "ringfence.release", matches = ".+")
    void shouldBeWrittenForARelease() throws IOException {
        final Path target = Path.of(System.getProperty("ringfence.release"));

        ReleasedJournal.release(folder, target);

        assertTrue(target.resolve("journal.zip").toFile().length() > 0);
    }

    private static void assertWhole(final RecordedGeneration generation, final LogKind kind) {
        try (LogReader reader = generation.log(kind)) {
            boolean more = true;
            while (more) {
                more = reader.next();
            }
            assertEquals(Optional.empty(), reader.damage());
            assertTrue(
                    reader.end().records() >= ReleasedJournal.ROUNDS,
                    reader.end().toString());
        }
    }

    /** Later versions may have more to say. */
    private static void assertSaysAllOf(final JsonNode then, final JsonNode now) {
        then.properties().forEach(field -> assertEquals(field.getValue(), now.get(field.getKey()), now.toString()));
    }

    private static String then(final int version, final LogKind kind) throws IOException {
        try (var stream = ReleasedJournal.resource(version, ReleasedJournal.dumpName(kind))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<JsonNode> lines(final String text) throws IOException {
        final List<JsonNode> lines = new ArrayList<>();
        for (final String line : text.lines().toList()) {
            lines.add(JSON.readTree(line));
        }
        return lines;
    }

    private static long types(final List<JsonNode> lines) {
        return lines.stream().map(line -> line.get("type").asText()).distinct().count();
    }

    private static JsonNode first(final String dump, final String type) throws IOException {
        return lines(dump).stream()
                .filter(line -> line.get("type").asText().equals(type))
                .findFirst()
                .orElseThrow();
    }
}
