package io.ringfence.engine.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.replay.ReplayOptions;
import io.ringfence.engine.replay.Replaying;
import io.ringfence.engine.testing.ChildJvm;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.RunHome;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.generation.Seal;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run} as a process that ends in the ways that nobody asks for, while it trades. */
class DyingProcessTest {
    private static final int KILLS = 2;
    private static final int ORDERS_BEFORE = 5;
    private static final int MAX_DELAY_MS = 300;
    private static final long SEED = 20_240_808;

    @TempDir
    private Path folder;

    private final Map<Integer, List<ClientOrderId>> sent = new HashMap<>();

    /** At moments that nobody chose; whatever the moment, the outcome must be this. */
    @Test
    void shouldStartAgainAfterEveryKillAndReplayWhatWasLeft() throws Exception {
        final SplittableRandom random = new SplittableRandom(SEED);

        for (int epoch = 1; epoch <= KILLS; epoch++) {
            final int delayMs = random.nextInt(MAX_DELAY_MS);
            tradeUntil(epoch, child -> {
                Thread.sleep(delayMs);
                child.kill();
            });
        }
        tradeUntil(KILLS + 1, child -> {
            child.terminate();
            assertEquals(ExitStatus.DONE, child.await(), child::errors);
        });

        final Path journal = folder.resolve(RunHome.JOURNAL);
        assertEquals(KILLS + 1, Journal.reading(journal).newestEpoch());
        for (int epoch = 1; epoch <= KILLS + 1; epoch++) {
            final Seal seal = Journal.reading(journal).read(epoch).seal().orElseThrow();
            assertEquals(epoch <= KILLS ? Outcome.CRASHED : Outcome.ENDED, seal.outcome());
            checkOrders(sent.get(epoch), Journal.reading(journal).read(epoch));
            checkReplay(journal, epoch);
        }
    }

    /** How a process ends. */
    private interface Ending {
        void of(ChildJvm child) throws Exception;
    }

    /** At a venue of its own, since a run enters nothing where an earlier one has left a position. */
    private void tradeUntil(final int epoch, final Ending ending) throws Exception {
        try (RunHome home = RunHome.open(folder, demo("journal-apart"), market());
                ChildJvm child = home.run()) {
            home.awaitOrders(child, epoch, ORDERS_BEFORE);
            ending.of(child);
            sent.put(epoch, home.ordersOf(epoch));
        }
    }

    /** Journal before order: what the venue got, the logs have, cause and all. */
    private static void checkOrders(final List<ClientOrderId> sent, final RecordedGeneration generation) {
        final List<String> recorded = Logs.decisions(generation).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .map(DyingProcessTest::orderId)
                .toList();
        final long lastEvent = generation.seal().orElseThrow().events().lastSequence();

        assertTrue(sent.size() >= ORDERS_BEFORE);
        for (final ClientOrderId id : sent) {
            assertTrue(recorded.contains(id.toString()), () -> id + " was sent but isn't in the decision log");
            assertTrue(
                    id.sequence() <= lastEvent, () -> id + " was sent before event " + id.sequence() + " was recorded");
        }
    }

    private static String orderId(final Decision decision) {
        final OrderIdDecoder order = decision.as(new OrderPlacedDecoder()).orderId();
        return new ClientOrderId()
                .set(order.engine(), order.epoch(), order.sequence(), order.index())
                .toString();
    }

    private static void checkReplay(final Path journal, final int epoch) throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        final int status = new Replaying(new PrintStream(out, true, StandardCharsets.UTF_8))
                .run(new ReplayOptions(
                        journal, epoch, true, 0, Long.MAX_VALUE, Optional.empty(), OptionalInt.empty(), true));
        final String said = out.toString(StandardCharsets.UTF_8);
        assertEquals(ExitStatus.DONE, status, said);
        assertTrue(said.contains("\"divergences\":0"), said);
        assertFalse(said.contains("\"decisions\":0"), said);
    }

    /** A file where the journal's next segment has to go is as good as a disk that is full. */
    @Test
    void shouldHaltWithStatusOneWhenTheJournalCannotGoOn() throws Exception {
        try (RunHome home = RunHome.open(folder, demo("one").with("segmentSize", "32MiB"), market())) {
            try (ChildJvm child = home.run()) {
                final Path events = folder.resolve(RunHome.JOURNAL).resolve("e000001/events");
                child.awaitWhileAlive("a journal", () -> Files.exists(events.resolve("000000")));
                Files.createFile(events.resolve("000001"));

                assertEquals(ExitStatus.FAILED, child.await(), child::errors);
                assertTrue(child.errors().contains("halted"), child::errors);
            }

            final RecordedGeneration generation =
                    Journal.reading(folder.resolve(RunHome.JOURNAL)).read(1);
            final Seal seal = generation.seal().orElseThrow();
            assertEquals(Outcome.HALTED, seal.outcome());
            assertEquals("journal", seal.halt().orElseThrow().stage());
            assertEquals(
                    seal.events().lastSequence() + 1, seal.halt().orElseThrow().sequence());
            checkOrders(home.ordersOf(1), generation);
            checkReplay(folder.resolve(RunHome.JOURNAL), 1);
        }
    }

    private static ShippedDemo demo(final String layout) {
        return new ShippedDemo().eager().layout(layout).with("instruments", "[BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT]");
    }

    private static VenueOptions market() {
        return VenueOptions.ofGenerated(9, 4, GeneratedMarket.ENDLESS).withSpeed(Speed.MAX);
    }
}
