package io.ringfence.engine.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.testing.LockStepEngine;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.MergedFrames;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dies at every event and every byte, in the build at some of them; {@code -Dringfence.everyCrash=true}: at all. */
class EveryCrashTest {
    private static final boolean ALL = Boolean.getBoolean("ringfence.everyCrash");
    private static final int STEP = ALL ? 1 : 61;
    private static final int BYTE_STEP = ALL ? 1 : 13;
    private static final int TORN_RECORDS = ALL ? 20 : 2;
    private static final int RECORDED_EVENTS = 3_000;
    private static final long SEED = 12;
    private static final long EVENTS = 3_000;

    @TempDir
    private Path folder;

    @BeforeAll
    static void quiet() {
        SimulationCampaign.quiet();
    }

    @Test
    void shouldComeBackFromACrashAtEveryEventAndByteOfASimulatedSession() throws IOException {
        final Plan plan = Plan.of(SEED, EVENTS).withoutCrashes();
        final EveryCrash session =
                new EveryCrash(plan.configuration(), Simulation.record(plan, folder.resolve("record")), folder);

        assertTrue(session.decisions() > 50, () -> "only " + session.decisions() + " sequences with decisions");
        assertNothingIsLost(session);
    }

    @Test
    void shouldComeBackFromACrashAtEveryEventAndByteOfARecordedSession() throws IOException {
        final Configuration configuration = new ShippedDemo().eager().configuration();
        final EveryCrash session = new EveryCrash(configuration, recorded(configuration), folder);

        assertTrue(session.decisions() > 5, () -> "only " + session.decisions() + " sequences with decisions");
        assertNothingIsLost(session);
    }

    private static void assertNothingIsLost(final EveryCrash session) throws IOException {
        final Violations violations = new Violations();

        session.atEvents(0, STEP, violations);
        session.atBytes(TORN_RECORDS, BYTE_STEP, violations);

        assertEquals(List.of(), violations.all());
        assertTrue(session.crashes() > session.records() / STEP);
    }

    /** The middle of a recording, behind the definition that its generation began with. */
    private static SimulatedLog recorded(final Configuration configuration) {
        final Path frames = SharedFiles.require("data/frames/usdm-btcusdt-20240808.gz");
        final SimulatedLog log = new SimulatedLog(LogKind.EVENTS, new Dice(0, Dice.Role.STORAGE), 0);
        log.begin(1);
        final UnsafeBuffer definition = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        final int lengthBytes = new Instrument(
                        1, Venue.SIMULATED, MarketKind.USDM, "BTCUSDT", 1, 3, 1, 1, 1, 1_000_000_000L, 5_00000000L)
                .encode(definition, 0);
        EventLayout.stamp(definition, 0, 1, 1, 1);
        log.append(1, definition, 0, lengthBytes);
        final long[] seen = {0};
        new LockStepEngine(configuration.engine().stages(), MergedFrames.open(List.of(frames)))
                .tapped(
                        (sequence, buffer, offset, bytes) -> {
                            if (++seen[0] > RECORDED_EVENTS && log.records() < RECORDED_EVENTS) {
                                log.append(sequence, buffer, offset, bytes);
                            }
                        },
                        (sequence, payload, offset, bytes) -> {})
                .play();
        return log;
    }
}
