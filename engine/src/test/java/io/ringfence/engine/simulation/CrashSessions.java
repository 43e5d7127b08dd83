package io.ringfence.engine.simulation;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.testing.LockStepEngine;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.MergedFrames;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** The sessions that die at every event: busy ones, with signals, entries, stops that move and fire, and stops at the venue. */
final class CrashSessions {
    static final String RECORDING = "data/frames/usdm-btcusdt-20240808.gz";

    private static final int RECORDED_EVENTS = 3_000;
    /** Every fifth event of it has decisions, of almost all kinds. */
    private static final long SEED = 37;

    private static final long EVENTS = 4_000;

    private CrashSessions() {}

    static EveryCrash simulated(final Path folder) {
        final Plan plan = Plan.of(SEED, EVENTS).withoutCrashes();
        return new EveryCrash(plan.configuration(), Simulation.record(plan, folder.resolve("record")), folder);
    }

    /** The middle of {@code frames}, a recording of BTCUSDT, behind the definition that its generation began with. */
    static EveryCrash recorded(final Path frames, final Path folder) {
        final Configuration configuration = new ShippedDemo()
                .eager()
                .with("timeframes", "[100ms, 1s]")
                .with("timeframe", "100ms")
                .configuration();
        return new EveryCrash(configuration, recordedEvents(configuration, frames), folder);
    }

    private static SimulatedLog recordedEvents(final Configuration configuration, final Path frames) {
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
