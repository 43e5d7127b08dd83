package io.ringfence.engine.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.assembly.EngineSetup;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.CandleDecoder;
import io.ringfence.journal.message.Flag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that learns the past from its store and from the simulated venue, over real sockets. */
class WarmUpTest {
    private static final int INSTRUMENTS = 4;
    private static final int FRAMES = 3;
    private static final int CANDLES = 120;
    private static final int SERIES = INSTRUMENTS * FRAMES;

    @TempDir
    private Path folder;

    @Test
    void shouldBeReadyAtOnceAndGoOnWithOwnCandles() throws Exception {
        final List<String> lines = new CopyOnWriteArrayList<>();
        try (LiveRun run = LiveRun.start(demo(), market(), folder, setup -> Engine.start(setup, lines::add))) {
            run.await("warm", () -> run.engine().warmUp().isDone());
            final WarmUpProgress progress = run.engine().warmUp();
            run.await("own candles", () -> isOwn(run));
            final RecordedGeneration recorded = run.stop();

            assertEquals(INSTRUMENTS, progress.ready());
            assertEquals(SERIES * CANDLES, progress.fromVenue());
            assertEquals(SERIES, progress.requests());
            assertEquals(0, progress.fromStore());
            assertTrue(
                    lines.stream().anyMatch(line -> line.startsWith("warm-up: 4 of 4 instruments ready")),
                    lines::toString);
            final List<BarClosedDecoder> bars = bars(recorded);
            assertTrue(bars.stream().anyMatch(bar -> bar.gapped() == Flag.NO));
            bars.forEach(bar -> assertTrue(
                    bar.gapped() == Flag.YES || Double.isFinite(bar.emaSlow()) && Double.isFinite(bar.rsi())));
            assertReplays(recorded, demo());
        }
    }

    @Test
    void shouldAskForNothingThatTheStoreHas() throws Exception {
        final List<EngineSetup> setups = new ArrayList<>();
        try (LiveRun run = LiveRun.start(demo(), market(), folder, setup -> {
            setups.add(setup);
            return Engine.start(setup, line -> {});
        })) {
            run.await("own candles", () -> isOwn(run));
            run.stop();
            // Other settings, so that the state of the indicators is of no use.
            final ShippedDemo other = demo().with("emaSlow", "9");
            final Engine second = Engine.start(
                    new EngineSetup(
                            other.configuration(),
                            setups.get(0).venue(),
                            setups.get(0).credentials(),
                            folder,
                            setups.get(0).capture()),
                    line -> {});
            while (!second.warmUp().isDone() && !second.halt().isLit()) {
                Thread.sleep(5);
            }
            final WarmUpProgress progress = second.warmUp();
            second.stop();

            // What closed since the end of the first run, and nothing else.
            assertTrue(progress.fromVenue() <= SERIES * 3, progress::toString);
            assertTrue(progress.fromStore() >= 2 * FRAMES * (CANDLES - 3), progress::toString);
            // One question a series at most, to which there may be nothing to say yet.
            assertTrue(progress.requests() <= SERIES, progress::toString);
            assertReplays(Journal.reading(folder).read(second.epoch()), other);
        }
    }

    @Test
    void shouldAskAgainWhenTheStoreIsBroken() throws Exception {
        Files.createDirectories(folder.resolve("candles"));
        Files.writeString(folder.resolve("candles/1m.candles"), "no candles");
        try (LiveRun run = LiveRun.start(demo(), market(), folder)) {
            run.await("warm", () -> run.engine().warmUp().isDone());
            final WarmUpProgress progress = run.engine().warmUp();

            assertEquals(1, progress.storesAbandoned());
            assertEquals(SERIES * CANDLES, progress.fromVenue());
        }
    }

    private static boolean isOwn(final LiveRun run) {
        return run.engine().timeNs() > MINUTE_BEHIND_NS;
    }

    /** 22:15:10 of the market's day: two of its minutes have ended. */
    private static final long MINUTE_BEHIND_NS = 1_700_000_110_000_000_000L;

    private static ShippedDemo demo() {
        return new ShippedDemo()
                .layout("two")
                .with("mode", "paper")
                .with("timeframes", "[1m, 5m, 15m]")
                .with("timeframe", "1m")
                .with("instruments", "[BTCUSDT, ETHUSDT]")
                .plus("warmUp: {candles: " + CANDLES + "}");
    }

    private static VenueOptions market() {
        return VenueOptions.ofGenerated(5, INSTRUMENTS, 0).withSpeed(new Speed(20));
    }

    private static List<BarClosedDecoder> bars(final RecordedGeneration recorded) {
        return Logs.decisions(recorded).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == BarClosedDecoder.TEMPLATE_ID)
                .map(decision -> decision.as(new BarClosedDecoder()))
                .toList();
    }

    /** From the journal alone, without store and venue. */
    private static void assertReplays(final RecordedGeneration recorded, final ShippedDemo demo) throws Exception {
        final ReplayResult result =
                Replay.whole(demo.configuration().engine().stages(), 64, 256).run(recorded, done -> {});

        assertTrue(result.isClean(), result::toString);
        assertTrue(Logs.events(recorded).stream().anyMatch(event -> event.templateId() == CandleDecoder.TEMPLATE_ID));
    }
}
