package io.ringfence.engine.whatif;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.assembly.EngineSetup;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What-if where a generation didn't begin with nothing: the second of two runs, begun with an open position. */
class WhatIfTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WIDE = "hard: {distance: 3%}";
    private static final int RUNS_AT_MOST = 10;
    private static final int MORE_ORDERS = 20;

    @TempDir
    private static Path folder;

    private static ShippedDemo demo;
    private static RecordedGeneration recorded;

    @BeforeAll
    static void tradeStopAndTradeOn() throws Exception {
        demo = new ShippedDemo()
                .eager()
                .layout("one")
                .with("onStop", "leave-guarded")
                .with("every", "2s")
                .withStop(WIDE);
        final VenueOptions market =
                VenueOptions.ofGenerated(33, 2, GeneratedMarket.ENDLESS).withSpeed(Speed.MAX);
        try (LiveRun run = LiveRun.start(demo, market, folder, WhatIfTest::secondEngine)) {
            final long before = run.venue().ledger().requests().size();
            run.await(
                    MORE_ORDERS + " more orders",
                    () -> run.venue().ledger().requests().size() >= before + MORE_ORDERS);
            recorded = run.stop();
        }
    }

    @AfterAll
    static void forget() {
        recorded = null;
    }

    /** Begun with what an engine before left behind open. */
    private static Engine secondEngine(final EngineSetup setup) throws Exception {
        for (int i = 0; i < RUNS_AT_MOST; i++) {
            final Engine first = Engine.start(setup, line -> {});
            while (first.state().isFlat() && !first.halt().isLit()) {
                Thread.sleep(1);
            }
            first.stop();
            if (!first.state().isFlat()) {
                return Engine.start(setup, line -> {});
            }
        }
        throw new AssertionError("every run ended flat");
    }

    @Test
    void shouldBeginWithThePositionsThatTheGenerationBeganWith() throws Exception {
        final JsonNode answer = whatIf(demo, 1);

        assertEquals(0, answer.get("behind").asLong());
        assertTrue(answer.get("positionsBefore").asInt() > 0, answer.toString());
        assertEquals(0, answer.get("otherChoices").asInt());
        assertTrue(answer.get("sameChoices").asInt() > 10);
        assertEquals(answer.get("baseline"), answer.get("what-if"));
        assertNotEquals(0, answer.get("happened").get("orders").asInt());
        assertEquals(
                answer.get("happened").get("bars").asInt(),
                answer.get("baseline").get("bars").asInt());
    }

    @Test
    void shouldBeginWithTheSnapshotBeforeTheFirstSequenceOfInterest() throws Exception {
        final long behind = new SnapshotStore(recorded.directory(), recorded.epoch())
                .list().stream()
                        .mapToLong(SnapshotStore.Entry::sequence)
                        .filter(sequence -> sequence > 0)
                        .min()
                        .orElseThrow();

        final JsonNode answer = whatIf(demo, behind + 1);

        assertEquals(behind, answer.get("behind").asLong());
        assertEquals(answer.get("baseline"), answer.get("what-if"));
        assertTrue(answer.get("happened").get("bars").asInt()
                < whatIf(demo, 1).get("happened").get("bars").asInt());
        for (final JsonNode choice : answer.get("choices")) {
            assertTrue(choice.get("recordedSequence").asLong() >= behind, choice.toString());
        }
    }

    @Test
    void shouldPutAnotherStopBesideTheRecordedOne() throws Exception {
        final JsonNode answer = whatIf(demo.withStop("hard: {distance: 0.05%}"), 1);

        assertTrue(answer.get("positionsBefore").asInt() > 0);
        assertTrue(answer.get("otherChoices").asInt() > 0);
        assertTrue(answer.get("what-if").get("stopsHit").asInt()
                > answer.get("baseline").get("stopsHit").asInt());
        assertNotEquals(
                answer.get("baseline").get("net").asText(),
                answer.get("what-if").get("net").asText());
    }

    private static JsonNode whatIf(final ShippedDemo other, final long from) throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int status = new WhatIf(new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(new WhatIfOptions(
                        folder, recorded.epoch(), other.configuration(), "other", from, Long.MAX_VALUE, true));
        assertEquals(ExitStatus.DONE, status);
        return JSON.readTree(out.toString(StandardCharsets.UTF_8));
    }
}
