package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.RecordedConfiguration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.testing.Threads;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.message.DecisionHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A live engine in which something throws while it trades. */
class EngineHaltTest {
    private static final long PATIENCE_MS = 60_000;
    /** With an order or two under way per instrument, so many mean that most have been sent and answered. */
    private static final int ORDERS_BEFORE = 24;

    private static final int UNKNOWN_INSTRUMENT = 300;
    private static final String MESSAGE = "as the test asked";

    @TempDir
    private Path folder;

    private final Threads before = Threads.now();
    private final AtomicLong ordersDecided = new AtomicLong();

    @ParameterizedTest
    @CsvSource({"one, signals", "two, portfolio", "journal-apart, stops", "each, indicators"})
    void shouldHaltAtTheEventAtWhichAStageThrowsAndSendNothingMore(final String layout, final String stage)
            throws Exception {
        final Halted halted = trade(
                layout,
                (settings, outbox, sink) -> row(settings, counting(outbox), sink).stream()
                        .map(one -> one.name().equals(stage) ? failingBefore(one) : one)
                        .toList());

        final Halt.Cause cause = halted.cause;
        assertEquals(stage, cause.stage());
        assertEquals(MESSAGE, cause.failure().getMessage());
        halted.checkSeal();
        halted.checkThatItReplays();
        final long last = halted.recorded.seal().orElseThrow().events().lastSequence();
        assertTrue(last >= cause.sequence(), () -> "the log ends at " + last + " before " + cause);
        assertTrue(Logs.decisions(halted.recorded).lastKey() < cause.sequence());
        halted.checkThatNothingWasSentFrom(cause.sequence());
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "each"})
    void shouldNotSendTheOrderOfTheEventAtWhichOrdersThrows(final String layout) throws Exception {
        final Halted halted = trade(
                layout,
                (settings, outbox, sink) -> row(settings, counting(outbox), sink).stream()
                        .map(one -> one.name().equals("orders") ? failingBehindAnOrder(one) : one)
                        .toList());

        assertEquals("orders", halted.cause.stage());
        halted.checkSeal();
        halted.checkThatItReplays();
        assertTrue(Logs.decisions(halted.recorded).get(halted.cause.sequence()).stream()
                .anyMatch(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID));
        halted.checkThatNothingWasSentFrom(halted.cause.sequence());
    }

    @ParameterizedTest
    @CsvSource({"one, inbound", "two, journal", "each, orders"})
    void shouldHaltWhenALoopFailsBetweenTwoEvents(final String layout, final String loop) throws Exception {
        final Halted halted = trade(layout, (settings, outbox, sink) -> row(settings, garbling(outbox), sink));

        assertEquals(loop, halted.cause.stage());
        halted.checkSeal();
        halted.checkThatItReplays();
        halted.checkThatNothingWasSentFrom(halted.cause.sequence());
    }

    private static List<StatefulStage> row(final StageSettings settings, final Outbox outbox, final DecisionSink sink) {
        return StageRow.STANDARD.of(settings, outbox, sink);
    }

    private Halted trade(final String layout, final StageRow stages) throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout(layout);
        final VenueOptions market = VenueOptions.ofGenerated(5, 12, 600).withSpeed(Speed.MAX);
        final Halted halted;
        try (LiveRun run = LiveRun.start(demo, market, folder, setup -> Engine.start(setup, stages, line -> {}))) {
            assertTrue(run.engine().halt().await(PATIENCE_MS), "the engine doesn't halt");
            halted = new Halted(
                    run.engine().halt().cause().orElseThrow(),
                    run.stop(),
                    run.venue().ledger());
        }
        before.awaitNoneLeft();
        return halted;
    }

    /** What is left of a run. */
    private record Halted(Halt.Cause cause, RecordedGeneration recorded, Ledger ledger) {
        private void checkSeal() {
            final Seal seal = recorded.seal().orElseThrow();
            assertEquals(Outcome.HALTED, seal.outcome());
            assertEquals(cause.stage(), seal.halt().orElseThrow().stage());
            assertEquals(cause.sequence(), seal.halt().orElseThrow().sequence());
            assertEquals(cause.failure().toString(), seal.halt().orElseThrow().cause());
            try (Journal journal = Journal.open(recorded.directory().getParent())) {
                assertEquals(List.of(1), journal.epochs());
            }
        }

        private void checkThatItReplays() throws InterruptedException {
            final StageSettings settings =
                    RecordedConfiguration.read(recorded.directory()).engine().stages();
            final ReplayResult replay = Replay.whole(settings, 1024, 256).run(recorded, records -> {});
            assertEquals(0, replay.divergences(), () -> replay.first().toString());
            assertEquals(Optional.empty(), replay.damage());
            assertEquals(recorded.seal().orElseThrow().events().lastSequence(), replay.lastSequence());
        }

        private void checkThatNothingWasSentFrom(final long sequence) {
            final List<Long> causes = ledger.requests().stream()
                    .map(request -> decidedAt(request.clientOrderId()))
                    .toList();
            assertFalse(causes.isEmpty());
            assertEquals(
                    List.of(),
                    causes.stream().filter(cause -> cause >= sequence).toList());
        }

        private static long decidedAt(final String clientOrderId) {
            final UnsafeBuffer text = new UnsafeBuffer(clientOrderId.getBytes(StandardCharsets.US_ASCII));
            final ClientOrderId id = new ClientOrderId();
            assertTrue(id.parse(text, 0, text.capacity()), clientOrderId);
            return id.sequence();
        }
    }

    private Outbox counting(final Outbox outbox) {
        return (record, offset, lengthBytes, causeSequence, receivedNanos) -> {
            ordersDecided.incrementAndGet();
            return outbox.offer(record, offset, lengthBytes, causeSequence, receivedNanos);
        };
    }

    private boolean isTime() {
        return ordersDecided.get() >= ORDERS_BEFORE;
    }

    private StatefulStage failingBefore(final StatefulStage stage) {
        return new Wrapped(stage) {
            @Override
            public void onEvent(final Slot slot) {
                if (isTime()) {
                    throw new IllegalStateException(MESSAGE);
                }
                stage.onEvent(slot);
            }
        };
    }

    private StatefulStage failingBehindAnOrder(final StatefulStage stage) {
        return new Wrapped(stage) {
            @Override
            public void onEvent(final Slot slot) {
                stage.onEvent(slot);
                if (isTime()) {
                    throw new IllegalStateException(MESSAGE);
                }
            }
        };
    }

    /** Makes an order into one that can't be encoded, which the loop learns when it flushes the outbox. */
    private Outbox garbling(final Outbox outbox) {
        return (record, offset, lengthBytes, causeSequence, receivedNanos) -> {
            final UnsafeBuffer copy = new UnsafeBuffer(new byte[lengthBytes]);
            copy.putBytes(0, record, offset, lengthBytes);
            if (ordersDecided.incrementAndGet() == ORDERS_BEFORE) {
                concern(copy, UNKNOWN_INSTRUMENT);
            }
            return outbox.offer(copy, 0, lengthBytes, causeSequence, receivedNanos);
        };
    }

    private static void concern(final UnsafeBuffer order, final int instrument) {
        final int at = MessageHeaderDecoder.ENCODED_LENGTH + DecisionHeaderDecoder.instrumentEncodingOffset();
        order.putInt(at, instrument, ByteOrder.LITTLE_ENDIAN);
    }

    private abstract static class Wrapped implements StatefulStage {
        private final StatefulStage stage;

        Wrapped(final StatefulStage stage) {
            this.stage = stage;
        }

        @Override
        public String name() {
            return stage.name();
        }

        @Override
        public int stateVersion() {
            return stage.stateVersion();
        }

        @Override
        public long maxStateBytes(final int highestInstrument) {
            return stage.maxStateBytes(highestInstrument);
        }

        @Override
        public void save(final StateWriter state) {
            stage.save(state);
        }

        @Override
        public boolean saveMore() {
            return stage.saveMore();
        }

        @Override
        public boolean load(final StateReader state) {
            return stage.load(state);
        }
    }
}
