package io.ringfence.engine.testing;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.inbound.BoundaryClock;
import io.ringfence.engine.inbound.BoundaryTimer;
import io.ringfence.engine.inbound.Inbound;
import io.ringfence.engine.inbound.Ticker;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.outbox.OrderOutbox;
import io.ringfence.engine.paper.PaperState;
import io.ringfence.engine.paper.PaperVenue;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.record.EventAppender;
import io.ringfence.engine.record.JournalStage;
import io.ringfence.engine.report.DecisionTally;
import io.ringfence.engine.report.EventTally;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Stage;
import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.binance.DecodeCounters;
import io.ringfence.gateway.binance.DecodeErrors;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.MarketDecoder;
import io.ringfence.gateway.binance.Outcome;
import io.ringfence.gateway.binance.SnapshotEncoding;
import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.FrameKind;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OperatorCommandEncoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Venue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A whole engine in step on the calling thread, with simulated time: frames are decoded, become events, pass the stages,
 * and orders go to the matching model, whose reports are events again. No socket, no thread, no clock of the host.
 *
 * <pre>
 *   frames ─▶ decoder, books ─▶ boundary timer ─▶ inbound ─▶ ring ─▶ stages ─▶ outbox ─▶ paper venue
 *                                                   ▲                                       │
 *                                                   └────────── hand-over ◀─────────────────┘
 * </pre>
 *
 * Before time goes on, everything that can happen has happened. {@code new LockStepEngine(settings, frames).play().stop()}.
 */
public final class LockStepEngine {
    /** The logs of a run: how many records, and a hash over their bytes. */
    public record Logs(long events, String eventHash, long decisions, String decisionHash) {}

    public static final int EPOCH = 1;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int BATCH_LIMIT = 256;
    private static final int DRAIN_LIMIT = 256;
    private static final long HOLD_LIMIT_NS = 1_000_000_000L;
    private static final long STOP_LIMIT_NS = 10_000_000_000L;
    private static final long MIN_NOTIONAL = 5_00000000L;
    private static final long MAX_QUANTITY = 1_000_000_000L;

    private final StageSettings settings;
    private final FrameSource frames;
    private final List<Instrument> instruments = new ArrayList<>();
    private final InstrumentDirectory directory;
    private final PlayedClock clock;
    private final Halt halt = new Halt();

    private final HandOver handOver = new HandOver(HandOver.DEFAULT_CAPACITY_BYTES, () -> {});
    private final EventSink sink = handOver.sink();
    private final Lanes lanes;
    private final OrderOutbox outbox;
    private final PaperVenue venue;
    private final Inbound inbound;
    private final BoundaryTimer boundaries;
    private final Ticker ticker;
    private final BookSyncs books;
    private final MarketDecoder decoder;
    private final SnapshotEncoding snapshots;
    private final DecodeCounters counters = new DecodeCounters();
    private final boolean[] snapshotWanted;

    private final RecordHash eventLog = new RecordHash();
    private final RecordHash decisionLog = new RecordHash();
    private final EventTally events = new EventTally();
    private final DecisionTally decisions = new DecisionTally();
    private final DecisionRecords records = new DecisionRecords();
    private final UnsafeBuffer frameBytes = new UnsafeBuffer();
    private final MessageHeaderEncoder headerEncoder = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();

    private long walletBalance;
    private EventAppender eventTap = (sequence, buffer, offset, lengthBytes) -> {};
    private DecisionSink decisionTap = DecisionSink.NONE;

    /** Everything in one lane, a ring of usual size. */
    public LockStepEngine(final StageSettings settings, final FrameSource frames) {
        this(settings, frames, LaneLayout.ONE, 4096);
    }

    /** Lanes are polled in order on this thread, whatever the layout. */
    public LockStepEngine(
            final StageSettings settings, final FrameSource frames, final LaneLayout layout, final int ringSize) {
        this.settings = settings;
        this.frames = frames;
        frames.symbols().forEach(symbol -> instruments.add(instrument(instruments.size() + 1, symbol)));
        directory = new InstrumentDirectory(instruments);
        clock = new PlayedClock(frames.startTimeNs());
        snapshotWanted = new boolean[directory.maxId() + 1];

        final EventRing ring = new EventRing(ringSize, layout.oneLaneDecides());
        venue = new PaperVenue(
                MatchingRules.DEFAULT,
                settings.account(),
                settings.currency(),
                PaperState.fresh(settings.initialBalance()),
                handOver.sink(),
                () -> 0);
        final JournalStage journal = new JournalStage(this::onEvent);
        outbox = new OrderOutbox(venue, journal::appended, handOver.sink(), clock, halt, HOLD_LIMIT_NS);
        final List<Stage> row = new ArrayList<>(List.of(journal));
        row.addAll(Stages.of(settings, outbox, this::onDecisions).row());
        row.add(venue);
        lanes = Lanes.wire(layout, ring, row, BATCH_LIMIT, halt);

        inbound = new Inbound(ring, clock, EPOCH, settings.maxInstruments(), lanes::poll);
        boundaries = new BoundaryTimer(inbound, new BoundaryClock(settings.maxInstruments(), settings.indicators()));
        ticker = new Ticker(inbound);
        final DecodeErrors errors = new DecodeErrors(clock, DecodeErrors.EXCERPT_LENGTH);
        snapshots = new SnapshotEncoding(directory, errors, sink);
        books = new BookSyncs(
                MarketKind.USDM,
                directory.maxId(),
                boundaries,
                instrument -> snapshotWanted[instrument] = true,
                clock,
                BookSyncs.DEFAULT_QUEUE_LENGTH);
        decoder = new MarketDecoder(MarketKind.USDM, directory, boundaries, books, null, counters, errors);
        begin();
    }

    /** One unit of the last printed decimal as tick and lot. */
    private static Instrument instrument(final int id, final FramedSymbol symbol) {
        return new Instrument(
                id,
                Venue.SIMULATED,
                symbol.kind(),
                symbol.symbol(),
                symbol.priceDecimals(),
                symbol.quantityDecimals(),
                1,
                1,
                1,
                MAX_QUANTITY,
                MIN_NOTIONAL);
    }

    private void begin() {
        instruments.forEach(instrument -> commit(instrument.encode(sink.claim(), 0)));
        tellBalance();
        tellOrderEntryUp();
        work();
    }

    /** From now on both logs' records go there, too. */
    public LockStepEngine tapped(final EventAppender byEvent, final DecisionSink byDecisions) {
        eventTap = byEvent;
        decisionTap = byDecisions;
        return this;
    }

    /** Plays all frames. */
    public LockStepEngine play() {
        return playTo(Long.MAX_VALUE);
    }

    /** Plays frames up to and including the first one received at or after {@code timeNs}. */
    public LockStepEngine playTo(final long timeNs) {
        while (clock.timeNs() < timeNs) {
            final Frame frame = frames.next();
            if (frame == null) {
                return this;
            }
            passTo(frame.receiveTimeNs());
            take(frame);
            work();
        }
        return this;
    }

    /** Commands a stop, and lets time pass until no order is open and, if configured so, nothing is held. */
    public LockStepEngine stop() {
        instruments.forEach(instrument -> tellStop(instrument.id()));
        final long limitNs = clock.timeNs() + STOP_LIMIT_NS;
        work();
        while (openOrders() > 0 || !isFlat()) {
            if (clock.timeNs() > limitNs) {
                throw new AssertionError(
                        "not settled: open orders " + openOrders() + ", positions " + decisions.positions());
            }
            passTo(clock.timeNs() + Ticker.INTERVAL_NS);
            work();
        }
        return this;
    }

    /** What both logs hold by now. */
    public Logs logs() {
        return new Logs(eventLog.records(), eventLog.hex(), decisionLog.records(), decisionLog.hex());
    }

    public EventTally events() {
        return events;
    }

    public DecisionTally decisions() {
        return decisions;
    }

    /** Frames of no use: not understood, or of types that nobody asked for. */
    public DecodeCounters counters() {
        return counters;
    }

    /** As the venue last stated it, money 1e-8. */
    public long walletBalance() {
        return walletBalance;
    }

    public boolean isFlat() {
        return decisions.positions().values().stream().allMatch(position -> position.quantity() == 0);
    }

    /** Whether every book follows the venue's chain of updates. */
    public boolean hasAllBooks() {
        return instruments.stream().allMatch(instrument -> books.isSynced(instrument.id()));
    }

    private long openOrders() {
        return decisions.ordersPlaced()
                - decisions.ordersFilled()
                - decisions.ordersRejected()
                - decisions.ordersCancelled();
    }

    /** Tick by tick, as a venue's pings would have it. */
    private void passTo(final long timeNs) {
        while (clock.timeNs() + Ticker.INTERVAL_NS < timeNs) {
            clock.advanceTo(clock.timeNs() + Ticker.INTERVAL_NS);
            work();
        }
        clock.advanceTo(timeNs);
    }

    private void take(final Frame frame) {
        frameBytes.wrap(frame.bytes());
        if (frame.kind() == FrameKind.SNAPSHOT) {
            takeSnapshot(frame);
            return;
        }
        while (decoder.onFrame(frameBytes, frame.offset(), frame.lengthBytes()) == Outcome.NO_ROOM) {
            work();
        }
    }

    private void takeSnapshot(final Frame frame) {
        final int instrument = idOf(frame.symbol());
        if (!snapshotWanted[instrument]) {
            throw new AssertionError("nobody wants the snapshot at " + frame.place());
        }
        final int end = frame.dataOffset() + frame.dataLengthBytes();
        snapshots.onSnapshot(instrument, Arrays.copyOfRange(frame.bytes(), frame.dataOffset(), end));
    }

    private int idOf(final String symbol) {
        return instruments.stream()
                .filter(instrument -> instrument.symbol().equals(symbol))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /** Lets everything happen that can at this time, in an order that doesn't depend on ring or lanes. */
    private void work() {
        int work;
        do {
            runStages();
            while (handOver.drain(this::onHandedOver, DRAIN_LIMIT) + inbound.flush() > 0) {
                runStages();
            }
            books.settle();
            work = ticker.poll() + boundaries.poll();
        } while (work > 0);
        halt.cause().ifPresent(cause -> {
            throw new AssertionError("halted: " + cause, cause.failure());
        });
    }

    private void runStages() {
        int work;
        do {
            work = lanes.poll() + outbox.flush() + venue.flush();
        } while (work > 0);
    }

    private boolean onHandedOver(
            final DirectBuffer buffer, final int offset, final int lengthBytes, final long receivedNanos) {
        if (EventLayout.templateId(buffer, offset) == DepthDecoder.TEMPLATE_ID
                && depth.wrapAndApplyHeader(buffer, offset, headerDecoder).kind() == BookEventKind.SNAPSHOT) {
            return books.onSnapshotPart(buffer, offset, lengthBytes);
        }
        return inbound.offer(buffer, offset, lengthBytes, receivedNanos);
    }

    private void onEvent(final long sequence, final DirectBuffer buffer, final int offset, final int lengthBytes) {
        eventLog.append(sequence, buffer, offset, lengthBytes);
        eventTap.append(sequence, buffer, offset, lengthBytes);
        events.add(buffer, offset);
        if (EventLayout.templateId(buffer, offset) == BalanceDecoder.TEMPLATE_ID) {
            walletBalance =
                    balance.wrapAndApplyHeader(buffer, offset, headerDecoder).walletBalance();
        }
    }

    private void onDecisions(final long sequence, final DirectBuffer payload, final int offset, final int lengthBytes) {
        decisionLog.append(sequence, payload, offset, lengthBytes);
        decisionTap.append(sequence, payload, offset, lengthBytes);
        decisions.add(records.wrap(payload, offset, lengthBytes));
    }

    private void tellBalance() {
        final MutableDirectBuffer buffer = sink.claim();
        final BalanceEncoder encoder = new BalanceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, headerEncoder);
        EventLayout.describe(buffer, 0, 0, settings.account(), EventLayout.NO_TIME);
        encoder.walletBalance(settings.initialBalance())
                .origin(ReportOrigin.HISTORY)
                .asset(settings.currency());
        commit(HEADER + encoder.encodedLength());
    }

    private void tellOrderEntryUp() {
        final MutableDirectBuffer buffer = sink.claim();
        final ConnectionEncoder encoder = new ConnectionEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, headerEncoder);
        EventLayout.describe(buffer, 0, 0, settings.account(), EventLayout.NO_TIME);
        encoder.channel(ChannelKind.ORDER_ENTRY).state(ChannelState.UP).venue(Venue.SIMULATED);
        commit(HEADER + encoder.encodedLength());
    }

    private void tellStop(final int instrument) {
        final MutableDirectBuffer buffer = sink.claim();
        final OperatorCommandEncoder encoder = new OperatorCommandEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, headerEncoder);
        EventLayout.describe(buffer, 0, instrument, settings.account(), EventLayout.NO_TIME);
        encoder.command(Command.STOP).origin(CommandOrigin.OPERATOR);
        commit(HEADER + encoder.encodedLength());
    }

    private void commit(final int lengthBytes) {
        if (!sink.commit(lengthBytes)) {
            throw new AssertionError("the hand-over has no room");
        }
    }
}
