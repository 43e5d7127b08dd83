package io.ringfence.engine.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.testing.SplitJournal;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** One run over sockets, and what its journal says about it afterwards: in one piece, and as two generations. */
@Tag("smoke")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private RecordedGeneration recorded;
    private Path journal;
    private TreeMap<Long, List<Decision>> decisions;

    @BeforeAll
    void trade(@TempDir final Path folder) throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout("one");
        final VenueOptions market = VenueOptions.ofGenerated(7, 6, 60).withSpeed(Speed.MAX);
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            recorded = run.playToTheEnd().stop();
        }
        journal = recorded.directory().getParent();
        decisions = Logs.decisions(recorded);
    }

    @BeforeEach
    void forgetOutput() {
        out.reset();
        err.reset();
    }

    @Test
    void shouldTellAnEntryFromTheEventToItsClosing() throws Exception {
        final OrderPlacedDecoder entry = firstOrder(OrderPurpose.ENTRY);

        final JsonNode story = why(journal, OrderKey.of(entry.orderId()));

        assertEquals("signal", story.get("cause").asText());
        assertEquals("FILLED", story.get("state").asText());
        assertTrue(story.get("complete").asBoolean());
        assertTrue(story.get("closed").asBoolean());
        assertEquals(story.get("quantity"), story.get("filled"));
        assertEquals(
                List.of("trade", "barClosed", "barClosed", "signal"),
                typesOf(story, "cause").stream()
                        .map(type -> type.equals("boundary") ? "trade" : type)
                        .toList());
        assertTrue(typesOf(story, "venue")
                .containsAll(
                        List.of("orderAnswer", "executionReport", "positionChanged", "orderChanged", "stopArmed")));
        assertEquals(List.of("positionChanged"), typesOf(story, "after"));
    }

    @Test
    void shouldTellAnExitFromItsEntryOverEachMoveOfTheStopToTheHit() throws Exception {
        final OrderPlacedDecoder exit = firstOrderBehindAStop();
        final int instrument = exit.header().instrument();
        final long hitAt = exit.causeSequence();
        final long armedAt = lastArmedBefore(instrument, hitAt);
        final long moves = decisions.subMap(armedAt, hitAt + 1).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == StopMovedDecoder.TEMPLATE_ID
                        && decision.id().instrument() == instrument)
                .count();

        final JsonNode story = why(journal, OrderKey.of(exit.orderId()));

        assertEquals("stop", story.get("cause").asText());
        assertEquals(1 + moves, typesOf(story, "stop").size());
        assertEquals(List.of("positionChanged"), typesOf(story, "entry"));
        assertEquals("stopHit", typesOf(story, "cause").get(1));
        assertEquals(hitAt, partOf(story, "cause").get(1).get("sequence").asLong());
        assertTrue(partOf(story, "stop").stream()
                .allMatch(step -> step.get("sinceCauseNs").asLong() <= 0));
    }

    @Test
    void shouldSayTheSameOfAnOrderByItsShortForm() throws Exception {
        final OrderPlacedDecoder entry = firstOrder(OrderPurpose.ENTRY);
        final OrderKey known = OrderKey.of(entry.orderId());

        final JsonNode story = why(
                journal,
                OrderKey.parse("1:" + known.sequence() + ":" + known.index()).orElseThrow());

        assertEquals(known.toString(), story.get("orderId").asText());
        assertEquals(why(journal, known), story);
    }

    @Test
    void shouldPrintForPeopleWhatItSaysInJson() throws Exception {
        final OrderKey key = OrderKey.of(firstOrderBehindAStop().orderId());
        final JsonNode story = why(journal, key);

        assertEquals(ExitStatus.DONE, runWhy(journal, key, false));

        final String text = out.toString(StandardCharsets.UTF_8);
        assertTrue(text.startsWith("order " + key), text);
        assertTrue(text.contains(story.get("because").asText()), text);
        story.get("steps")
                .forEach(step -> assertTrue(
                        text.contains(step.get("text").asText())
                                || step.get("part").asText().equals("stop"),
                        text));
    }

    @Test
    void shouldNameTheJournalAndTheGenerationsSearchedForAnUnknownOrder() throws Exception {
        assertEquals(ExitStatus.FAILED, runWhy(journal, new OrderKey(1, 1, 3, 1280), true));
        assertEquals(ExitStatus.FAILED, runWhy(journal, new OrderKey(1, 9, 3, 1280), true));

        final List<String> lines = err.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(lines.get(0).contains(journal.toString()), lines.get(0));
        assertTrue(lines.get(0).endsWith("generations searched: 1"), lines.get(0));
        assertTrue(lines.get(1).contains("there is no generation 9"), lines.get(1));
        assertEquals("", out.toString(StandardCharsets.UTF_8));
    }

    @Test
    void shouldFollowAnOrderOverARestart(@TempDir final Path folder) throws Exception {
        final OrderPlacedDecoder exit = firstOrderBehindAStop();
        final long entryAt = why(journal, OrderKey.of(exit.orderId()))
                .get("steps")
                .get(0)
                .get("sequence")
                .asLong();
        SplitJournal.write(recorded, entryAt, folder);

        final JsonNode restarted =
                why(folder, OrderKey.parse("2:" + exit.orderId().sequence()).orElseThrow());

        assertTrue(restarted.get("complete").asBoolean());
        assertEquals(1, restarted.get("steps").get(0).get("epoch").asInt());
        assertEquals(
                why(journal, OrderKey.of(exit.orderId())).get("steps").size(),
                restarted.get("steps").size());
    }

    @Test
    void shouldFindTheAnswerThatCameAfterARestart(@TempDir final Path folder) throws Exception {
        final OrderPlacedDecoder entry = firstOrder(OrderPurpose.ENTRY);
        SplitJournal.write(recorded, entry.orderId().sequence(), folder);

        final JsonNode story = why(folder, OrderKey.of(entry.orderId()));

        assertEquals("FILLED", story.get("state").asText());
        assertEquals(2, partOf(story, "venue").get(0).get("epoch").asInt());
    }

    @Test
    void shouldAddUpToTheAccountsProfitAndFeesToTheLastUnit() {
        final RoundTrips trips = new RoundTrips();

        GenerationWalk.walk(recorded, trips);

        final PositionChangedDecoder last = lastPosition();
        assertTrue(trips.closed().size() > 10);
        assertEquals(last.accountRealized(), sumOf(trips, RoundTrip::gross));
        assertEquals(last.accountFees(), sumOf(trips, RoundTrip::fees));
        assertEquals(
                trips.closed().stream().mapToLong(RoundTrip::net).sum(),
                TradeTotals.of(trips.closed()).net());
        trips.closed().forEach(trip -> {
            assertTrue(trip.best() >= Math.max(0, trip.gross()), trip.entryPrice());
            assertTrue(trip.worst() <= Math.min(0, trip.gross()), trip.entryPrice());
            assertTrue(trip.drawdown() >= trip.best() - trip.gross(), trip.entryPrice());
            assertTrue(trip.drawdown() <= trip.best() - trip.worst(), trip.entryPrice());
            assertEquals("ema-cross", trip.strategy());
            assertTrue(trip.durationNs() >= 0);
            assertEquals(0, trip.openQuantity());
        });
    }

    @Test
    void shouldCarryAnOpenTripOverARestart(@TempDir final Path folder) throws Exception {
        final RoundTrips whole = new RoundTrips();
        GenerationWalk.walk(recorded, whole);
        SplitJournal.write(recorded, whole.closed().get(3).entrySequence(), folder);

        final JsonNode trades = trades(folder, OptionalInt.empty());
        final JsonNode second = trades(folder, OptionalInt.of(2));

        final RoundTrip carried = whole.closed().get(3);
        assertEquals(whole.closed().size(), trades.get("trades").size());
        assertEquals(1, trades.get("trades").get(3).get("entryEpoch").asInt());
        assertEquals(2, trades.get("trades").get(3).get("exitEpoch").asInt());
        assertEquals(
                Units.money(carried.gross()),
                trades.get("trades").get(3).get("gross").asText());
        assertEquals(0, trades.get("notCarriedOn").size());
        assertNotEquals(trades.get("totals"), second.get("totals"));
    }

    @Test
    void shouldPrintATripALineAsCsv() throws Exception {
        final RoundTrips trips = new RoundTrips();
        GenerationWalk.walk(recorded, trips);

        new Trades(new PrintStream(out, true, StandardCharsets.UTF_8), System.err)
                .run(new TradesOptions(journal, OptionalInt.empty(), TradesOptions.Format.CSV));

        final List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(1 + trips.closed().size() + trips.open().size(), lines.size());
        final int columns = lines.get(0).split(",", -1).length;
        lines.forEach(line -> assertEquals(columns, line.split(",", -1).length, line));
        assertFalse(lines.get(1).contains("?"), lines.get(1));
    }

    private static long sumOf(final RoundTrips trips, final ToLongFunction<RoundTrip> value) {
        return trips.closed().stream().mapToLong(value).sum()
                + trips.open().stream().mapToLong(value).sum();
    }

    private PositionChangedDecoder lastPosition() {
        return decisions.values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == PositionChangedDecoder.TEMPLATE_ID)
                .reduce((first, second) -> second)
                .orElseThrow()
                .as(new PositionChangedDecoder());
    }

    private OrderPlacedDecoder firstOrder(final OrderPurpose purpose) {
        return decisions.values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .map(decision -> decision.as(new OrderPlacedDecoder()))
                .filter(order -> order.purpose() == purpose)
                .findFirst()
                .orElseThrow();
    }

    private OrderPlacedDecoder firstOrderBehindAStop() {
        final long hitAt = decisions.entrySet().stream()
                .filter(entry ->
                        entry.getValue().stream().anyMatch(one -> one.templateId() == StopHitDecoder.TEMPLATE_ID))
                .findFirst()
                .orElseThrow()
                .getKey();
        return decisions.get(hitAt).stream()
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .findFirst()
                .orElseThrow()
                .as(new OrderPlacedDecoder());
    }

    private long lastArmedBefore(final int instrument, final long sequence) {
        return decisions.headMap(sequence).entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(one -> one.templateId() == StopArmedDecoder.TEMPLATE_ID
                                && one.id().instrument() == instrument))
                .reduce((first, second) -> second)
                .orElseThrow()
                .getKey();
    }

    private static List<JsonNode> partOf(final JsonNode story, final String part) {
        return StreamSupport.stream(story.get("steps").spliterator(), false)
                .filter(step -> step.get("part").asText().equals(part))
                .toList();
    }

    private static List<String> typesOf(final JsonNode story, final String part) {
        return partOf(story, part).stream()
                .map(step -> step.get("record").get("type").asText())
                .toList();
    }

    private JsonNode why(final Path folder, final OrderKey key) throws IOException {
        out.reset();
        assertEquals(ExitStatus.DONE, runWhy(folder, key, true));
        final JsonNode story = JSON.readTree(out.toString(StandardCharsets.UTF_8));
        out.reset();
        return story;
    }

    private int runWhy(final Path folder, final OrderKey key, final boolean json) throws IOException {
        return new Why(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(new WhyOptions(folder, key, json));
    }

    private JsonNode trades(final Path folder, final OptionalInt generation) throws IOException {
        out.reset();
        new Trades(new PrintStream(out, true, StandardCharsets.UTF_8), System.err)
                .run(new TradesOptions(folder, generation, TradesOptions.Format.JSON));
        final JsonNode trades = JSON.readTree(out.toString(StandardCharsets.UTF_8));
        out.reset();
        return trades;
    }
}
