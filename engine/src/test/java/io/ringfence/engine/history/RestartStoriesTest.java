package io.ringfence.engine.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.assembly.EngineSetup;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.testing.Trading;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Four engines in a row on one journal, each of which leaves positions, stops at the venue and wishes to the next one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestartStoriesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int GENERATIONS = 4;
    private static final int ORDERS = 6;
    private static final String NOT_HERE = "is not in this journal";

    private Path journal;

    @BeforeAll
    void trade(@TempDir final Path folder) throws Exception {
        journal = folder.resolve("journal");
        final ShippedDemo demo = new ShippedDemo()
                .eager()
                .layout("one")
                .with("onStop", "leave-guarded")
                .withStop(
                        "hard: {distance: 0.4%}\ntrail: {activation: 0.001%, distance: 0.05%}\n"
                                + "takeProfit: [{at: 0.03%, portion: 40%}]\ndisaster: {distance: 1%, step: 0.01%, every: 10ms}");
        final VenueOptions market =
                VenueOptions.ofGenerated(44, 3, GeneratedMarket.ENDLESS).withSpeed(Speed.parse("40"));
        try (LiveRun run = LiveRun.start(demo, market, journal, this::tradeInTurns)) {
            run.await("orders", () -> placed(GENERATIONS) >= ORDERS);
            run.stop();
        }
    }

    private Engine tradeInTurns(final EngineSetup setup) throws Exception {
        for (int epoch = 1; epoch < GENERATIONS; epoch++) {
            final Engine engine = Engine.start(setup, line -> {});
            while ((placed(epoch) < ORDERS || engine.state().isFlat())
                    && !engine.halt().isLit()) {
                Thread.sleep(1);
            }
            engine.stop();
        }
        return Engine.start(setup, line -> {});
    }

    private int placed(final int epoch) {
        return Trading.upTo(journal, epoch).orders().size()
                - Trading.upTo(journal, epoch - 1).orders().size();
    }

    @Test
    void shouldKnowTheCauseAndTheEntryOfEveryOrderOfEveryGeneration() throws Exception {
        int overARestart = 0;
        final Set<String> causes = new HashSet<>();
        for (final OrderPlacedDecoder order : orders()) {
            final JsonNode story = why(OrderKey.of(order.orderId()));

            assertFalse(story.get("because").asText().contains(NOT_HERE), story::toString);
            assertTrue(story.get("complete").asBoolean(), story::toString);
            causes.add(story.get("cause").asText());
            final JsonNode cause = lastOf(story, "cause");
            assertEquals(
                    order.causeSequence(), cause.get("record").get("sequence").asLong(), story::toString);
            assertTrue(cause.get("epoch").asInt() <= order.orderId().epoch());
            assertTrue(cause.get("sinceCauseNs").asLong() == 0, story::toString);
            if (order.purpose() == OrderPurpose.EXIT) {
                final JsonNode entry = firstOf(story, "entry");
                overARestart += entry.get("epoch").asInt() < order.orderId().epoch() ? 1 : 0;
            }
        }
        assertTrue(overARestart > 0, "no position was carried over a restart");
        assertTrue(causes.containsAll(Set.of("signal", "stop")), causes::toString);
    }

    @Test
    void shouldTellWhatBecameOfEveryStopAtTheVenue() throws Exception {
        int replaced = 0;
        int closed = 0;
        int overARestart = 0;
        for (final Decision decision : decisions(DisasterPlacedDecoder.TEMPLATE_ID)) {
            final OrderKey key =
                    OrderKey.of(decision.as(new DisasterPlacedDecoder()).orderId());
            final JsonNode story = why(key);

            assertEquals(key.toString(), story.get("orderId").asText());
            assertEquals("DISASTER_STOP", story.get("purpose").asText());
            assertTrue(story.get("complete").asBoolean(), story::toString);
            assertTrue(firstOf(story, "entry").get("text").asText().startsWith("entered: "), story::toString);
            final String result = story.get("result").asText();
            replaced += result.contains("took its place") ? 1 : 0;
            closed += result.equals("cancelled, since its position was closed") ? 1 : 0;
            overARestart += epochs(story).size() > 1 ? 1 : 0;
        }
        assertTrue(replaced > 0, "none was replaced");
        assertTrue(closed > 0, "none was cancelled");
        assertTrue(overARestart > 0, "none was told over a restart");
    }

    @Test
    void shouldTellTheFirstStopOfAPositionByTheFillThatOpenedIt() throws Exception {
        final OrderKey first = OrderKey.of(decisions(DisasterPlacedDecoder.TEMPLATE_ID)
                .get(0)
                .as(new DisasterPlacedDecoder())
                .orderId());

        final JsonNode story = why(first);
        final String text = text(first);

        assertTrue(story.get("because").asText().startsWith("the position was opened"), story::toString);
        assertTrue(text.startsWith("disaster stop " + first + ", generation 1, decided at #"), text);
        story.get("steps")
                .forEach(step -> assertTrue(text.contains(step.get("text").asText()), text));
        assertTrue(texts(story, "venue").stream().anyMatch(said -> said.startsWith("answer to ")), story::toString);
        assertTrue(texts(story, "venue").contains("stop at the venue placed -> resting"), story::toString);
    }

    private List<OrderPlacedDecoder> orders() {
        return decisions(OrderPlacedDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new OrderPlacedDecoder()))
                .toList();
    }

    private List<Decision> decisions(final int templateId) {
        final List<Decision> found = new ArrayList<>();
        for (final int epoch : Journal.reading(journal).epochs()) {
            Logs.decisions(Journal.reading(journal).read(epoch)).values().stream()
                    .flatMap(List::stream)
                    .filter(decision -> decision.templateId() == templateId)
                    .forEach(found::add);
        }
        return found;
    }

    private JsonNode why(final OrderKey key) throws Exception {
        return JSON.readTree(said(key, true));
    }

    private String text(final OrderKey key) throws Exception {
        return said(key, false);
    }

    private String said(final OrderKey key, final boolean json) throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final int status = new Why(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(new WhyOptions(journal, key, json));
        assertEquals(ExitStatus.DONE, status, () -> key + ": " + err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode firstOf(final JsonNode story, final String part) {
        return steps(story, part).findFirst().orElseThrow(() -> new AssertionError("no " + part + " in " + story));
    }

    private static JsonNode lastOf(final JsonNode story, final String part) {
        return steps(story, part)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no " + part + " in " + story));
    }

    private static List<String> texts(final JsonNode story, final String part) {
        return steps(story, part).map(step -> step.get("text").asText()).toList();
    }

    private static Set<Integer> epochs(final JsonNode story) {
        final Set<Integer> epochs = new HashSet<>();
        story.get("steps").forEach(step -> epochs.add(step.get("epoch").asInt()));
        return epochs;
    }

    private static Stream<JsonNode> steps(final JsonNode story, final String part) {
        return StreamSupport.stream(story.get("steps").spliterator(), false)
                .filter(step -> step.get("part").asText().equals(part));
    }
}
