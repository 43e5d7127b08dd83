package io.ringfence.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.ChildJvm;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.RunHome;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same on spot, where a stop at the venue locks what it is to sell, and a buyer's fee comes out of what was bought. */
class SpotScenariosTest {
    private static final String TRAILING =
            "hard: {distance: 1%}\ntrail: {activation: 0.2%, distance: 0.3%}\ndisaster: {distance: 2%, step: 0.1%, every: 1s}";
    private static final String GUARDED = "hard: {distance: 1%}\ndisaster: {distance: 3%}";
    private static final String MARKET = "{order: market}";

    private static final long LOT = 1_000;

    @TempDir
    private Path folder;

    /** The fee of the entry comes out of what is bought, that of the exit is paid in BNB, whose worth nobody here knows. */
    @Test
    void shouldBuyTrailAndLeaveInOneStep() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(6)
                .moveTo("61000.00", 12)
                .moveTo("60700.00", 4)
                .standStill(8);

        try (Scenario scenario = Scenario.of(folder, market, TRAILING, MARKET)) {
            scenario.awaitPosition(true).hand().feesInBnb("600");
            scenario.endsFlat();

            assertEquals(List.of("MARKET"), scenario.exits());
            assertEquals(1, scenario.replacements());
            scenario.assertPaidInBnb();
            assertTrue(!scenario.nakedMs().isEmpty(), "the time until the first stop rested wasn't told");
        }
    }

    /** The engine's own stop listens to quotes, of which none shows the fall: as if the engine were asleep. */
    @Test
    void shouldEndFlatWhenTheStopAtTheVenueFiresFirst() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(20)
                .tradeAt("58000.00")
                .standStill(8);
        final String deaf = "trigger: quote\nhard: {distance: 1%}\ndisaster: {distance: 2%, trigger: last}";

        try (Scenario scenario = Scenario.of(folder, market, deaf, MARKET)) {
            scenario.awaitPosition(true).endsFlat();

            assertTrue(scenario.alarms().contains("DISASTER_FIRED"), scenario.alarms()::toString);
            assertEquals(List.of(), scenario.exits());
        }
    }

    /** Connections break with every message and request; then each comes twice. */
    @Test
    void shouldCloseAPositionWhoseVenueWasDownAndThenSaysEverythingTwice() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(24)
                .jumpTo("59000.00")
                .standStill(32);

        try (Scenario scenario = Scenario.of(folder, market, GUARDED, MARKET)) {
            scenario.awaitPosition(true).hand().faults("disconnect=1");
            scenario.awaitFall().hand().faults("duplicate=1");

            scenario.awaitFlat().endsFlat();
        }
    }

    /** The stop at the venue is adopted again, and leaves in one step with the exit. */
    @Test
    void shouldGoOnInItsPositionAfterAKill() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(200)
                .jumpTo("59000.00")
                .standStill(20);
        final VenueOptions played = VenueOptions.ofFrames(List.of(market.write(folder.resolve("frames"))))
                .withSpeed(Speed.parse("6"));
        final ShippedDemo demo = Scenario.demo(GUARDED, MARKET, "5ms").onSpot().with("instruments", "[BTCUSDT]");

        try (RunHome home = RunHome.open(folder.resolve("home"), demo, played)) {
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("a stop at the venue", () -> stopsTaken(home) > 0);
                child.kill();
            }
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("flat", () -> isSold(home));
                Thread.sleep(500);
                child.terminate();
                assertEquals(ExitStatus.DONE, child.await(), child::errors);
            }

            assertSameBooks(home);
            assertEquals(1, stopsTaken(home), "the stop of the first engine was enough");
        }
    }

    /** The stop fires at a venue that nobody listens to; the next engine asks for its fills, and guards and sells nothing more. */
    @Test
    void shouldBookWhatTheStopAtTheVenueSoldWhileItWasDown() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(40)
                .jumpTo("57000.00")
                .standStill(200);
        final VenueOptions played = VenueOptions.ofFrames(List.of(market.write(folder.resolve("frames"))))
                .withSpeed(Speed.parse("6"));
        final ShippedDemo demo = Scenario.demo(GUARDED, MARKET, "5ms").onSpot().with("instruments", "[BTCUSDT]");

        try (RunHome home = RunHome.open(folder.resolve("home"), demo, played)) {
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("a stop at the venue", () -> stopsTaken(home) > 0);
                child.kill();
            }
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("what was sold", () -> isSold(home) && isBooked(home));
                child.terminate();
                assertEquals(ExitStatus.DONE, child.await(), child::errors);
            }

            assertSameBooks(home);
            assertEquals(1, stopsTaken(home));
            assertEquals(
                    1,
                    home.ledger().executions().stream()
                            .filter(one -> one.side() == Side.SELL)
                            .map(Ledger.Execution::clientOrderId)
                            .distinct()
                            .count());
        }
    }

    /** A log that is being written may end within a record. */
    private static boolean isBooked(final RunHome home) {
        try {
            return positions(home).stream().anyMatch(change -> change.quantity() == 0);
        } catch (final RuntimeException | AssertionError notYet) {
            return false;
        }
    }

    private static void assertSameBooks(final RunHome home) {
        final Ledger.Holding holding = home.ledger().holdings().get(0);
        final List<PositionChangedDecoder> booked = positions(home);
        final PositionChangedDecoder last = booked.get(booked.size() - 1);
        assertEquals(0, last.quantity());
        assertEquals(holding.quantity(), last.dust());
        assertEquals(holding.realizedProfit(), last.accountRealized());
        assertEquals(holding.fees(), last.accountFees());
    }

    private static long stopsTaken(final RunHome home) {
        return home.ledger().requests().stream()
                .filter(request -> request.kind() == Ledger.Kind.ALGO_PLACE && request.errorCode() == 0)
                .count();
    }

    private static boolean isSold(final RunHome home) {
        return home.ledger().executions().stream().anyMatch(one -> one.side() == Side.SELL)
                && home.ledger().holdings().get(0).quantity() < LOT;
    }

    private static List<PositionChangedDecoder> positions(final RunHome home) {
        return Logs.decisions(Journal.reading(home.journal()).read(2)).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == PositionChangedDecoder.TEMPLATE_ID)
                .map(decision -> decision.as(new PositionChangedDecoder()))
                .toList();
    }

    @Test
    void shouldFinishAnExitOfWhichThinMarketsTakePartAfterPart() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(4)
                .jumpTo("59000.00")
                .thin("0.003", 12);
        final String collar = "{order: limit-ioc, collarPercent: 0, widenPercent: 0.1, attempts: 3, then: market}";

        try (Scenario scenario = Scenario.of(folder, market, GUARDED, collar)) {
            scenario.endsFlat();

            assertTrue(scenario.exits().size() > 1, scenario.exits()::toString);
        }
    }

    /** The venue halts the instrument, and the price falls through the stop meanwhile: it is to be told of, and closed as soon as it can be. */
    @Test
    void shouldCloseAPositionThatTheVenueHeldUpWithAHalt() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(24)
                .jumpTo("59000.00")
                .standStill(24);

        try (Scenario scenario = Scenario.of(folder, market, GUARDED, MARKET)) {
            scenario.awaitPosition(true).hand().halts(true);
            scenario.awaitRefusals(2).hand().halts(false);

            scenario.awaitFlat().endsFlat();

            assertEquals(Set.of(-2010), Set.copyOf(scenario.refusedOrders()));
            assertTrue(scenario.alarms().contains("EXIT_REFUSED"), scenario.alarms()::toString);
        }
    }

    @Test
    void shouldSeeThatSomebodySoldAndTakeItsStopAway() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(24)
                .jumpTo("59000.00")
                .standStill(5);

        try (Scenario scenario = Scenario.of(folder, market, "hard: {distance: 1%}", MARKET)) {
            scenario.awaitPosition(false).hand().sells(scenario.held());
            scenario.awaitFlat().endsFlat();

            assertEquals(List.of(), scenario.exits());
            assertTrue(scenario.alarms().contains("UNEXPECTED_FILL"), scenario.alarms()::toString);
        }
    }

    @Test
    void shouldComeThroughAThrottlingVenueWhilePricesFall() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(24)
                .moveTo("58000.00", 5)
                .standStill(30);

        try (Scenario scenario = Scenario.of(folder, market, GUARDED, MARKET)) {
            scenario.awaitPosition(true).hand().faults("overload=1");
            scenario.awaitFall();
            scenario.hand().faults("");

            scenario.awaitFlat().endsFlat();

            assertTrue(scenario.exits().size() > 1, scenario.exits()::toString);
        }
    }

    @Test
    void shouldGuardAndCloseWhatFillsAfterItsCancelWasSent() throws Exception {
        final ScriptedMarket market = ScriptedMarket.withAnEntryOnSpot()
                .standStill(8)
                .jumpTo("59000.00")
                .standStill(10);

        try (Scenario scenario = Scenario.of(folder, market, "hard: {distance: 1%}", MARKET, "1500ms")) {
            scenario.cancelsTheEntryUnderWay().endsFlat();

            assertEquals(List.of(-2011), scenario.answersToCancels());
            assertEquals(List.of("MARKET"), scenario.exits());
        }
    }
}
