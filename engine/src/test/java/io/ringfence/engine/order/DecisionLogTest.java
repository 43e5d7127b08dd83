package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a live run wrote to its decision log, read back and held against its events and the venue's own books. */
@Tag("smoke")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionLogTest {
    private RecordedGeneration recorded;
    private Ledger ledger;
    private Map<Long, LoggedEvent> events;
    private TreeMap<Long, List<Decision>> decisions;

    @BeforeAll
    void trade(@TempDir final Path folder) throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout("one");
        final VenueOptions market = VenueOptions.ofGenerated(11, 6, 60).withSpeed(Speed.MAX);
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            recorded = run.playToTheEnd().stop();
            ledger = run.venue().ledger();
        }
        events = Logs.events(recorded).stream().collect(Collectors.toMap(LoggedEvent::sequence, Function.identity()));
        decisions = Logs.decisions(recorded);
    }

    @Test
    void shouldReadBackWhatTheSealSaysWasWritten() {
        assertEquals(recorded.seal().orElseThrow().events().records(), events.size());
        assertEquals(recorded.seal().orElseThrow().decisions().records(), decisions.size());
        assertEquals(recorded.seal().orElseThrow().decisions().lastSequence(), decisions.lastKey());
        assertTrue(orders().size() > 20, () -> "orders " + orders().size());
    }

    @Test
    void shouldGiveEveryDecisionAnIdOfItsOwn() {
        final Set<List<Long>> ids = new HashSet<>();
        decisions.forEach((sequence, here) -> {
            assertTrue(events.containsKey(sequence), () -> "no event " + sequence);
            for (final Decision decision : here) {
                assertEquals(sequence, decision.id().sequence());
                assertEquals(recorded.epoch(), decision.id().epoch());
                assertTrue(ids.add(List.of(sequence, (long) decision.id().index())), () -> "twice: " + decision.id());
            }
        });
    }

    @Test
    void shouldGiveEveryOrderACauseThatIsThere() {
        for (final OrderPlacedDecoder order : orders()) {
            assertTrue(order.causeSequence() <= order.header().sequence(), order::toString);
            assertTrue(isCause(order), () -> "no cause of " + order);
        }
    }

    /** A signal, a stop that was hit, or the operator's command to stop. */
    private boolean isCause(final OrderPlacedDecoder order) {
        return decisions.getOrDefault(order.causeSequence(), List.of()).stream()
                        .filter(decision -> decision.id().index() == order.causeIndex())
                        .filter(decision ->
                                decision.id().instrument() == order.header().instrument())
                        .anyMatch(decision -> decision.templateId() == SignalDecoder.TEMPLATE_ID
                                || decision.templateId() == StopHitDecoder.TEMPLATE_ID)
                || isStop(events.get(order.causeSequence()));
    }

    private static boolean isStop(final LoggedEvent event) {
        return event.templateId() == OperatorCommandDecoder.TEMPLATE_ID
                && event.as(new OperatorCommandDecoder()).command() == Command.STOP;
    }

    @Test
    void shouldSendExactlyTheOrdersThatItRecorded() {
        final List<String> placed =
                orders().stream().map(order -> text(order.orderId())).toList();
        final List<String> received = ledger.requests().stream()
                .filter(request -> request.kind() == Ledger.Kind.PLACE)
                .map(Ledger.Request::clientOrderId)
                .toList();

        assertEquals(placed.size(), new HashSet<>(placed).size());
        assertEquals(placed, received);
    }

    @Test
    void shouldConcludeOnePositionChangeFromEveryFill() {
        final List<ExecutionReportDecoder> fills = fills();
        final List<PositionChangedDecoder> changes = all(PositionChangedDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new PositionChangedDecoder()))
                .toList();

        assertEquals(ledger.executions().size(), fills.size());
        assertEquals(fills.size(), changes.size());
        for (int i = 0; i < fills.size(); i++) {
            final ExecutionReportDecoder fill = fills.get(i);
            final PositionChangedDecoder change = changes.get(i);
            assertEquals(fill.header().sequence(), change.header().sequence());
            assertEquals(fill.header().instrument(), change.header().instrument());
            assertEquals(fill.lastPrice(), change.fillPrice());
            assertEquals(fill.side() == Side.BUY ? fill.lastQuantity() : -fill.lastQuantity(), change.fillQuantity());
        }
    }

    @Test
    void shouldEndWithTheProfitAndFeesOfTheVenuesBooks() {
        final List<Decision> changes = all(PositionChangedDecoder.TEMPLATE_ID);
        final PositionChangedDecoder last = changes.get(changes.size() - 1).as(new PositionChangedDecoder());

        assertTrue(ledger.holdings().stream().allMatch(holding -> holding.quantity() == 0), ledger::toString);
        assertEquals(
                ledger.holdings().stream()
                        .mapToLong(Ledger.Holding::realizedProfit)
                        .sum(),
                last.accountRealized());
        assertEquals(ledger.holdings().stream().mapToLong(Ledger.Holding::fees).sum(), last.accountFees());
    }

    private List<OrderPlacedDecoder> orders() {
        return all(OrderPlacedDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new OrderPlacedDecoder()))
                .toList();
    }

    private List<ExecutionReportDecoder> fills() {
        return events.values().stream()
                .filter(event -> event.templateId() == ExecutionReportDecoder.TEMPLATE_ID)
                .map(event -> event.as(new ExecutionReportDecoder()))
                .filter(report -> report.lastQuantity() > 0)
                .sorted((one, other) ->
                        Long.compare(one.header().sequence(), other.header().sequence()))
                .toList();
    }

    private List<Decision> all(final int templateId) {
        return decisions.values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == templateId)
                .toList();
    }

    private static String text(final OrderIdDecoder order) {
        return new ClientOrderId()
                .set(order.engine(), order.epoch(), order.sequence(), order.index())
                .toString();
    }
}
