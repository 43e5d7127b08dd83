package io.ringfence.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on spot, where a stop at the venue locks what it is to sell, and a buyer's fee comes out of what was bought. */
class SpotScenariosTest {
    private static final String TRAILING =
            "hard: {distance: 1%}\ntrail: {activation: 0.2%, distance: 0.3%}\ndisaster: {distance: 2%, step: 0.1%, every: 1s}";
    private static final String MARKET = "{order: market}";

    @TempDir
    private Path folder;

    @Test
    void shouldBuyTrailAndLeaveInOneStep() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(6)
                .moveTo("61000.00", 12)
                .moveTo("60700.00", 4)
                .standStill(8);

        try (Scenario scenario = Scenario.of(folder, market, TRAILING, MARKET)) {
            scenario.awaitPosition(true).endsFlat();

            assertEquals(List.of("MARKET"), scenario.exits());
            assertEquals(1, scenario.replacements());
            assertTrue(!scenario.nakedMs().isEmpty(), "the time until the first stop rested wasn't told");
        }
    }

    /** The engine's own stop listens to mark prices, which spot doesn't have: as if the engine were asleep. */
    @Test
    void shouldEndFlatWhenTheStopAtTheVenueFiresFirst() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(20)
                .jumpTo("58000.00")
                .standStill(8);
        final String deaf = "trigger: mark\nhard: {distance: 1%}\ndisaster: {distance: 2%, trigger: last}";

        try (Scenario scenario = Scenario.of(folder, market, deaf, MARKET)) {
            scenario.awaitPosition(true).endsFlat();

            assertTrue(scenario.alarms().contains("DISASTER_FIRED"), scenario.alarms()::toString);
            assertEquals(List.of(), scenario.exits());
        }
    }

    @Test
    void shouldFinishAnExitOfWhichThinMarketsTakePartAfterPart() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(4)
                .jumpTo("59000.00")
                .thin("0.003", 12);
        final String collar = "{order: limit-ioc, collarPercent: 0, widenPercent: 0.1, attempts: 3, then: market}";

        try (Scenario scenario =
                Scenario.of(folder, market, "hard: {distance: 1%}\ndisaster: {distance: 3%}", collar)) {
            scenario.endsFlat();

            assertTrue(scenario.exits().size() > 1, scenario.exits()::toString);
        }
    }
}
