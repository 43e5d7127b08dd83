package io.ringfence.engine.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.engine.history.GenerationWalk;
import io.ringfence.engine.history.OrderKey;
import io.ringfence.engine.history.RoundTrip;
import io.ringfence.engine.history.RoundTrips;
import io.ringfence.engine.history.TradeTotals;
import io.ringfence.engine.history.Why;
import io.ringfence.engine.history.WhyOptions;
import io.ringfence.engine.operator.CommandClient;
import io.ringfence.engine.operator.OperatorCommand;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.report.JournalFigures;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.AccountChangedDecoder;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.DecisionHeaderDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.NakedTimeDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.number.Decimals;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A market, a venue, an engine, and what is to be true in the end. */
final class Scenario implements AutoCloseable {
    private static final String SPEED = "4";
    private static final int RING_SIZE = 64;

    private final Path folder;
    private final ShippedDemo demo;
    private final LiveRun run;
    private final Hand hand;
    private RecordedGeneration recorded;

    private Scenario(final Path folder, final ShippedDemo demo, final LiveRun run) {
        this.folder = folder;
        this.demo = demo;
        this.run = run;
        hand = new Hand(run.venue().port(), run.venue().symbols().get(0).kind() == MarketKind.SPOT);
    }

    /**
     * Starts both.
     *
     * @param stop  the stop profile
     * @param exits the section of that name, in one line
     */
    static Scenario of(final Path folder, final ScriptedMarket market, final String stop, final String exits)
            throws Exception {
        return of(folder, market, stop, exits, "5ms");
    }

    /** At a venue that is {@code latency} away. */
    static Scenario of(
            final Path folder, final ScriptedMarket market, final String stop, final String exits, final String latency)
            throws Exception {
        return of(folder, market, stop, exits, latency, "{}");
    }

    /** With an account whose instruments are to be held like that: {@code account.leverage}, in one line. */
    static Scenario heldLike(final Path folder, final ScriptedMarket market, final String stop, final String leverage)
            throws Exception {
        return of(folder, market, stop, "{order: market}", "5ms", leverage);
    }

    private static Scenario of(
            final Path folder,
            final ScriptedMarket market,
            final String stop,
            final String exits,
            final String latency,
            final String leverage)
            throws Exception {
        final ShippedDemo demo = demo(stop, exits, latency).with("initialBalance", "10000\n  leverage: " + leverage);
        final VenueOptions played = VenueOptions.ofFrames(List.of(market.write(folder.resolve("frames"))))
                .withSpeed(Speed.parse(SPEED));
        return new Scenario(
                folder, demo, LiveRun.startBeside(Hand.venueKey(), demo, played, folder.resolve("journal")));
    }

    /** Fast averages that only ever buy. */
    static ShippedDemo demo(final String stop, final String exits, final String latency) {
        return new ShippedDemo()
                .with("emaFast", "2")
                .with("emaSlow", "4")
                .with("atr", "2")
                .with("rsi", "2")
                .with("rsiLongMax", "100")
                .with("rsiShortMin", "0")
                .with("allowShort", "false")
                .with("onStop", "leave-guarded")
                .with("answerTimeout", "2s")
                .layout("two")
                .latency(latency)
                .withStop(stop)
                .plus("exits: " + exits);
    }

    /** Waits until an order is on its way, and has all entries cancelled. */
    Scenario cancelsTheEntryUnderWay() throws Exception {
        run.await("an order", () -> run.engine().state().openOrders() > 0);
        new CommandClient(folder.resolve("journal")).give(OperatorCommand.CANCEL_ALL);
        return this;
    }

    /** Waits until there is a position, and where the profile wants one, a stop at the venue. */
    Scenario awaitPosition(final boolean withStopAtTheVenue) throws InterruptedException {
        run.await("a position", () -> !run.engine().state().isFlat());
        if (withStopAtTheVenue) {
            run.await("a stop at the venue", () -> hand.restingStops() > 0);
        }
        return this;
    }

    Scenario awaitFlat() throws InterruptedException {
        run.await("flat", () -> run.engine().state().isFlat());
        return this;
    }

    /** Waits until the engine's stop was hit, or the venue's, by which time prices have fallen. */
    Scenario awaitFall() throws InterruptedException {
        run.await(
                "the fall",
                () -> run.engine().state().stopsHit() > 0
                        || run.engine().state().isFlat());
        return this;
    }

    /** Waits until the venue has refused so many orders. */
    Scenario awaitRefusals(final int orders) throws InterruptedException {
        run.await("refusals", () -> refusedOrders().size() >= orders);
        return this;
    }

    /** What the venue holds for the engine, as it is written in an order; in whole lots. */
    String held() {
        final long units = sum(run.venue().ledger(), Ledger.Holding::quantity) / 1_000 * 1_000;
        return Decimals.format(units, 8);
    }

    Hand hand() {
        return hand;
    }

    /** Plays to the end; then everything must be flat, equal on both sides, and replay to itself. */
    Scenario endsFlat() throws Exception {
        run.playToTheEnd();
        assertEquals(0, hand.restingStops(), "stops left behind at the venue");
        recorded = run.stop();
        final Ledger ledger = run.venue().ledger();
        final JournalFigures figures = JournalFigures.of(recorded);
        final long realized = sum(ledger, Ledger.Holding::realizedProfit);
        final long fees = sum(ledger, Ledger.Holding::fees);
        assertEquals(dust(), sum(ledger, Ledger.Holding::quantity));
        assertTrue(run.engine().state().isFlat());
        assertTrue(!ledger.executions().isEmpty(), "nothing was traded");
        assertEquals(realized, figures.decisions().realized());
        assertEquals(fees, figures.decisions().fees());
        assertTradesTell(realized, fees);
        assertEquals(
                demo.configuration().engine().account().initialBalanceMoney() + realized - fees + funding(),
                ledger.holdings().get(0).walletBalance());
        final ReplayResult replay = Replay.whole(
                        demo.configuration()
                                .withEngine(demo.configuration().engine().withInstruments(List.of("BTCUSDT")))
                                .engine()
                                .stages(),
                        RING_SIZE,
                        256)
                .run(recorded, records -> {});
        assertEquals(0, replay.divergences(), replay::toString);
        return this;
    }

    /** What {@code trades} adds up is the venue's too. */
    private void assertTradesTell(final long realized, final long fees) {
        final RoundTrips trips = new RoundTrips();
        GenerationWalk.walk(recorded, trips);
        final TradeTotals totals = TradeTotals.of(trips.closed());
        assertEquals(realized, totals.gross());
        assertEquals(fees, totals.fees());
        assertTrue(trips.open().isEmpty() && trips.lost().isEmpty());
        assertEquals(
                trips.nakedNs(),
                trips.closed().stream().mapToLong(RoundTrip::nakedNs).sum());
    }

    /** Something was, and the engine and {@code trades} know how much. */
    void assertPaidInBnb() {
        final RoundTrips trips = new RoundTrips();
        GenerationWalk.walk(recorded, trips);
        final long paid = run.venue().ledger().executions().stream()
                .mapToLong(execution -> execution.fill().otherFee())
                .sum();
        assertTrue(paid > 0, "nothing was paid in BNB");
        assertEquals(Map.of("BNB", paid), trips.unvaluedFees());
    }

    /** Plays to the end, in which nothing was traded. */
    Scenario endsUntraded() throws Exception {
        run.playToTheEnd();
        recorded = run.stop();
        assertEquals(List.of(), run.venue().ledger().executions());
        return this;
    }

    /** All that positions paid for being held, as the engine knows it; positive came in. */
    long funding() {
        return decisions(AccountChangedDecoder.TEMPLATE_ID).stream()
                .mapToLong(decision -> decision.as(new AccountChangedDecoder()).funding())
                .reduce(0, (before, after) -> after);
    }

    /** Rules that refused entries, with bound and value, each once. */
    Set<String> refusals() {
        return decisions(RiskRejectDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new RiskRejectDecoder()))
                .map(refused -> refused.rule() + " " + refused.bound() + " " + refused.value())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static long sum(final Ledger ledger, final ToLongFunction<Ledger.Holding> what) {
        return ledger.holdings().stream().mapToLong(what).sum();
    }

    /** On spot, what the engine says to hold that is less than a lot: fees in the base asset leave it. */
    private long dust() {
        final List<Decision> positions = decisions(PositionChangedDecoder.TEMPLATE_ID);
        return positions
                .get(positions.size() - 1)
                .as(new PositionChangedDecoder())
                .dust();
    }

    /** Orders that took a stop's place in one step. */
    long replacements() {
        return decisions(OrderPlacedDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new OrderPlacedDecoder()))
                .filter(order -> order.replaces().epoch() != 0)
                .count();
    }

    /** Times without stop at the venue and without exit, ms of engine time, in their order. */
    List<Long> nakedMs() {
        return decisions(NakedTimeDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new NakedTimeDecoder()).durationNs() / 1_000_000)
                .toList();
    }

    /** What the venue said to cancels, in their order; 0: done. */
    List<Integer> answersToCancels() {
        return run.venue().ledger().requests().stream()
                .filter(request -> request.kind() == Ledger.Kind.CANCEL)
                .map(Ledger.Request::errorCode)
                .toList();
    }

    /** Why the venue refused orders, in their order. */
    List<Integer> refusedOrders() {
        return run.venue().ledger().requests().stream()
                .filter(request -> request.kind() == Ledger.Kind.PLACE && request.errorCode() != 0)
                .map(Ledger.Request::errorCode)
                .toList();
    }

    /** Why the venue refused stops, as the alarms say it. */
    List<Long> refusedStops() {
        return decisions(AlarmDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new AlarmDecoder()))
                .filter(alarm -> alarm.kind() == AlarmKind.DISASTER_REFUSED)
                .map(AlarmDecoder::actual)
                .toList();
    }

    /** What the exits were sent as, in their order. */
    List<String> exits() {
        return decisions(OrderPlacedDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new OrderPlacedDecoder()))
                .filter(order -> order.purpose() == OrderPurpose.EXIT)
                .map(order -> order.type().name())
                .toList();
    }

    /** Kinds of alarms, each once. */
    Set<String> alarms() {
        return decisions(AlarmDecoder.TEMPLATE_ID).stream()
                .map(decision -> decision.as(new AlarmDecoder()).kind().name())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What {@code why} tells of the orders, or stops at the venue, in their order. */
    List<JsonNode> whys(final int templateId) throws Exception {
        final List<JsonNode> stories = new ArrayList<>();
        for (final Decision decision : decisions(templateId)) {
            final ByteArrayOutputStream out = new ByteArrayOutputStream();
            final PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
            final DecisionHeaderDecoder id = decision.id();
            new Why(print, System.err)
                    .run(new WhyOptions(
                            folder.resolve("journal"),
                            OrderKey.parse(id.epoch() + ":" + id.sequence() + ":" + id.index())
                                    .orElseThrow(),
                            true));
            stories.add(new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8)));
        }
        return stories;
    }

    private List<Decision> decisions(final int templateId) {
        return Logs.decisions(recorded).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == templateId)
                .toList();
    }

    @Override
    public void close() {
        run.close();
    }
}
