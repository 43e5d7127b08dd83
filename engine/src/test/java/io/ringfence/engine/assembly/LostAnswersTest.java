package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.FaultOptions;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SendFailureReason;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A venue that takes orders and doesn't say so: the outcome is unknown from the moment in which that is known. */
class LostAnswersTest {
    private static final int ORDERS = 12;
    private static final int SEEDS = 10;
    private static final String NEVER = "60s";

    @TempDir
    private Path folder;

    private RecordedGeneration recorded;
    private TreeMap<Long, List<Decision>> decisions;

    /** The answer timeout is longer than the test: nothing here waits for it. Where a report is always sooner than a loss, another market is played. */
    @ParameterizedTest
    @ValueSource(strings = {"disconnect=0.15", "unknown=0.3", "http5xx=0.3"})
    void shouldLookAfterEveryOrderWhoseAnswerIsLostOrSaysNothing(final String faults) throws Exception {
        List<Ledger.Request> requests = List.of();
        Map<String, Long> unknown = Map.of();
        for (int seed = 1; unknown.isEmpty() && seed <= SEEDS; seed++) {
            requests = trade(faults, "one", seed);
            unknown = unknownSince();
        }
        assertFalse(unknown.isEmpty(), "nothing was lost");
        final Map<String, Long> lookedAfter = lookedAfter(unknown);
        final long early = decisions.lastKey() / 2;
        unknown.forEach((order, since) ->
                assertTrue(since > early || lookedAfter.containsKey(order), order + " is unknown since #" + since));
        assertEveryOrderWasSentOnce(requests);
    }

    /**
     * Each such order is unknown with the very event that tells of the loss; of an order whose report was sooner nothing is. So
     * several markets, until one had such an order.
     */
    @ParameterizedTest
    @ValueSource(strings = "two")
    void shouldKnowAtOnceThatAnOutcomeIsUnknownWhenTheConnectionIsLost(final String layout) throws Exception {
        int lost = 0;
        for (int seed = 1; lost == 0 && seed <= SEEDS; seed++) {
            trade("disconnect=0.2", layout, seed);
            lost = lostWhileUnderWay();
        }
        assertTrue(lost > 0, "no order was under way at any loss");
    }

    private int lostWhileUnderWay() {
        int lost = 0;
        for (final LoggedEvent event : Logs.events(recorded)) {
            if (event.templateId() == SendFailureDecoder.TEMPLATE_ID) {
                final SendFailureDecoder failure = event.as(new SendFailureDecoder());
                if (failure.perhapsSent() == Flag.YES && failure.kind() == AnswerKind.PLACE) {
                    assertEquals(SendFailureReason.SESSION_LOST, failure.reason());
                    lost += isUnknownWith(event.sequence(), failure.orderId()) ? 1 : 0;
                }
            }
        }
        return lost;
    }

    private List<Ledger.Request> trade(final String faults, final String layout, final int seed) throws Exception {
        final ShippedDemo demo = new ShippedDemo().eager().layout(layout).with("answerTimeout", NEVER);
        final VenueOptions market = VenueOptions.ofGenerated(21, 2, GeneratedMarket.ENDLESS)
                .withSpeed(Speed.MAX)
                .withFaults(FaultOptions.parse(faults + ",seed=" + seed, seed));
        try (LiveRun run = LiveRun.start(demo, market, folder.resolve("seed" + seed))) {
            run.await(ORDERS + " orders", () -> places(run).size() >= ORDERS);
            recorded = run.stop();
            decisions = Logs.decisions(recorded);
            return places(run);
        }
    }

    private static List<Ledger.Request> places(final LiveRun run) {
        return run.venue().ledger().requests().stream()
                .filter(request -> request.kind() == Ledger.Kind.PLACE)
                .toList();
    }

    private boolean isUnknownWith(final long sequence, final OrderIdDecoder id) {
        return decisions.getOrDefault(sequence, List.of()).stream()
                .filter(decision -> decision.templateId() == OrderChangedDecoder.TEMPLATE_ID)
                .map(decision -> decision.as(new OrderChangedDecoder()))
                .anyMatch(changed -> changed.to() == OrderState.UNKNOWN
                        && text(changed.orderId()).equals(text(id)));
    }

    /** By order: the event with which it became unknown, the first time. */
    private Map<String, Long> unknownSince() {
        final Map<String, Long> since = new TreeMap<>();
        decisions.forEach((sequence, concluded) -> concluded.stream()
                .filter(decision -> decision.templateId() == OrderChangedDecoder.TEMPLATE_ID)
                .map(decision -> decision.as(new OrderChangedDecoder()))
                .filter(changed -> changed.to() == OrderState.UNKNOWN)
                .forEach(changed -> since.putIfAbsent(text(changed.orderId()), sequence)));
        return since;
    }

    /** By order: when it was asked for, or a report told of it before that was due. */
    private Map<String, Long> lookedAfter(final Map<String, Long> unknown) {
        final Map<String, Long> at = new TreeMap<>();
        decisions.forEach((sequence, concluded) -> concluded.forEach(decision -> {
            final String order = switch (decision.templateId()) {
                case OrderQueriedDecoder.TEMPLATE_ID ->
                    text(decision.as(new OrderQueriedDecoder()).orderId());
                case OrderChangedDecoder.TEMPLATE_ID ->
                    text(decision.as(new OrderChangedDecoder()).orderId());
                default -> "";
            };
            if (sequence > unknown.getOrDefault(order, Long.MAX_VALUE)) {
                at.putIfAbsent(order, sequence);
            }
        }));
        return at;
    }

    private static void assertEveryOrderWasSentOnce(final List<Ledger.Request> requests) {
        final Set<String> ids = new HashSet<>();
        requests.forEach(request -> assertTrue(ids.add(request.clientOrderId()), "sent twice: " + request));
    }

    private static String text(final OrderIdDecoder id) {
        return id.engine() + "-" + id.epoch() + "-" + id.sequence() + "-" + id.index();
    }
}
