package io.ringfence.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.testing.LockStepEngine;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.frames.MergedFrames;
import io.ringfence.journal.testing.SharedFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames, venue and stages on one thread with simulated time: the same logs, byte for byte, on every run. */
@Tag("smoke")
class LockStepTest {
    private static final StageSettings SETTINGS =
            new ShippedDemo().eager().configuration().engine().stages();
    private static final long SEED = 7;
    private static final int INSTRUMENTS = 6;
    private static final int SECONDS = 60;

    @Test
    void shouldWriteTheSameLogsOnEveryRun() {
        final LockStepEngine.Logs first =
                new LockStepEngine(SETTINGS, generated(SEED)).play().stop().logs();
        final LockStepEngine.Logs again =
                new LockStepEngine(SETTINGS, generated(SEED)).play().stop().logs();
        final LockStepEngine.Logs other =
                new LockStepEngine(SETTINGS, generated(SEED + 1)).play().stop().logs();

        assertTrue(first.events() > 20_000, first::toString);
        assertTrue(first.decisions() > 1_000, first::toString);
        assertEquals(first, again);
        assertNotEquals(first.eventHash(), other.eventHash());
        assertNotEquals(first.decisionHash(), other.decisionHash());
    }

    @Test
    void shouldWriteTheSameLogsInEveryLayoutAndRing() {
        final LockStepEngine.Logs usual =
                new LockStepEngine(SETTINGS, generated(SEED)).play().stop().logs();

        for (final LaneLayout layout : LaneLayout.NAMED) {
            for (final int ringSize : List.of(EventRing.MIN_SIZE, EventRing.MAX_SIZE)) {
                final LockStepEngine.Logs other = new LockStepEngine(SETTINGS, generated(SEED), layout, ringSize)
                        .play()
                        .stop()
                        .logs();

                assertEquals(usual, other, () -> layout.name() + " with a ring of " + ringSize);
            }
        }
    }

    @Test
    void shouldTradeAndSettleToTheLastUnit() {
        final LockStepEngine engine =
                new LockStepEngine(SETTINGS, generated(SEED)).play().stop();

        assertTrue(
                engine.decisions().ordersFilled() > 20,
                () -> "filled " + engine.decisions().ordersFilled());
        assertTrue(
                engine.decisions().stopsHit() > 5,
                () -> "hit " + engine.decisions().stopsHit());
        assertTrue(engine.isFlat());
        assertTrue(engine.hasAllBooks());
        assertEquals(0, engine.counters().malformed());
        assertEquals(
                SETTINGS.initialBalance()
                        + engine.decisions().realized()
                        - engine.decisions().fees(),
                engine.walletBalance());
    }

    @Test
    void shouldPlayARecordingWholeAndAlikeOnEveryRun() {
        final LockStepEngine first =
                new LockStepEngine(SETTINGS, recorded()).play().stop();
        final LockStepEngine again = new LockStepEngine(SETTINGS, recorded(), LaneLayout.EACH, 4)
                .play()
                .stop();

        assertEquals(35_389, first.events().trades());
        assertEquals(120_081, first.events().quotes());
        assertEquals(13_137, first.events().depths());
        assertEquals(0, first.counters().malformed());
        assertTrue(first.hasAllBooks());
        assertTrue(first.isFlat());
        assertTrue(
                first.decisions().ordersFilled() > 100,
                () -> "filled " + first.decisions().ordersFilled());
        assertTrue(
                first.decisions().stopsHit() > 5,
                () -> "hit " + first.decisions().stopsHit());
        assertEquals(first.logs(), again.logs());
    }

    private static FrameSource generated(final long seed) {
        return new GeneratedMarket(seed, INSTRUMENTS, SECONDS);
    }

    private static FrameSource recorded() {
        final List<Path> files = List.of(
                SharedFiles.require("data/frames/usdm-btcusdt-20240808.gz"),
                SharedFiles.require("data/frames/usdm-ethusdt-20240808.gz"));
        return MergedFrames.open(files);
    }
}
