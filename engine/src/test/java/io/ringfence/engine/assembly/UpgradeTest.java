package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.operator.CommandClient;
import io.ringfence.engine.operator.OperatorCommand;
import io.ringfence.engine.recovery.RecoverySteps;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.testing.Trading;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another build goes on from what an engine left, with a position open. */
class UpgradeTest {
    private static final long OLD_BUILD = 111;
    private static final long NEW_BUILD = 222;
    private static final int RUNS_AT_MOST = 10;

    @TempDir
    private Path folder;

    /** Positions at the end of the old build's last generation. */
    private Trading left;

    @Test
    void shouldTradeOnFromTheShutdownSnapshotOfAnotherBuild() throws Exception {
        try (LiveRun run = LiveRun.start(demo(), market(), folder.resolve("journal"), this::stopAndUpgrade)) {
            final int epoch = run.engine().epoch();
            final GenerationStartedDecoder started = started(run.engine().epoch(), folder.resolve("journal"));
            assertEquals(RecoveryOutcome.CLEAN, started.recovery());
            assertEquals(NEW_BUILD, started.buildHash());
            assertEquals(Flag.NO, started.entriesHeld());
            run.await("guarded", () -> run.engine().guardedAfterMs() >= 0);
            run.await(
                    "an entry of the new build",
                    () -> Trading.upTo(folder.resolve("journal"), epoch).entries() > 0);
        }
        assertFalse(left.positions().isEmpty());
    }

    @Test
    void shouldGuardAndHoldEntriesAfterACrashOfAnotherBuildUntilTheyAreResumed() throws Exception {
        final Path journal = folder.resolve("copy");
        try (LiveRun run = LiveRun.start(demo(), market(), journal, this::crashAndUpgrade)) {
            final int epoch = run.engine().epoch();
            final GenerationStartedDecoder started = started(epoch, journal);
            assertEquals(RecoveryOutcome.CHANGED, started.recovery());
            assertEquals(Flag.YES, started.entriesHeld());
            run.await("guarded", () -> run.engine().guardedAfterMs() >= 0);
            final long seen = run.engine().published();
            run.await("some market", () -> run.engine().published() > seen + 20_000);
            assertEquals(0, Trading.upTo(journal, epoch).entries());

            new CommandClient(journal).give(OperatorCommand.RESUME);

            run.await("an entry", () -> Trading.upTo(journal, epoch).entries() > 0);
            assertEquals(0, Trading.upTo(journal, epoch).entriesUnguarded());
        }
        assertFalse(left.positions().isEmpty());
    }

    private static ShippedDemo demo() {
        return new ShippedDemo()
                .eager()
                .layout("one")
                .with("onStop", "leave-guarded")
                .withStop("hard: {distance: 3%}");
    }

    private static VenueOptions market() {
        return VenueOptions.ofGenerated(44, 2, GeneratedMarket.ENDLESS).withSpeed(Speed.MAX);
    }

    private Engine stopAndUpgrade(final EngineSetup setup) throws Exception {
        for (int i = 0; i < RUNS_AT_MOST; i++) {
            final Engine old = holding(setup);
            old.stop();
            left = Trading.upTo(setup.journal(), old.epoch());
            assertEquals(OLD_BUILD, newestSnapshot(setup.journal(), old.epoch()).buildHash());
            if (!old.state().isFlat()) {
                return start(setup, NEW_BUILD);
            }
        }
        throw new AssertionError("every run ended flat");
    }

    /** What a killed process leaves is what its files hold at that moment. */
    private Engine crashAndUpgrade(final EngineSetup setup) throws Exception {
        for (int i = 0; i < RUNS_AT_MOST; i++) {
            final Path original = folder.resolve("original" + i);
            final Engine old = holding(new EngineSetup(
                    setup.configuration(), setup.venue(), setup.credentials(), original, Optional.empty()));
            final Path crashed = folder.resolve("crashed" + i);
            copy(original, crashed);
            old.stop();
            left = Trading.upTo(crashed, old.epoch());
            if (!left.positions().isEmpty()) { // It may have closed while its files were copied.
                copy(crashed, setup.journal());
                return start(setup, NEW_BUILD);
            }
        }
        throw new AssertionError("every run crashed flat");
    }

    private static Engine holding(final EngineSetup setup) throws Exception {
        final Engine old = start(setup, OLD_BUILD);
        while (old.state().isFlat() && !old.halt().isLit()) {
            Thread.sleep(1);
        }
        return old;
    }

    private static Engine start(final EngineSetup setup, final long build) throws Exception {
        return Engine.start(setup, StageRow.STANDARD, build, line -> {}, new RecoverySteps(step -> {}));
    }

    private static Snapshot newestSnapshot(final Path journal, final int epoch) throws Exception {
        final SnapshotStore store =
                new SnapshotStore(Journal.reading(journal).read(epoch).directory(), epoch);
        return store.read(store.list().get(0));
    }

    private static GenerationStartedDecoder started(final int epoch, final Path journal) {
        try (LogReader events = Journal.reading(journal).read(epoch).events()) {
            assertTrue(events.next());
            final byte[] first = new byte[events.lengthBytes()];
            events.buffer().getBytes(events.offset(), first);
            return new LoggedEvent(events.sequence(), first).as(new GenerationStartedDecoder());
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (final Path file : files.toList()) {
                if (Files.isDirectory(file) || Files.isRegularFile(file)) { // not its socket
                    Files.copy(file, to.resolve(from.relativize(file)));
                }
            }
        }
    }
}
