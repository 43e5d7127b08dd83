package io.ringfence.engine.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that trades, and an operator who interferes through the socket. */
@Tag("smoke")
class OperatedEngineTest {
    private static final int TRIES = 3;

    @Test
    void shouldDoWhatTheOperatorSaysAndSayAtWhichSequence(@TempDir final Path folder) throws Exception {
        // Stops so wide that only signals and the operator close anything.
        final ShippedDemo demo = new ShippedDemo().eager().layout("one").withStop("hard: {distance: 10%}\n");
        final VenueOptions market = VenueOptions.ofGenerated(7, 4, 600).withSpeed(Speed.parse("20"));
        final CommandTaker.Done paused;
        final CommandTaker.Done resumed;
        final List<Long> flattened = new ArrayList<>();
        final List<Long> lifted = new ArrayList<>();
        final RecordedGeneration recorded;
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            final CommandClient operator = new CommandClient(folder);
            run.await("a position", () -> !run.engine().state().isFlat());
            paused = operator.give(OperatorCommand.PAUSE);
            run.await("flat by a signal", () -> run.engine().state().isFlat());
            final long then = run.engine().published();
            run.await("some market", () -> run.engine().published() > then + 5_000);
            resumed = operator.give(OperatorCommand.RESUME);
            for (int i = 0; i < TRIES; i++) {
                run.await("a position again", () -> !run.engine().state().isFlat());
                flattened.add(operator.give(OperatorCommand.FLATTEN).sequence());
                run.await("flat by command", () -> run.engine().state().isFlat());
                lifted.add(operator.give(OperatorCommand.LIFT).sequence());
            }
            recorded = run.stop();
        }

        final TreeMap<Long, List<Decision>> decisions = Logs.decisions(recorded);
        final List<LoggedEvent> events = Logs.events(recorded);
        final long open = first(events, Command.RESUME, paused.sequence());
        assertTrue(open <= resumed.sequence());
        assertEquals(0, entries(decisions, paused.sequence(), open));
        assertTrue(entries(decisions, 0, paused.sequence()) > 0);
        assertTrue(entries(decisions, open, flattened.get(0)) > 0);
        for (int i = 0; i < TRIES; i++) {
            final long lift = first(events, Command.LIFT, flattened.get(i));
            assertTrue(lift <= lifted.get(i));
            assertEquals(0, entries(decisions, flattened.get(i), lift));
        }
        // A signal may have been quicker than the operator, but not every time.
        assertTrue(exitsBecauseOf(decisions, commands(events, Command.FLATTEN)) > 0);
    }

    /**
     * A command is an event for all, then one per instrument; the last one's sequence is told. Between them, where the
     * thread that gives them has to wait for a core, comes as much market as it likes.
     */
    private static long first(final List<LoggedEvent> events, final Command command, final long after) {
        return commands(events, command).higher(after);
    }

    private static long entries(final TreeMap<Long, List<Decision>> decisions, final long from, final long to) {
        return decisions.subMap(from + 1, Math.max(from + 1, to)).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .filter(decision -> decision.as(new OrderPlacedDecoder()).purpose() == OrderPurpose.ENTRY)
                .count();
    }

    private static TreeSet<Long> commands(final List<LoggedEvent> events, final Command command) {
        return events.stream()
                .filter(event -> event.templateId() == OperatorCommandDecoder.TEMPLATE_ID)
                .filter(event -> event.as(new OperatorCommandDecoder()).command() == command)
                .map(LoggedEvent::sequence)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long exitsBecauseOf(final TreeMap<Long, List<Decision>> decisions, final Set<Long> commands) {
        return decisions.values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                .map(decision -> decision.as(new OrderPlacedDecoder()))
                .filter(order -> order.purpose() == OrderPurpose.EXIT && order.causeIndex() == 0)
                .filter(order -> commands.contains(order.causeSequence()))
                .count();
    }
}
