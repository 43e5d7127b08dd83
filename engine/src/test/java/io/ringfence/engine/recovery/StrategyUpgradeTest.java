package io.ringfence.engine.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.operator.CommandClient;
import io.ringfence.engine.operator.OperatorCommand;
import io.ringfence.engine.plugin.ExampleJar;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.testing.ChildJvm;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.RunHome;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.testing.Trading;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A strategy's jar is replaced by another one while its engine is down, and has left a position with a stop. */
class StrategyUpgradeTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void install() throws Exception {
        install("first");
    }

    @Test
    void shouldTradeOnWithAnotherJarAfterACleanStop() throws Exception {
        try (RunHome home = RunHome.open(folder, demo(), market())) {
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("a position with a stop", () -> isHolding(home));
                stop(child);
            }
            final Trading left = Trading.upTo(home.journal(), 1);
            install("second");
            try (ChildJvm child = home.run()) {
                home.awaitOrders(child, 2, 3);
                stop(child);
            }

            final GenerationStartedDecoder started = started(home, 2);
            assertEquals(RecoveryOutcome.CLEAN, started.recovery());
            assertEquals(Flag.NO, started.entriesHeld());
            assertNotEquals(started(home, 1).buildHash(), started.buildHash());
            assertNotEquals(started(home, 1).strategiesHash(), started.strategiesHash());
            assertFalse(left.positions().isEmpty());
            assertTrue(Trading.upTo(home.journal(), 2).entries() > 0);
            checkReplayOfAll(home);
        }
    }

    @Test
    void shouldGuardAndHoldEntriesWithAnotherJarAfterAKillUntilTheyAreResumed() throws Exception {
        try (RunHome home = RunHome.open(folder, demo(), market())) {
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive("a position with a stop", () -> isHolding(home));
                child.kill();
            }
            install("second");
            try (ChildJvm child = home.run()) {
                child.awaitWhileAlive(
                        "guarded",
                        () -> Journal.reading(home.journal()).newestEpoch() == 2
                                && Trading.upTo(home.journal(), 2).isGuarded());
                Thread.sleep(1_500);
                assertEquals(0, Trading.upTo(home.journal(), 2).entries());
                new CommandClient(home.journal()).give(OperatorCommand.RESUME);
                child.awaitWhileAlive(
                        "an entry", () -> Trading.upTo(home.journal(), 2).entries() > 0);
                stop(child);
            }

            final GenerationStartedDecoder started = started(home, 2);
            assertEquals(RecoveryOutcome.CHANGED, started.recovery());
            assertEquals(Flag.YES, started.entriesHeld());
            assertFalse(Trading.upTo(home.journal(), 1).positions().isEmpty());
            assertEquals(0, Trading.upTo(home.journal(), 2).entriesUnguarded());
            checkReplayOfAll(home);
        }
    }

    private void install(final String release) throws Exception {
        ExampleJar.pack(
                folder, Files.createDirectories(folder.resolve("plugins")).resolve("rsi-dip.jar"), release);
    }

    private static boolean isHolding(final RunHome home) {
        if (!Files.isDirectory(home.journal())
                || Journal.reading(home.journal()).newestEpoch() < 1) {
            return false;
        }
        final Trading trading = Trading.upTo(home.journal(), 1);
        return trading.moves() > 3
                && !trading.positions().isEmpty()
                && trading.stops().keySet().containsAll(trading.positions().keySet());
    }

    private static GenerationStartedDecoder started(final RunHome home, final int epoch) {
        return Logs.events(Journal.reading(home.journal()).read(epoch)).get(0).as(new GenerationStartedDecoder());
    }

    private static void stop(final ChildJvm child) throws Exception {
        child.terminate();
        assertEquals(ExitStatus.DONE, child.await(), child::errors);
    }

    /** In a process that has the plug-in: what the second engine began with is what the first one had come to, stop and all. */
    private void checkReplayOfAll(final RunHome home) throws Exception {
        try (ChildJvm child = ChildJvm.start(
                folder,
                List.of("-XX:TieredStopAtLevel=1", "-Dringfence.home=" + folder),
                Class.forName("io.ringfence.engine.command.Ringfence"),
                "replay",
                "--all",
                "--json",
                "--journal",
                home.journal().toString())) {
            assertEquals(ExitStatus.DONE, child.await(), () -> child.output() + child.errors());
            assertEquals(2, child.output().size());
            assertTrue(child.output().get(0).contains("\"divergences\":0"), child.output()::toString);
            assertTrue(child.output().get(1).contains("\"divergences\":0"), child.output()::toString);
            assertTrue(child.output().get(1).contains("\"beginsAsThatEnded\":true"), child.output()::toString);
        }
    }

    private static ShippedDemo demo() {
        return new ShippedDemo()
                .eager()
                .layout("journal-apart")
                .withStop("hard: {distance: 5%}\ntrail: {activation: 0.001%, distance: 0.3%}\n")
                .with("onStop", "leave-guarded")
                .strategies("strategies:\n"
                        + "  - {name: rsi-dip, parameters: {timeframe: 1s, length: 2, buyBelow: 60, sellAbove: 90}}\n");
    }

    private static VenueOptions market() {
        return VenueOptions.ofGenerated(9, 2, GeneratedMarket.ENDLESS).withSpeed(Speed.MAX);
    }
}
