package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.OnDamage;
import io.ringfence.journal.generation.Outcome;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TickEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an engine does for the generation before, beside its own. */
class JournalPastTest {
    private static final int TICKS = 20_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(JournalPast.class);
    private final AtomicBoolean guarded = new AtomicBoolean();

    @TempDir
    private Path folder;

    @BeforeEach
    void listen() {
        logger.setLevel(Level.DEBUG);
        said.start();
        logger.addAppender(said);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(said);
        logger.setLevel(null);
    }

    @Test
    void shouldSealWhatACrashLeftOnceTheEngineIsGuardedAndFindItWhole() throws Exception {
        crash();
        try (Journal journal = Journal.openUnsealed(folder, OnDamage.REFUSE)) {
            final JournalPast past = new JournalPast(journal, 1, guarded::get);
            past.start();
            assertFalse(Files.exists(folder.resolve("e000001/seal.json")), "sealed before it was guarded");

            guarded.set(true);

            await(
                    "both logs read",
                    () -> messages().stream()
                                    .filter(line -> line.contains("is whole"))
                                    .count()
                            == 2);
            past.stop();
            assertEquals(Outcome.CRASHED, journal.read(1).seal().orElseThrow().outcome());
            assertEquals(TICKS, journal.read(1).seal().orElseThrow().events().records());
        }
        assertTrue(messages().stream().noneMatch(line -> line.contains("DAMAGED")), messages()::toString);
    }

    @Test
    void shouldSayWhereAGenerationIsDamagedThatRecoveryReadOnlyTheEndOf() throws Exception {
        crash();
        Journal.open(folder).close();
        final Path segment = folder.resolve("e000001/events/000000/19700101F.cq4");
        final byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);

        try (Journal journal = Journal.openUnsealed(folder, OnDamage.REFUSE)) {
            final JournalPast past = new JournalPast(journal, 1, () -> true);
            past.start();
            await("it is said", () -> messages().stream().anyMatch(line -> line.contains("DAMAGED")));
            past.stop();
        }

        final String error = said.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .findFirst()
                .orElseThrow()
                .getFormattedMessage();
        assertTrue(error.startsWith("generation 1 is DAMAGED"), error);
        assertTrue(error.contains("segment=" + segment), error);
        assertTrue(error.contains("after sequence="), error);
    }

    /** An engine that is stopped early leaves nothing unsealed behind, and doesn't wait for the reading. */
    @Test
    void shouldSealBeforeItStopsEvenIfNobodyWasEverGuarded() throws Exception {
        crash();
        try (Journal journal = Journal.openUnsealed(folder, OnDamage.REFUSE)) {
            final JournalPast past = new JournalPast(journal, 1, guarded::get);
            past.start();

            past.stop();

            assertTrue(Files.exists(folder.resolve("e000001/seal.json")));
        }
        assertTrue(messages().stream().noneMatch(line -> line.contains("is whole")), messages()::toString);
    }

    @Test
    void shouldHaveNothingToDoInAFirstRun() throws Exception {
        try (Journal journal = Journal.openUnsealed(folder, OnDamage.REFUSE)) {
            final JournalPast past = new JournalPast(journal, 0, () -> true);

            past.start();
            past.stop();
        }

        assertEquals(List.of(), messages());
    }

    private List<String> messages() {
        return List.copyOf(said.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static void await(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - startNanos < PATIENCE_NANOS, what);
            Thread.sleep(2);
        }
    }

    /** A generation without a seal. */
    private void crash() {
        try (Journal journal = Journal.open(folder)) {
            final Generation generation =
                    journal.start(GenerationOptions.defaults().withSegmentBytes(8 << 20));
            final UnsafeBuffer tick = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
            final int bytes = MessageHeaderEncoder.ENCODED_LENGTH
                    + new TickEncoder()
                            .wrapAndApplyHeader(tick, 0, new MessageHeaderEncoder())
                            .encodedLength();
            EventLayout.describe(tick, 0, 0, 0, EventLayout.NO_TIME);
            for (int sequence = 1; sequence <= TICKS; sequence++) {
                EventLayout.stamp(tick, 0, generation.epoch(), sequence, sequence);
                generation.events().append(sequence, tick, 0, bytes);
            }
            generation.close();
        }
    }
}
