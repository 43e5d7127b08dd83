package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.benchmarks.rig.RunQueue;
import io.ringfence.benchmarks.rig.Subject;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.inbound.BoundaryClock;
import io.ringfence.engine.inbound.BoundaryTimer;
import io.ringfence.engine.inbound.Inbound;
import io.ringfence.engine.inbound.Ticker;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.outbox.OrderOutbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.record.JournalStage;
import io.ringfence.engine.record.Recording;
import io.ringfence.engine.rehearsal.Opening;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.gateway.binance.BinanceRequests;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.clock.SystemClock;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The engine but for its sockets, wired as it wires itself: events are injected where decoders would put them, orders end
 * where the order socket would take them, and are filled at once.
 *
 * <pre>
 *   driver: tape ─▶ boundary timer ─▶ inbound ─▶ ring ─▶ journal … orders ─▶ outbox ─▶ filling venue
 *             ▲                          ▲                                                  │
 *           ticker                   hand-over ◀──────────────── reports ◀──────────────────┘
 * </pre>
 */
public final class FullEngine implements Subject {
    private static final int BATCH_LIMIT = 256;
    private static final int DRAIN_LIMIT = 16;
    private static final long HOLD_LIMIT_NS = 1_000_000_000;
    private static final int MOST_DECISIONS = 1 << 20;
    private static final int REHEARSED_AT_ONCE = 1 << 14;
    private static final long REHEARSAL_LIMIT_NS = 60_000_000_000L;
    static final int ASK = MessageHeaderDecoder.ENCODED_LENGTH + QuoteDecoder.askPriceEncodingOffset();
    /** What the market can't take, and one more. */
    private static final int ROOM = 65;

    /**
     * @param quotesPerTurn the strategy turns every so many quotes of an instrument
     * @param journal       the folder for its logs; empty: nothing is recorded
     */
    public record Shape(LaneLayout layout, Idle idle, int ringSize, int quotesPerTurn, Optional<Path> journal) {}

    private final Shape shape;
    private final EventRing ring;
    private final Halt halt = new Halt();
    private final EngineClock clock = new SystemClock();
    private final HandOver handOver = new HandOver(HandOver.DEFAULT_CAPACITY_BYTES, () -> {});
    private final HandOver.Handler handler = this::onHandedOver;
    private final Optional<Journal> journal;
    private final Optional<Generation> generation;
    private final Lanes lanes;
    private final OrderOutbox outbox;
    private final FillingVenue venue;
    private final Inbound inbound;
    private final BoundaryTimer boundaries;
    private final Ticker ticker;
    private final LaneThreads threads;
    private final Stages stages;
    private final Tape tape;
    private final Finish finish = new Finish();
    private final Latencies decided = new Latencies(MOST_DECISIONS);
    private final Decisions decisions = new Decisions();
    private final MarketSink market = new MarketSink();
    private long laneBytesBefore;
    private long laneBytes;
    /** Of the newest quote, by instrument; the inbound thread's. */
    private final long[] lastPrice;

    public FullEngine(final Cores cores, final Market played, final Shape shape) {
        this(cores, played, shape, RigSettings.turning(shape.quotesPerTurn()));
    }

    /** With another strategy than one that turns. */
    FullEngine(final Cores cores, final Market played, final Shape shape, final StageSettings settings) {
        this.shape = shape;
        this.tape = played.tape().copy();
        ring = new EventRing(shape.ringSize(), shape.layout().oneLaneDecides());
        journal = shape.journal().map(Journal::open);
        generation = journal.map(opened -> opened.start(GenerationOptions.defaults()));
        final Optional<Recording> recording = generation.map(Recording::process);
        final JournalStage stage =
                recording.map(Recording::stage).orElseGet(() -> new JournalStage((sequence, buffer, at, length) -> {}));
        lastPrice = new long[played.instruments().size() + 1];
        venue = new FillingVenue(handOver.sink(), id -> lastPrice[id]);
        venue.begin(decided);
        outbox = new OrderOutbox(
                venue,
                recording.<LongSupplier>map(one -> one::safe).orElse(stage::appended),
                handOver.sink(),
                clock,
                halt,
                HOLD_LIMIT_NS);
        stages = Stages.of(
                settings,
                outbox,
                decisions.before(recording.map(Recording::decisions).orElse(DecisionSink.NONE)));
        final List<Stage> row = new ArrayList<>(List.of(stage));
        row.addAll(stages.row());
        row.add(new End());
        lanes = Lanes.wire(shape.layout(), ring, row, BATCH_LIMIT, halt);
        final boolean inside = shape.layout().inboundInside();
        inbound = new Inbound(
                ring,
                clock,
                generation.map(Generation::epoch).orElse(1),
                settings.maxInstruments(),
                inside ? this::runInside : Inbound.Inside.NONE);
        boundaries = new BoundaryTimer(inbound, new BoundaryClock(settings.maxInstruments(), settings.indicators()));
        ticker = new Ticker(inbound);
        threads = new LaneThreads(
                inside ? List.of() : lanes.all(), inside ? List.of() : turns(), shape.idle(), halt, cores);
        open(played, settings);
    }

    /**
     * Trades on the calling thread alone until so many orders are filled, between slices: nobody spins meanwhile, so the compiler has a core, and has
     * compiled what an order needs. A flood doesn't do it: its fills come a ring's length later, and there are few orders.
     */
    public void rehearse(final long orders) {
        final Latencies nobodys = new Latencies(REHEARSED_AT_ONCE);
        final long enough = venue.fills() + orders;
        final long deadlineNanos = System.nanoTime() + REHEARSAL_LIMIT_NS;
        while (venue.fills() < enough) {
            // As in a slice: what notes latencies is compiled, too.
            nobodys.clear();
            finish.begin(nobodys);
            venue.begin(decided);
            for (int i = 0; i < REHEARSED_AT_ONCE; i++) {
                put(tape, System.nanoTime());
                boundaries.poll();
                ticker.poll();
                settle();
            }
            if (venue.fills() < enough && System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException("rehearsed orders=" + venue.fills() + ", too few to be fills of all");
            }
        }
    }

    private List<IntSupplier> turns() {
        final List<IntSupplier> turns = new ArrayList<>();
        for (final Lane lane : lanes.allButLast()) {
            turns.add(lane::poll);
        }
        final Lane last = lanes.last();
        turns.add(() -> last.poll() + outbox.flush());
        return turns;
    }

    /** Instruments, account, connection and books, before any thread runs. */
    private void open(final Market played, final StageSettings settings) {
        final Opening opening = new Opening(handOver.sink(), settings);
        played.instruments().forEach(opening::instrument);
        opening.balance();
        opening.orderEntryUp();
        settle();
        final Tape first = played.opening().copy();
        for (int i = 0; i < first.events(); i++) {
            put(first, 0);
            settle();
        }
    }

    private void settle() {
        int work;
        do {
            work = handOver.drain(handler, DRAIN_LIMIT) + runInside();
        } while (work > 0);
        check();
    }

    private int runInside() {
        return lanes.poll() + outbox.flush();
    }

    private boolean onHandedOver(
            final DirectBuffer buffer, final int offset, final int lengthBytes, final long receivedNanos) {
        return inbound.offer(buffer, offset, lengthBytes, 0);
    }

    private void check() {
        halt.cause().ifPresent(cause -> {
            throw new IllegalStateException("the engine has halted: " + cause, cause.failure());
        });
    }

    @Override
    public String name() {
        return "engine, " + shape.layout().name()
                + shape.journal().map(folder -> ", journaling").orElse("");
    }

    @Override
    public long toleratedNs() {
        return shape.journal().isPresent() ? BareLogs.TOLERATED_NS : Subject.super.toleratedNs();
    }

    @Override
    public void begin(final Latencies latencies) {
        check();
        finish.begin(latencies);
        venue.begin(decided);
        threads.begin();
        laneBytesBefore = threads.allocatedBytes();
    }

    @Override
    public List<RunQueue> runQueues() {
        return threads.runQueues();
    }

    /** Of its lanes, by name, as the JVM knows them; between {@link #begin} and {@link #end}. */
    public Map<String, Long> threadIds() {
        return threads.ids();
    }

    @Override
    public boolean offer(final long dueNanos) {
        if (!ring.hasRoom(ROOM) && !shape.layout().inboundInside()) {
            return false;
        }
        put(tape, dueNanos);
        return true;
    }

    private void put(final Tape from, final long dueNanos) {
        market.received(dueNanos);
        final MutableDirectBuffer event = market.claim();
        final int lengthBytes = from.lengthBytes();
        event.putBytes(0, from.bytes(), from.offset(), lengthBytes);
        // A decoder has the venue's time at hand, and asks no clock for it.
        EventLayout.describe(event, 0, from.instrument(), 0, inbound.receiveTimeNs());
        market.commit(lengthBytes);
        from.advance();
    }

    /** Where decoders put what they decode. */
    EventSink market() {
        return market;
    }

    /** From now on orders are encoded for a venue, and written there before they are filled. */
    void sendTo(final InstrumentDirectory directory, final FillingVenue.Written socket) {
        venue.sendTo(
                new BinanceRequests(
                        directory, ThrowAwayKeys.make(Credentials.Kind.ED25519).credentials(), clock),
                socket);
    }

    /** What its lanes have allocated so far, between each {@link #begin} and {@link #end}. */
    public long laneBytes() {
        return laneBytes;
    }

    /** By log, the name of its folder: how many of its first segments nobody writes any more. Empty without a journal. */
    public Map<String, Integer> sealedSegments() {
        return generation
                .map(one -> Map.of(
                        LogKind.EVENTS.folder(), one.events().sealedSegments(),
                        LogKind.DECISIONS.folder(), one.decisions().sealedSegments()))
                .orElse(Map.of());
    }

    boolean isJournaling() {
        return journal.isPresent();
    }

    @Override
    public void idle() {
        handOver.drain(handler, DRAIN_LIMIT);
        ticker.poll();
        boundaries.poll();
    }

    @Override
    public long done() {
        return finish.done();
    }

    @Override
    public void end() throws InterruptedException {
        laneBytes += threads.allocatedBytes() - laneBytesBefore;
        threads.end();
        settle();
    }

    /** Of the slice that has ended: from the event's due time to its order at the socket's place. */
    public Latencies decided() {
        return decided;
    }

    /** In the slice or flood that has ended. */
    public double eventsPerOrder() {
        return (double) finish.done() / Math.max(1, decided.count());
    }

    /** Orders so far. */
    public long orders() {
        return venue.fills();
    }

    /** How long the decisions of the newest events were, by event; 0 for none. */
    public int[] decisionBytes() {
        return decisions.lengths.clone();
    }

    /** The stages' rolling hash over all decisions. */
    public long hash() {
        return stages.orders().hash();
    }

    @Override
    public void close() {
        generation.ifPresent(Generation::close);
        journal.ifPresent(Journal::close);
    }

    /** Before the boundary timer: the price at which an order would be filled. */
    private final class MarketSink implements EventSink {
        private MutableDirectBuffer claimed;

        @Override
        public MutableDirectBuffer claim() {
            claimed = boundaries.claim();
            return claimed;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            if (EventLayout.templateId(claimed, 0) == QuoteDecoder.TEMPLATE_ID) {
                lastPrice[EventLayout.instrument(claimed, 0)] = claimed.getLong(ASK, ByteOrder.LITTLE_ENDIAN);
            }
            return boundaries.commit(lengthBytes);
        }

        @Override
        public void received(final long nanoTime) {
            boundaries.received(nanoTime);
        }
    }

    /** Behind {@code orders}: an event of the tape is done. */
    private final class End implements Stage {
        @Override
        public String name() {
            return "end";
        }

        @Override
        public void onEvent(final Slot slot) {
            if (slot.receivedNanos() != 0) {
                finish.passed(slot.receivedNanos());
            }
            decisions.endOf(slot.sequence());
        }
    }

    /** Notes how much is decided about each event. */
    private static final class Decisions {
        private static final int KEPT = 1 << 14;

        private final int[] lengths = new int[KEPT];
        private int newest;

        DecisionSink before(final DecisionSink sink) {
            return (sequence, payload, offset, lengthBytes) -> {
                newest = lengthBytes;
                sink.append(sequence, payload, offset, lengthBytes);
            };
        }

        void endOf(final long sequence) {
            lengths[(int) sequence & KEPT - 1] = newest;
            newest = 0;
        }
    }
}
