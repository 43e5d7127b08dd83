package io.ringfence.engine.whatif;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.history.RoundTrips;
import io.ringfence.engine.inbound.BoundaryClock;
import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.paper.PaperState;
import io.ringfence.engine.paper.PaperVenue;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.portfolio.Positions;
import io.ringfence.engine.report.DecisionTally;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.AccountMarginDecoder;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.BalanceChangeDecoder;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.BoundaryDecoder;
import io.ringfence.journal.message.BoundaryEncoder;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.GenerationStartedEncoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.ReconciledDecoder;
import io.ringfence.journal.message.ReconciledEncoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.message.VenuePositionDecoder;
import io.ringfence.journal.snapshot.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.collections.IntHashSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One configuration on a recorded market: events get sequences of their own, the matching model answers at once or after
 * its latency, and everything that can happen at a time has happened before the next recorded event. One run, one thread.
 */
final class ModelRun implements EventSink {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int PROGRESS_INTERVAL = 1 << 16;
    private static final long TICK_NS = 10_000_000L;
    /** Of orders that are under way when the recording ends, ticks. */
    private static final int MAX_TICKS_BEHIND = 500;

    private final StageSettings settings;
    private final Set<String> without;
    private final IntHashSet dropped = new IntHashSet();
    private final Stages stages;
    private final Stage[] row;
    private final PaperVenue venue;
    private final BoundaryClock boundaries;
    private final Slot slot = new Slot();
    private final DecisionRecords records = new DecisionRecords();
    private final DecisionTally tally = new DecisionTally();
    private final RoundTrips trips = new RoundTrips();
    private final Choices choices = new Choices();

    private final UnsafeBuffer claimed = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final UnsafeBuffer made = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final Deque<UnsafeBuffer> reports = new ArrayDeque<>();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder headerDecoder = new MessageHeaderDecoder();
    private final ConnectionDecoder connection = new ConnectionDecoder();
    private final ClockOffsetDecoder offset = new ClockOffsetDecoder();
    private final GenerationStartedDecoder recordedStart = new GenerationStartedDecoder();
    private final Opening opening;
    private final long openingBalance;
    private final List<String> freshStages;
    private final Figures.Before before;

    private int epoch;
    private long sequence;
    private long timeNs;
    private long recorded;
    private long run;

    /**
     * @param without        symbols that aren't there for this configuration
     * @param opening        what it begins with
     * @param openingBalance money 1e-8, what the account begins with
     */
    ModelRun(
            final Configuration configuration,
            final Set<String> without,
            final Opening opening,
            final long openingBalance) {
        this.settings = configuration.engine().stages();
        this.without = without;
        this.opening = opening;
        this.openingBalance = openingBalance;
        venue = new PaperVenue(
                configuration.venue().matchingRules(),
                settings.account(),
                settings.currency(),
                opening.carried().map(PaperState::of).orElseGet(() -> PaperState.fresh(openingBalance)),
                this,
                () -> 0);
        final Outbox outbox = (record, at, lengthBytes, causeSequence, receivedNanos) -> {
            venue.send(record, at, lengthBytes, receivedNanos);
            return true;
        };
        stages = Stages.of(settings, outbox, this::onDecisions);
        freshStages = opening.carried().isPresent() ? stages.load(opening.states()) : List.of();
        row = stages.row().toArray(Stage[]::new);
        boundaries = new BoundaryClock(settings.maxInstruments(), settings.indicators());
        before = begin(opening, tally, trips);
    }

    /** Tells those who count what there was before. */
    static Figures.Before begin(final Opening opening, final DecisionTally tally, final RoundTrips trips) {
        if (opening.carried().isEmpty()) {
            return new Figures.Before(0, 0, 0);
        }
        final Stages state = opening.carried().get();
        final Positions positions = state.portfolio().positions();
        for (int i = 1; i <= state.orders().highestInstrument(); i++) {
            trips.begin(i, positions.quantity(i), positions.openCost(i), positions.fees(i));
            if (positions.quantity(i) != 0) {
                tally.begin(i, new DecisionTally.OpenPosition(positions.quantity(i), positions.openCost(i)));
            }
        }
        tally.begin(positions.totalRealizedProfit(), positions.totalFees());
        return new Figures.Before(
                positions.totalRealizedProfit(), positions.totalFees(), positions.totalUnrealizedProfit());
    }

    /** @param progress told now and then how many recorded events are through */
    ModelRun run(final RecordedGeneration generation, final long to, final LongConsumer progress) {
        try (LogReader events = open(generation)) {
            while (events.next() && events.sequence() <= to) {
                take(events);
                if (++run % PROGRESS_INTERVAL == 0) {
                    progress.accept(run);
                }
            }
        }
        settle();
        return this;
    }

    /** Within a generation: as if the engine had been stopped there and started again. */
    private LogReader open(final RecordedGeneration generation) {
        if (!opening.isWithin()) {
            return generation.events();
        }
        final Snapshot snapshot = opening.snapshot().orElseThrow();
        epoch = snapshot.epoch();
        sequence = snapshot.sequence();
        recorded = snapshot.sequence();
        timeNs = snapshot.receiveTimeNs();
        begin(Flag.NO);
        opening.told().forEach(this::tell);
        return generation.log(LogKind.EVENTS, snapshot.events());
    }

    private void tell(final UnsafeBuffer event) {
        if (EventLayout.templateId(event, 0) == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            define(event, 0, event.capacity());
        } else {
            pass(event, 0, event.capacity());
        }
    }

    private void take(final LogReader events) {
        final DirectBuffer buffer = events.buffer();
        final int at = events.offset();
        recorded = events.sequence();
        timeNs = EventLayout.receiveTimeNs(buffer, at);
        switch (EventLayout.templateId(buffer, at)) {
            case GenerationStartedDecoder.TEMPLATE_ID -> {
                epoch = EventLayout.epoch(buffer, at);
                begin(recordedStart
                        .wrapAndApplyHeader(buffer, at, headerDecoder)
                        .entriesHeld());
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> define(buffer, at, events.lengthBytes());
            case ConnectionDecoder.TEMPLATE_ID -> {
                if (connection.wrapAndApplyHeader(buffer, at, headerDecoder).channel() == ChannelKind.MARKET_DATA) {
                    pass(buffer, at, events.lengthBytes());
                }
            }
            case ExecutionReportDecoder.TEMPLATE_ID,
                    AlgoReportDecoder.TEMPLATE_ID,
                    OrderAnswerDecoder.TEMPLATE_ID,
                    SendFailureDecoder.TEMPLATE_ID,
                    OrderInDoubtDecoder.TEMPLATE_ID,
                    BalanceDecoder.TEMPLATE_ID,
                    BalanceChangeDecoder.TEMPLATE_ID,
                    AccountMarginDecoder.TEMPLATE_ID,
                    VenuePositionDecoder.TEMPLATE_ID,
                    ReconciledDecoder.TEMPLATE_ID,
                    SnapshotRequestDecoder.TEMPLATE_ID,
                    BoundaryDecoder.TEMPLATE_ID -> {
                // What the venue said to other orders and of what they made of the account; boundaries are this run's
                // own.
            }
            default -> pass(buffer, at, events.lengthBytes());
        }
        closeCandles();
    }

    /** @param entriesHeld whether the recorded engine let nobody enter, or what is carried doesn't */
    private void begin(final Flag entriesHeld) {
        final boolean held = entriesHeld == Flag.YES
                || opening.carried()
                        .map(state -> state.orders().areEntriesHeld())
                        .orElse(false);
        final GenerationStartedEncoder started = new GenerationStartedEncoder();
        started.wrapAndApplyHeader(made, 0, header);
        EventLayout.describe(made, 0, 0, settings.account(), EventLayout.NO_TIME);
        started.previousEpoch(0)
                .engineId(settings.engineId())
                .previousSequence(0)
                .previousChain(0)
                .schemaVersion(GenerationStartedEncoder.SCHEMA_VERSION)
                .configurationHash(0)
                .buildHash(0)
                .strategiesHash(0)
                .recovery(opening.carried().isPresent() ? RecoveryOutcome.CLEAN : RecoveryOutcome.NOTHING)
                .entriesHeld(held ? Flag.YES : Flag.NO);
        runMade(started.encodedLength());
        final BalanceEncoder balance = new BalanceEncoder();
        balance.wrapAndApplyHeader(made, 0, header);
        EventLayout.describe(made, 0, 0, settings.account(), EventLayout.NO_TIME);
        balance.walletBalance(openingBalance).origin(ReportOrigin.HISTORY).asset(settings.currency());
        runMade(balance.encodedLength());
        connect(ChannelKind.USER_DATA);
        connect(ChannelKind.ORDER_ENTRY);
        final ReconciledEncoder reconciled = new ReconciledEncoder();
        reconciled.wrapAndApplyHeader(made, 0, header);
        EventLayout.describe(made, 0, 0, settings.account(), EventLayout.NO_TIME);
        reconciled.orders(0).fills(0).positions(0);
        runMade(reconciled.encodedLength());
    }

    private void connect(final ChannelKind channel) {
        final ConnectionEncoder up = new ConnectionEncoder();
        up.wrapAndApplyHeader(made, 0, header);
        EventLayout.describe(made, 0, 0, settings.account(), EventLayout.NO_TIME);
        up.channel(channel).state(ChannelState.UP).venue(Venue.SIMULATED);
        runMade(up.encodedLength());
    }

    /** An instrument with a position is carried to its end, whatever the configuration names. */
    private void define(final DirectBuffer buffer, final int at, final int lengthBytes) {
        final Instrument instrument = Instrument.decode(buffer, at);
        if (without.contains(instrument.symbol()) && !isHeld(instrument.id())) {
            dropped.add(instrument.id());
        } else {
            pass(buffer, at, lengthBytes);
        }
    }

    private boolean isHeld(final int instrument) {
        return opening.carried()
                .map(state -> state.portfolio().positions().quantity(instrument) != 0)
                .orElse(false);
    }

    private void pass(final DirectBuffer buffer, final int at, final int lengthBytes) {
        final int instrument = EventLayout.instrument(buffer, at);
        if (dropped.contains(instrument)) {
            return;
        }
        final int templateId = EventLayout.templateId(buffer, at);
        if (templateId == ClockOffsetDecoder.TEMPLATE_ID) {
            boundaries.onOffset(
                    offset.wrapAndApplyHeader(buffer, at, headerDecoder).offsetNs());
        }
        process(buffer, at, lengthBytes);
        final long venueTimeNs = EventLayout.venueTimeNs(buffer, at);
        if (templateId == TradeDecoder.TEMPLATE_ID && venueTimeNs != EventLayout.NO_TIME) {
            boundaries.onTrade(instrument, venueTimeNs);
        } else if (templateId == MarkPriceDecoder.TEMPLATE_ID && venueTimeNs != EventLayout.NO_TIME) {
            boundaries.onMark(instrument, venueTimeNs);
        }
    }

    private void closeCandles() {
        int instrument = boundaries.due(timeNs);
        while (instrument != BoundaryClock.NONE) {
            final BoundaryEncoder boundary = new BoundaryEncoder();
            boundary.wrapAndApplyHeader(made, 0, header);
            EventLayout.describe(made, 0, instrument, 0, EventLayout.NO_TIME);
            boundary.boundaryTimeNs(boundaries.boundaryTimeNs());
            runMade(boundary.encodedLength());
            boundaries.published();
            instrument = boundaries.due(timeNs);
        }
    }

    private void settle() {
        for (int i = 0; i < MAX_TICKS_BEHIND && hasOrders(); i++) {
            timeNs += TICK_NS;
            final TickEncoder tick = new TickEncoder();
            tick.wrapAndApplyHeader(made, 0, header);
            EventLayout.describe(made, 0, 0, 0, EventLayout.NO_TIME);
            runMade(tick.encodedLength());
        }
    }

    private boolean hasOrders() {
        final boolean[] any = new boolean[1];
        stages.orders()
                .eachOutstanding(
                        (instrument, inEpoch, at, index, side, exit, quantity, filled, state) -> any[0] = true);
        return any[0];
    }

    private void runMade(final int bodyBytes) {
        process(made, 0, HEADER + bodyBytes);
    }

    /** Runs the stages over an event, then over all that the model says to it. */
    private void process(final DirectBuffer buffer, final int at, final int lengthBytes) {
        one(buffer, at, lengthBytes);
        venue.flush();
        while (!reports.isEmpty()) {
            final UnsafeBuffer report = reports.removeFirst();
            one(report, 0, report.capacity());
            venue.flush();
        }
    }

    private void one(final DirectBuffer buffer, final int at, final int lengthBytes) {
        slot.event().putBytes(0, buffer, at, lengthBytes);
        slot.eventBytes(lengthBytes);
        EventLayout.stamp(slot.event(), 0, epoch, ++sequence, timeNs);
        choices.at(timeNs, recorded, slot.event());
        trips.onEvent(slot.event(), 0, lengthBytes);
        for (final Stage stage : row) {
            stage.onEvent(slot);
        }
        venue.onEvent(slot);
    }

    private void onDecisions(final long at, final DirectBuffer payload, final int from, final int lengthBytes) {
        tally.add(records.wrap(payload, from, lengthBytes));
        for (int one = records.first(); one != DecisionRecords.END; one = records.next(one)) {
            trips.onDecision(records, one);
            choices.take(records, one);
        }
    }

    @Override
    public MutableDirectBuffer claim() {
        return claimed;
    }

    @Override
    public boolean commit(final int lengthBytes) {
        final UnsafeBuffer copy = new UnsafeBuffer(new byte[lengthBytes]);
        copy.putBytes(0, claimed, 0, lengthBytes);
        reports.addLast(copy);
        return true;
    }

    @Override
    public void received(final long nanoTime) {
        // Nobody measures latency here.
    }

    Figures figures() {
        return new Figures(tally, trips, before, stages.portfolio().positions().totalUnrealizedProfit());
    }

    /** Those to which what was carried means nothing under their settings. */
    List<String> freshStages() {
        return freshStages;
    }

    List<Choice> choices() {
        return choices.all();
    }

    /** Recorded events read. */
    long recordedEvents() {
        return run;
    }

    /** Rolling hash over all decisions: the same for the same configuration and recording. */
    long hash() {
        return stages.orders().hash();
    }
}
