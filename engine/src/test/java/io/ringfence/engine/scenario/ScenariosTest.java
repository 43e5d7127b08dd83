package io.ringfence.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenariosTest {
    private static final String HARD = "hard: {distance: 1%}";
    private static final String WITH_DISASTER = "hard: {distance: 1%}\ndisaster: {distance: 2%}";
    private static final String MARKET = "{order: market}";
    private static final String COLLAR =
            "{order: limit-ioc, collarPercent: 0, widenPercent: 0.1, attempts: 3, then: market}";

    @TempDir
    private Path folder;

    @Test
    void shouldFinishAnExitOfWhichThinMarketsTakePartAfterPart() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(4).jumpTo("59000.00").thin("0.003", 12);

        try (Scenario scenario = Scenario.of(folder, market, HARD, COLLAR)) {
            scenario.endsFlat();

            assertTrue(scenario.exits().size() > 1, scenario.exits()::toString);
            final List<JsonNode> stories = scenario.whys(OrderPlacedDecoder.TEMPLATE_ID);
            final JsonNode first = stories.get(stories.size() - scenario.exits().size());
            assertEquals(1, first.get("attempt").asInt());
            assertTrue(first.toString().contains("\"text\":\"tried again: SELL"), first::toString);
        }
    }

    /** A collar of 10 %, where the venue takes nothing beyond 5 % of the mark price. */
    @Test
    void shouldKeepACollarWithinTheVenuesBand() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(4).jumpTo("59000.00").standStill(15);
        final String beyondTheVenuesBand =
                "{order: limit-ioc, collarPercent: 10, widenPercent: 1, attempts: 2, then: market}";

        try (Scenario scenario = Scenario.of(folder, market, HARD, beyondTheVenuesBand)) {
            scenario.endsFlat();

            assertEquals(List.of("LIMIT"), scenario.exits());
            final List<JsonNode> stories = scenario.whys(OrderPlacedDecoder.TEMPLATE_ID);
            final JsonNode exit = stories.get(stories.size() - 1);
            assertEquals(1, exit.get("attempt").asInt());
            assertTrue(exit.get("complete").asBoolean(), exit::toString);
            assertEquals(Set.of(), scenario.alarms());
        }
    }

    @Test
    void shouldGuardAndCloseWhatFillsAfterItsCancelWasSent() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(8).jumpTo("59000.00").standStill(10);

        try (Scenario scenario = Scenario.of(folder, market, HARD, MARKET, "1500ms")) {
            scenario.cancelsTheEntryUnderWay().endsFlat();

            assertEquals(List.of(-2011), scenario.answersToCancels());
            assertEquals(List.of("MARKET"), scenario.exits());
        }
    }

    @Test
    void shouldSeeAPositionThatSomebodyClosesByHandAndTakeItsStopAway() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(24).jumpTo("59000.00").standStill(5);

        try (Scenario scenario = Scenario.of(folder, market, WITH_DISASTER, MARKET)) {
            scenario.awaitPosition(true).hand().sells("0.016");
            scenario.awaitFlat().endsFlat();

            assertEquals(List.of(), scenario.exits());
            assertTrue(scenario.alarms().contains("UNEXPECTED_FILL"), scenario.alarms()::toString);
        }
    }

    /** The engine's own stop listens to mark prices, of which there is one a second: as if the engine were slow. */
    @Test
    void shouldEndFlatWhenTheStopAtTheVenueFiresFirst() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(20).jumpTo("58000.00").standStill(8);
        final String deaf = "trigger: mark\nhard: {distance: 1%}\ndisaster: {distance: 2%, trigger: last}";

        try (Scenario scenario = Scenario.of(folder, market, deaf, MARKET)) {
            scenario.awaitPosition(true).endsFlat();

            assertTrue(scenario.alarms().contains("DISASTER_FIRED"), scenario.alarms()::toString);
            final JsonNode story =
                    scenario.whys(DisasterPlacedDecoder.TEMPLATE_ID).get(0);
            assertEquals("FIRED", story.get("state").asText());
            assertEquals(story.get("quantity"), story.get("filled"));
            assertTrue(story.get("because").asText().startsWith("the position was opened"), story::toString);
            assertTrue(story.get("result").asText().startsWith("fired: "), story::toString);
            assertTrue(story.toString().contains("the venue tells of it: "), story::toString);
            assertTrue(story.toString().contains("ALARM disaster fired"), story::toString);
        }
    }

    /** The price meets the engine's stop, and the venue's while the engine's exit is on its way. */
    @Test
    void shouldEndFlatWhenTheVenueHasNothingLeftToReduce() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntry()
                .standStill(8)
                .jumpTo("59300.00")
                .standStill(1)
                .jumpTo("57000.00")
                .standStill(6);
        final String both = "hard: {distance: 1%}\ndisaster: {distance: 1%, trigger: last}";

        try (Scenario scenario = Scenario.of(folder, market, both, MARKET, "1900ms")) {
            scenario.awaitPosition(true).endsFlat();

            assertEquals(List.of("MARKET"), scenario.exits());
            assertEquals(List.of(-2022), scenario.refusedOrders());
            assertTrue(scenario.alarms().contains("DISASTER_FIRED"), scenario.alarms()::toString);
        }
    }

    /** The trail waits for its confirmation, so the stop at the venue is to follow to where the price has been already. */
    @Test
    void shouldKeepTheStopAtTheVenueWhereANearerOneWouldFireAtOnce() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntry()
                .standStill(4)
                .jumpTo("60630.00")
                .standStill(1)
                .jumpTo("61500.00")
                .standStill(1)
                .jumpTo("60700.00")
                .standStill(16);
        final String late = "hard: {distance: 5%}\ntrail: {distance: 0.5%}\nconfirm: {duration: 12s}\n"
                + "disaster: {distance: 0.2%, every: 10s, trigger: last}";

        try (Scenario scenario = Scenario.of(folder, market, late, MARKET)) {
            scenario.awaitPosition(true).endsFlat();

            assertEquals(List.of("MARKET"), scenario.exits());
            assertTrue(scenario.refusedStops().contains(-2021L), scenario.refusedStops()::toString);
            assertTrue(scenario.alarms().contains("DISASTER_REFUSED"), scenario.alarms()::toString);
        }
    }

    /** 0.016 bought at about 60,030 with a margin of 48.02 of its own: 5 % lower nothing is left of it. */
    @Test
    void shouldEndFlatWhenTheVenueLiquidates() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(8).jumpTo("57000.00").standStill(12);
        final String isolated = "{standard: 20, marginType: isolated, set: true}";

        try (Scenario scenario = Scenario.heldLike(folder, market, "hard: {distance: 20%}", isolated)) {
            scenario.awaitPosition(false).awaitFlat().endsFlat();

            assertEquals(List.of(), scenario.exits());
            assertTrue(scenario.alarms().contains("LIQUIDATED"), scenario.alarms()::toString);
        }
    }

    @Test
    void shouldGoOnWithWhatTheVenueLeavesOfAPosition() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(24).jumpTo("59000.00").standStill(8);

        try (Scenario scenario = Scenario.of(folder, market, WITH_DISASTER, MARKET)) {
            scenario.awaitPosition(true).hand().deleverages("0.010");
            scenario.awaitFlat().endsFlat();

            assertEquals(List.of("MARKET"), scenario.exits());
        }
    }

    @Test
    void shouldBookWhatAPositionPaysForBeingHeld() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(24).jumpTo("59000.00").standStill(8);

        try (Scenario scenario = Scenario.of(folder, market, HARD, MARKET)) {
            scenario.awaitPosition(false).hand().funding("0.001", 1_000);
            scenario.awaitFlat().endsFlat();

            assertTrue(scenario.funding() < 0, () -> "funding " + scenario.funding());
        }
    }

    @Test
    void shouldNotTradeWithAnotherLeverageThanTheConfiguredOne() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntry().standStill(2);

        try (Scenario scenario = Scenario.heldLike(folder, market, HARD, "{standard: 5}")) {
            scenario.endsUntraded();

            assertTrue(scenario.refusals().contains("LEVERAGE_SETTING 5 20"), scenario.refusals()::toString);
            assertEquals(Set.of("LEVERAGE"), scenario.alarms());
        }
    }

    @Test
    void shouldCloseAPositionWhoseVenueWasDown() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(32).jumpTo("59000.00").standStill(40);

        try (Scenario scenario = Scenario.of(folder, market, WITH_DISASTER, MARKET)) {
            scenario.awaitPosition(true).hand().faults("disconnect=1");
            scenario.awaitFall();
            scenario.hand().faults("");

            scenario.awaitFlat().endsFlat();
        }
    }

    @Test
    void shouldBookWhatAPositionPaidWhileTheVenueWasDown() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(32).jumpTo("59000.00").standStill(40);

        try (Scenario scenario = Scenario.of(folder, market, HARD, MARKET)) {
            scenario.awaitPosition(false).hand().funding("0.001", 1_000);
            scenario.hand().faults("disconnect=1");
            scenario.awaitFall();
            scenario.hand().faults("");

            scenario.awaitFlat().endsFlat();

            assertTrue(scenario.funding() < 0, () -> "funding " + scenario.funding());
        }
    }

    @Test
    void shouldComeThroughAThrottlingVenueWhilePricesFall() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntry()
                .standStill(30)
                .moveTo("58000.00", 5)
                .standStill(60);

        try (Scenario scenario = Scenario.of(folder, market, HARD, COLLAR)) {
            scenario.awaitPosition(false).hand().faults("overload=1");
            scenario.awaitFall();
            scenario.hand().faults("");

            scenario.awaitFlat().endsFlat();

            assertTrue(scenario.exits().size() > 1, scenario.exits()::toString);
        }
    }

    /** The venue halts the instrument, and the price falls through the stop meanwhile: it is to be told of, and closed as soon as it can be. */
    @Test
    void shouldCloseAPositionThatTheVenueHeldUpWithAHalt() throws Exception {
        final ScriptedMarket market =
                ScriptedMarket.withAnEntry().standStill(24).jumpTo("59000.00").standStill(24);

        try (Scenario scenario = Scenario.of(folder, market, WITH_DISASTER, MARKET)) {
            scenario.awaitPosition(true).hand().halts(true);
            scenario.awaitRefusals(2).hand().halts(false);

            scenario.awaitFlat().endsFlat();

            assertEquals(Set.of(-4140), Set.copyOf(scenario.refusedOrders()));
            assertTrue(scenario.alarms().contains("EXIT_REFUSED"), scenario.alarms()::toString);
        }
    }
}
