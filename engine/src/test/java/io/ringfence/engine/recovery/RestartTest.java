package io.ringfence.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.replay.ReplayOptions;
import io.ringfence.engine.replay.Replaying;
import io.ringfence.engine.testing.ChildJvm;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.RunHome;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.testing.Trading;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine as a process that dies or is stopped, and comes back, at a venue that goes on all the while. */
class RestartTest {
    private static final long SEED = 20_240_808;
    private static final int ENGINE_ID = 1;
    private static final int MOST_KILLS = 5;
    private static final String LIVE = "live";
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT");

    @TempDir
    private Path folder;

    /** Killed at moments that nobody chose, three times, with positions whose stops have trailed. */
    @Test
    void shouldGoOnWithTheSamePositionsAndStopsAfterEveryKill() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);
        try (RunHome home = RunHome.open(folder, demo(), market())) {
            final Set<Integer> holding = new HashSet<>();
            int epoch = 0;
            for (int kill = 1; kill <= 3; kill++) {
                epoch = killWhenHolding(home, epoch + 1, random.nextInt(200), LIVE);
                holding.add(epoch);
            }
            final int last = epoch + 1;
            try (ChildJvm child = home.run()) {
                awaitTrade(home, child, last);
                stop(child);
            }

            for (int opened = 2; opened <= last; opened++) {
                assertEquals(holding.contains(opened - 1), checkOpening(home, opened));
            }

            checkAll(home, last);
        }
    }

    @Test
    void shouldRecoverAgainWhenItIsKilledWhileItRecovers() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED + 1);
        try (RunHome home = RunHome.open(folder, demo(), market())) {
            int epoch = killWhenHolding(home, 1, 50, LIVE);
            final Trading before = Trading.upTo(home.journal(), epoch);
            epoch++;
            for (int i = 0; i < 3; i++) {
                try (ChildJvm child = home.run()) {
                    final Path generation = home.journal().resolve("e00000" + epoch);
                    child.awaitWhileAlive("generation " + epoch, () -> Files.exists(generation));
                    Thread.sleep(random.nextInt(150));
                    child.kill();
                }
                epoch = Journal.reading(home.journal()).newestEpoch() + 1;
            }
            try (ChildJvm child = home.run()) {
                awaitTrade(home, child, epoch);
                stop(child);
            }

            assertTrue(Trading.upTo(home.journal(), epoch).orders().size()
                    > before.orders().size());
            checkAll(home, epoch);
        }
    }

    /** Every order takes effect late, so that the engine is dead by then: a fill that it hears of from the history. */
    @Test
    void shouldBookAFillThatCameWhileItWasDownWithItsOwnTime() throws Exception {
        try (RunHome home = RunHome.open(
                folder,
                demo(),
                VenueOptions.ofGenerated(9, 2, GeneratedMarket.ENDLESS)
                        .withSpeed(Speed.ORIGINAL)
                        .withRules(MatchingRules.DEFAULT.withLatencyNs(1_500_000_000L)))) {
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive(
                        "an order",
                        () -> Files.isDirectory(home.journal())
                                && !Trading.upTo(home.journal(), 1).orders().isEmpty());
                Thread.sleep(200); // Sent by now.
                child.kill();
            }
            Thread.sleep(2_000);
            final int filled = home.ledger().executions().size();
            assertNotEquals(0, filled, "nothing was filled while the engine was down");
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("guarded", () -> isGuarded(home, 2));
                stop(child);
            }

            final List<LoggedEvent> events =
                    Logs.events(Journal.reading(home.journal()).read(2));
            final long startedNs = events.get(0).receiveTimeNs();
            assertTrue(events.stream()
                    .filter(event -> event.templateId() == ExecutionReportDecoder.TEMPLATE_ID)
                    .map(event -> event.as(new ExecutionReportDecoder()))
                    .anyMatch(report -> report.origin() == ReportOrigin.HISTORY
                            && report.tradeId() != 0
                            && report.header().venueTimeNs() < startedNs));
            checkAll(home, 2);
        }
    }

    @Test
    void shouldHoldEntriesAfterACrashUnderAnotherConfigurationAndGuardAllTheSame() throws Exception {
        try (RunHome home = RunHome.open(folder, demo(), market())) {
            final int epoch = killWhenHolding(home, 1, 20, LIVE) + 1;
            home.configure(demo().with("notional", "900"));
            final List<String> said;
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("guarded", () -> isGuarded(home, epoch));
                Thread.sleep(1_500);
                stop(child);
                said = child.output();
            }

            assertTrue(checkOpening(home, epoch));
            assertEquals(0, Trading.upTo(home.journal(), epoch).entries(), said::toString);
            checkAll(home, epoch);
        }
    }

    @Test
    void shouldGoOnTradingAfterACleanStopUnderAnotherConfiguration() throws Exception {
        try (RunHome home = RunHome.open(folder, demo(), market())) {
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("a trailed stop", () -> isHolding(home, 1));
                stop(child);
            }
            home.configure(demo().with("notional", "900").with("emaFast", "3"));
            try (ChildJvm child = home.run()) {
                awaitTrade(home, child, 2);
                stop(child);
            }

            checkOpening(home, 2);
            checkAll(home, 2);
        }
    }

    @Test
    void shouldCarryOnInPaperModeWhatThePaperAccountHeld() throws Exception {
        final ShippedDemo paper = demo().with("mode", "paper");
        try (RunHome home = RunHome.open(folder, paper, market())) {
            final int epoch = killWhenHolding(home, 1, 0, "paper") + 1;
            try (ChildJvm child = home.run("paper")) {
                child.awaitWhileAlive("fills after the restart", () -> fillsOf(home, epoch) > 2);
                stop(child);
            }

            assertTrue(checkOpening(home, epoch));
            for (int one = 1; one <= epoch; one++) {
                checkReplay(home.journal(), one);
            }
            assertEquals(0, Trading.upTo(home.journal(), epoch).entriesUnguarded());
        }
    }

    private static long fillsOf(final RunHome home, final int epoch) {
        return Trading.upTo(home.journal(), epoch).orders().size()
                - Trading.upTo(home.journal(), epoch - 1).orders().size();
    }

    @Test
    void shouldRefuseASecondEngineAndTakeTheLockOfAKilledOne() throws Exception {
        try (RunHome home = RunHome.open(folder, demo(), market());
                ChildJvm first = home.run()) {
            home.awaitOrders(first, 1, 1);
            try (ChildJvm second = home.run()) {
                assertEquals(ExitStatus.FAILED, second.await(), second::errors);
                assertTrue(second.errors().contains("lock"), second::errors);
            }
            first.kill();
            try (ChildJvm third = home.run()) {
                home.awaitOrders(third, 2, 1);
                stop(third);
            }

            checkAll(home, 2);
        }
    }

    /** As in a container: every run is process 1 of its own. */
    @Test
    void shouldComeBackUnderTheSameProcessId() throws Exception {
        final List<String> container = List.of("unshare", "-pf", "--mount-proc", "--kill-child");
        assumeTrue(isPermitted(container), "process namespaces are not permitted here");
        try (RunHome home = RunHome.open(folder, demo(), market())) {
            try (ChildJvm first = home.runWithin(container)) {
                home.awaitOrders(first, 1, 2);
                first.kill();
            }
            try (ChildJvm second = home.runWithin(container)) {
                home.awaitOrders(second, 2, 2);
                second.kill();
            }
            try (ChildJvm third = home.run()) {
                home.awaitOrders(third, 3, 1);
                stop(third);
            }

            checkAll(home, 3);
        }
    }

    private static boolean isPermitted(final List<String> wrapper) throws Exception {
        final List<String> command = new ArrayList<>(wrapper);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (final IOException notThere) {
            return false;
        }
    }

    /** The generation that died with a position. One that closed it in its last moment is followed by another. */
    private static int killWhenHolding(final RunHome home, final int first, final int delayMs, final String mode)
            throws Exception {
        for (int epoch = first; epoch < first + MOST_KILLS; epoch++) {
            final int running = epoch;
            try (ChildJvm child = home.run(mode)) {
                child.awaitWhileAlive("a position with a trailed stop", () -> isHolding(home, running));
                Thread.sleep(delayMs);
                child.kill();
            }
            if (!Trading.upTo(home.journal(), epoch).positions().isEmpty()) {
                return epoch;
            }
        }
        throw new AssertionError("killed " + MOST_KILLS + " times, never with a position");
    }

    private static boolean isHolding(final RunHome home, final int epoch) {
        if (!Files.isDirectory(home.journal())
                || Journal.reading(home.journal()).newestEpoch() < epoch) {
            return false;
        }
        final Trading trading = Trading.upTo(home.journal(), epoch);
        return trading.moves() > 3
                && trading.entries() > 1
                && !trading.positions().isEmpty();
    }

    private static boolean isGuarded(final RunHome home, final int epoch) {
        return Journal.reading(home.journal()).newestEpoch() >= epoch
                && Trading.upTo(home.journal(), epoch).isGuarded();
    }

    private static void awaitTrade(final RunHome home, final ChildJvm child, final int epoch) throws Exception {
        home.awaitOrders(child, epoch, 3);
    }

    private static void stop(final ChildJvm child) throws Exception {
        child.terminate();
        assertEquals(ExitStatus.DONE, child.await(), child::errors);
    }

    /** What a generation begins with is what the decisions before it add up to; whether it begins with a position. */
    private static boolean checkOpening(final RunHome home, final int epoch) throws Exception {
        final Path generation = home.journal().resolve("e00000" + epoch);
        final Snapshot opening =
                new SnapshotStore(generation, epoch).opening(ENGINE_ID).orElseThrow();
        final Stages stages =
                Stages.of(RecordedConfiguration.read(generation).engine().stages(), Outbox.CLOSED, DecisionSink.NONE);
        stages.load(opening.stages());
        final Map<Integer, Long> positions = new HashMap<>();
        final Map<Integer, Long> stops = new HashMap<>();
        for (int i = 1; i <= SYMBOLS.size(); i++) {
            if (stages.portfolio().positions().quantity(i) != 0) {
                positions.put(i, stages.portfolio().positions().quantity(i));
                stops.put(i, stages.stops().stops().stopPrice(i));
            }
        }
        final Trading before = Trading.concludedUpTo(home.journal(), epoch - 1);
        assertEquals(before.positions(), positions);
        assertEquals(before.stops(), stops);
        return !positions.isEmpty();
    }

    /** The venue's books are the judge. */
    private static void checkAll(final RunHome home, final int epoch) throws Exception {
        final Trading all = Trading.concludedUpTo(home.journal(), epoch);
        final List<String> arrived = home.ledger().requests().stream()
                .filter(request -> request.kind() == Ledger.Kind.PLACE)
                .map(Ledger.Request::clientOrderId)
                .toList();
        assertEquals(new HashSet<>(arrived).size(), arrived.size(), "an id came twice");
        assertTrue(all.orders().containsAll(arrived), "an order that no log has");
        assertEquals(0, all.entriesUnguarded());
        final Map<Integer, Long> held = new HashMap<>();
        for (final Ledger.Holding holding : home.ledger().holdings()) {
            if (holding.quantity() != 0) {
                held.put(SYMBOLS.indexOf(holding.symbol()) + 1, holding.quantity());
            }
        }
        assertEquals(held, all.positions());
        for (int one = 1; one <= epoch; one++) {
            if (Journal.reading(home.journal()).read(one).hasBegun()) {
                checkReplay(home.journal(), one);
            }
        }
        checkReplayOfAll(home.journal());
    }

    /** Every decision of every generation again, and each began with the state to which the one before it had come. */
    private static void checkReplayOfAll(final Path journal) throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int status = new JournalReplay(new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(new JournalReplayOptions(journal, true));
        final String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(ExitStatus.DONE, status, said);
        final List<Integer> epochs = Journal.reading(journal).epochs();
        assertEquals(epochs.size(), said.lines().count(), said);
        assertEquals(
                epochs.stream()
                        .filter(one -> Journal.reading(journal).read(one).hasBegun())
                        .count(),
                said.lines().filter(line -> line.contains("\"divergences\":0")).count(),
                said);
        assertEquals(
                said.lines().filter(line -> line.contains("\"divergences\":0")).count() - 1,
                said.lines()
                        .filter(line -> line.contains("\"beginsAsThatEnded\":true"))
                        .count(),
                said);
    }

    private static void checkReplay(final Path journal, final int epoch) throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int status = new Replaying(new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(new ReplayOptions(
                        journal, epoch, true, 0, Long.MAX_VALUE, Optional.empty(), OptionalInt.empty(), true));
        assertEquals(ExitStatus.DONE, status, "generation " + epoch + ": " + out.toString(StandardCharsets.UTF_8));
    }

    /** Stops that trail soon and are hit late, so that there is mostly a position. */
    private static ShippedDemo demo() {
        return new ShippedDemo()
                .eager()
                .layout("journal-apart")
                .withStop("hard: {distance: 5%}\ntrail: {activation: 0.001%, distance: 0.3%}\n")
                .with("onStop", "leave-guarded");
    }

    private static VenueOptions market() {
        return VenueOptions.ofGenerated(9, SYMBOLS.size(), GeneratedMarket.ENDLESS)
                .withSpeed(Speed.MAX);
    }
}
