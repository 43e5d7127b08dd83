package io.ringfence.engine.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.FormerStrategySettings;
import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.stage.IncompatibleState;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.engine.testing.RecordHash;
import io.ringfence.engine.testing.RecordedEvents;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.snapshot.StageState;
import io.ringfence.journal.testing.Allocation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stages save is all that they know: whoever loads it goes on as the one that saved it. */
class StagesStateTest {
    private static final int INSTRUMENTS = 4;
    private static final int EVENTS = 60_000;
    private static final int SAVES = 40;
    private static final StageSettings SETTINGS = TestSettings.settings();
    private static final RecordedEvents SESSION = RecordedEvents.of(SETTINGS, INSTRUMENTS, 99, EVENTS);

    @Test
    void shouldGoOnFromASavedStateAsIfNeverStopped() {
        final List<Long> places = places();
        final List<List<StageState>> saved = new ArrayList<>();
        final List<String> decided = new ArrayList<>();
        final RecordHash log = new RecordHash();
        final Stages whole = stages(SETTINGS, log::append);
        for (int i = 0; i < SAVES; i++) {
            SESSION.run(whole, i == 0 ? 1 : places.get(i - 1) + 1, places.get(i));
            saved.add(whole.save());
        }
        SESSION.run(whole, places.get(SAVES - 1) + 1, EVENTS);
        decided.add(log.hex());
        final List<StageState> end = whole.save();

        assertTrue(log.records() > 1_000, () -> "only " + log.records() + " decisions");
        for (int i = 0; i < SAVES; i += 3) {
            final long at = places.get(i);
            final RecordHash expected = new RecordHash();
            SESSION.run(stages(SETTINGS, behind(at, expected)), 1, EVENTS);
            final RecordHash resumed = new RecordHash();
            final Stages fresh = stages(SETTINGS, resumed::append);
            assertEquals(List.of(), fresh.load(saved.get(i)));
            assertSame(saved.get(i), fresh.save(), "loaded at " + at);
            SESSION.run(fresh, at + 1, EVENTS);

            assertEquals(expected.hex(), resumed.hex(), () -> "decisions behind " + at);
            assertSame(end, fresh.save(), "the end, from " + at);
        }
    }

    /** The first ones lie among the definitions. */
    private static List<Long> places() {
        final List<Long> places = new ArrayList<>(List.of(1L, 3L, 7L));
        while (places.size() < SAVES) {
            places.add((places.size() - 2) * (EVENTS / (SAVES - 2L)) + places.size() * 7L);
        }
        return places;
    }

    private static DecisionSink behind(final long place, final RecordHash log) {
        return (sequence, payload, offset, lengthBytes) -> {
            if (sequence > place) {
                log.append(sequence, payload, offset, lengthBytes);
            }
        };
    }

    @Test
    void shouldSaveTheSameBytesAfterTheSameHistory() {
        final Stages first = stages(SETTINGS, DecisionSink.NONE);
        final Stages again = stages(TestSettings.withInstruments(300), DecisionSink.NONE);
        SESSION.run(first, 1, 20_000);
        SESSION.run(again, 1, 20_000);

        assertSame(first.save(), again.save(), "with room for more instruments");
    }

    @Test
    void shouldStartIndicatorsAndSignalsFreshUnderOtherPeriods() {
        final Stages before = stages(SETTINGS, DecisionSink.NONE);
        SESSION.run(before, 1, 20_000);
        final Stages other = stages(
                settings(
                        new IndicatorSettings(
                                TestSettings.INDICATORS.timeframes(),
                                2,
                                5,
                                3,
                                3,
                                Timeframe.valueOf("250ms"),
                                Timeframe.valueOf("10s")),
                        TestSettings.STRATEGY),
                DecisionSink.NONE);

        assertEquals(List.of("indicators", "signals"), other.load(before.save()));
        assertSame(stateOf("portfolio", before.save()), stateOf("portfolio", other.save()), "portfolio");
        assertSame(stateOf("stops", before.save()), stateOf("stops", other.save()), "stops");
        assertSame(stateOf("orders", before.save()), stateOf("orders", other.save()), "orders");
        SESSION.run(other, 20_001, EVENTS);
    }

    @Test
    void shouldStartSignalsAloneFreshUnderAnotherStrategy() {
        final Stages before = stages(SETTINGS, DecisionSink.NONE);
        SESSION.run(before, 1, 20_000);
        final Stages other = stages(
                settings(
                        TestSettings.INDICATORS,
                        new FormerStrategySettings(
                                FormerStrategySettings.EMA_CROSS, Timeframe.valueOf("1s"), 60, 40, true)),
                DecisionSink.NONE);

        assertEquals(List.of("signals"), other.load(before.save()));
    }

    private static StageSettings settings(final IndicatorSettings indicators, final FormerStrategySettings strategy) {
        final StopProfiles stop =
                TestSettings.stop("{hard: {distance: 2%}, trail: {activation: 0.5%, distance: 0.3%}}");
        final RiskSettings risk = TestSettings.RISK;
        return TestSettings.settings(indicators, strategy, stop, risk, OnStop.FLATTEN);
    }

    @Test
    void shouldRefuseWhatItCannotTakeUp() {
        final Stages before = stages(SETTINGS, DecisionSink.NONE);
        SESSION.run(before, 1, 20_000);
        final List<StageState> saved = before.save();

        assertRefused("no state of stage=stops", without(saved, "stops"));
        assertRefused(
                "state of stage=orders has version=99, this build knows version=",
                with(
                        saved,
                        new StageState(
                                "orders", 99, stateOf("orders", saved).get(0).bytes())));
        final ByteBuffer stops = stateOf("stops", saved).get(0).bytes();
        assertRefused(
                "state of stage=stops ends at byte=16",
                with(saved, new StageState("stops", 2, stops.duplicate().limit(16))));
        assertRefused(
                "state of stage=stops has bytes=8 behind its end",
                with(
                        saved,
                        new StageState(
                                "stops",
                                2,
                                ByteBuffer.allocate(stops.limit() + 8)
                                        .put(stops.duplicate())
                                        .rewind())));
        final Stages small = stages(TestSettings.withInstruments(3), DecisionSink.NONE);
        final IncompatibleState refused = assertThrows(IncompatibleState.class, () -> small.load(saved));
        assertEquals(
                "state of stage=portfolio: instruments (limit maxInstruments)=4 is not within 0 to 3",
                refused.getMessage());
    }

    private static void assertRefused(final String message, final List<StageState> states) {
        final Stages fresh = stages(SETTINGS, DecisionSink.NONE);
        final IncompatibleState refused = assertThrows(IncompatibleState.class, () -> fresh.load(states));
        assertTrue(refused.getMessage().startsWith(message), refused::getMessage);
    }

    private static List<StageState> without(final List<StageState> states, final String stage) {
        return states.stream().filter(state -> !state.stage().equals(stage)).toList();
    }

    private static List<StageState> with(final List<StageState> states, final StageState other) {
        final List<StageState> result = new ArrayList<>(without(states, other.stage()));
        result.add(other);
        return result;
    }

    private static List<StageState> stateOf(final String stage, final List<StageState> states) {
        return states.stream().filter(state -> state.stage().equals(stage)).toList();
    }

    @Test
    void shouldSaveWhatWasAlthoughEventsGoOnWhileBooksAreSaved() {
        for (final long at : new long[] {5, 2_000, 20_000, 40_001}) {
            final Stages stages = stages(SETTINGS, DecisionSink.NONE);
            SESSION.run(stages, 1, at);
            final List<StageState> then = stages.save();
            final StateWriter memory = new StateWriter(stages.indicators().maxStateBytes(INSTRUMENTS));
            stages.indicators().save(memory);
            long sequence = at;
            // Some books change before it is their turn, some after.
            do {
                SESSION.run(stages, sequence + 1, sequence + 5);
                sequence += 5;
            } while (!stages.indicators().saveMore());

            assertSame(
                    stateOf("indicators", then),
                    List.of(new StageState("indicators", 1, memory.bytes())),
                    "saved at " + at + ", whole at " + sequence);
            assertTrue(sequence > at + 5);
        }
    }

    @Test
    void shouldAllocateNothingWhenSaving() {
        final Stages stages = stages(SETTINGS, DecisionSink.NONE);
        SESSION.run(stages, 1, 20_000);
        final StatefulStage[] row =
                stages.row().stream().map(StatefulStage.class::cast).toArray(StatefulStage[]::new);
        final StateWriter[] memory = new StateWriter[row.length];
        for (int i = 0; i < row.length; i++) {
            memory[i] = new StateWriter(row[i].maxStateBytes(INSTRUMENTS));
        }
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 20; round++) {
            Allocation.ofThisThread();
            final long before = Allocation.ofThisThread();
            for (int i = 0; i < row.length; i++) {
                memory[i].begin();
                row[i].save(memory[i]);
                while (!row[i].saveMore()) {
                    // Nothing else happens meanwhile.
                }
            }
            least = Math.min(least, Allocation.ofThisThread() - before);
        }

        assertEquals(0, least);
        assertTrue(memory[1].lengthBytes() > 10_000);
    }

    private static Stages stages(final StageSettings settings, final DecisionSink sink) {
        return Stages.of(settings, Outbox.CLOSED, sink);
    }

    private static void assertSame(final List<StageState> expected, final List<StageState> actual, final String what) {
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).stage(), actual.get(i).stage());
            assertArrayEquals(
                    bytes(expected.get(i)),
                    bytes(actual.get(i)),
                    what + ": " + expected.get(i).stage());
        }
    }

    private static byte[] bytes(final StageState state) {
        final byte[] bytes = new byte[state.lengthBytes()];
        state.bytes().get(bytes);
        return bytes;
    }
}
