package io.ringfence.engine.order;

import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.message.AccountMarginDecoder;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.DiskStateDecoder;
import io.ringfence.journal.message.EngineLagDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.KillLevel;
import io.ringfence.journal.message.LeverageDecoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReconciledDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.RequestUseDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Decides orders, follows them, and closes every event: all stages' decisions go to the decision sink, decided orders to
 * the outbox. Within one event: settled positions, the event itself, signals, stops, and then what follows for its
 * instrument; on a tick, for all that have something under way, as far as the section has room, the others on the next.
 */
public final class OrdersStage implements StatefulStage {
    /** Before it, a clean start lifted what operators had stopped. */
    private static final int SCHEMA_OF_KILL_SWITCH = 2;

    private static final int STATE_VERSION = 14;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final ConnectionDecoder connection = new ConnectionDecoder();
    private final GenerationStartedDecoder started = new GenerationStartedDecoder();

    private final Instruments instruments;
    private final MarketPrices prices;
    private final EntryGate gate;
    private final EntrySize size;
    private final OrderTable orders;
    private final OrderRecords records;
    private final RiskRecords riskRecords;
    private final RiskControls controls;
    private final Pursuit pursuit;
    private final OrderTracker tracker;
    private final DisasterStops disasters;
    private final Guard guard;
    private final QuoteWatch quotes;
    private final EarlierStages earlier;
    private final RiskInput riskInput;
    private final DisasterNews disasterNews;
    private final OrderReports reports;
    private final OrderCommands commands;
    private final OrderSweep sweep;
    private final DecisionTrail trail;
    private final Outbox outbox;
    private final int engineId;

    public OrdersStage(final StageSettings settings, final Outbox outbox, final DecisionSink sink) {
        this.outbox = outbox;
        engineId = settings.engineId();
        final OrderParts parts = OrderParts.of(settings);
        instruments = parts.instruments();
        prices = parts.prices();
        gate = parts.gate();
        size = parts.size();
        orders = parts.orders();
        records = parts.records();
        riskRecords = parts.riskRecords();
        controls = parts.controls();
        pursuit = parts.pursuit();
        tracker = parts.tracker();
        disasters = parts.disasters();
        guard = parts.guard();
        quotes = parts.quotes();
        final NamedOrders names = new NamedOrders(parts, engineId);
        earlier = new EarlierStages(parts);
        riskInput = new RiskInput(parts, earlier);
        disasterNews = new DisasterNews(parts, names);
        reports = new OrderReports(parts, names, disasterNews, earlier);
        commands = new OrderCommands(parts, settings.onStop() == OnStop.FLATTEN);
        sweep = new OrderSweep(parts, commands);
        trail = new DecisionTrail(sink, settings.account());
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public void onEvent(final Slot slot) {
        slot.empty(Slot.ORDERS);
        records.writeTo(slot.section(Slot.ORDERS));
        riskRecords.writeTo(slot.section(Slot.ORDERS));
        pursuit.at(slot.epoch(), slot.sequence(), slot.receiveTimeNs());
        disasters.at(slot.epoch(), slot.sequence(), slot.receiveTimeNs());
        earlier.takePositions(slot.portfolio(), slot.receiveTimeNs());
        earlier.takeBars(slot.indicators());
        takeEvent(slot);
        earlier.takeSignals(slot.signals());
        earlier.takeStops(slot.stops());
        sweep.drive(slot);
        trail.writeHash(slot);
        trail.append(slot);
        send(slot);
        gate.passed(slot.receiveTimeNs());
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return OrderSweep.stateBytes()
                + Instruments.stateBytes(highestInstrument)
                + MarketPrices.stateBytes(highestInstrument)
                + EntryGate.stateBytes(highestInstrument)
                + OrderTable.stateBytes(highestInstrument)
                + Pursuit.stateBytes(highestInstrument)
                + OrderTracker.stateBytes()
                + DisasterStops.stateBytes(highestInstrument)
                + Guard.stateBytes(highestInstrument)
                + QuoteWatch.stateBytes(highestInstrument)
                + DecisionTrail.stateBytes()
                + RiskControls.stateBytes(highestInstrument)
                + size.stateBytes(highestInstrument);
    }

    @Override
    public void save(final StateWriter state) {
        instruments.save(state);
        final int highest = instruments.highest();
        prices.save(state, highest);
        gate.save(state, highest);
        orders.save(state, highest);
        pursuit.save(state, highest);
        tracker.save(state);
        disasters.save(state, highest);
        guard.save(state, highest);
        quotes.save(state, highest);
        trail.save(state);
        controls.save(state, highest);
        sweep.save(state);
        size.save(state, highest);
    }

    @Override
    public boolean load(final StateReader state) {
        instruments.load(state);
        final int highest = instruments.highest();
        prices.load(state, highest);
        gate.load(state, highest);
        orders.load(state, highest);
        pursuit.load(state, highest);
        tracker.load(state);
        disasters.load(state, highest);
        guard.load(state, highest);
        quotes.load(state, highest);
        trail.load(state);
        controls.load(state, highest);
        sweep.load(state, highest);
        size.load(state, highest);
        state.end();
        return true;
    }

    /** Orders without an end. Start-up code: allocates, and is called before the first event or after the last. */
    public List<OpenOrder> openOrders() {
        final List<OpenOrder> open = new ArrayList<>();
        for (int order = orders.first(1); order < orders.end(instruments.highest()); order = orders.next(order)) {
            if (orders.isUsed(order) && !orders.life(order).isEnded()) {
                open.add(open(order));
            }
        }
        return List.copyOf(open);
    }

    /** Ids of instruments of which a stop may rest at the venue. As {@link #openOrders}. */
    public List<Integer> restingStops() {
        return IntStream.rangeClosed(1, instruments.highest())
                .filter(disasters::mayRest)
                .boxed()
                .toList();
    }

    /** The stops that may rest at the venue, of one instrument the oldest first. As {@link #openOrders}. */
    public List<StopAtVenue> stopsAtVenue() {
        return IntStream.rangeClosed(1, instruments.highest())
                .mapToObj(instrument -> disasters.standing(instrument, engineId))
                .flatMap(List::stream)
                .toList();
    }

    private OpenOrder open(final int order) {
        return new OpenOrder(
                orders.instrument(order),
                engineId,
                orders.epoch(order),
                orders.sequence(order),
                orders.index(order),
                orders.side(order),
                orders.isExit(order),
                orders.quantity(order),
                orders.settled(order),
                orders.venueOrderId(order),
                orders.life(order));
    }

    /** The highest id that the venue gave an order of those remembered. As {@link #openOrders}. */
    public long newestVenueOrderId() {
        long newest = 0;
        for (int order = orders.first(1); order < orders.end(instruments.highest()); order = orders.next(order)) {
            newest = Math.max(newest, orders.venueOrderId(order));
        }
        return newest;
    }

    /** Whether entries wait for an operator since the generation's start. As {@link #openOrders}. */
    public boolean areEntriesHeld() {
        return gate.isAnyHeld();
    }

    /** Venue time up to which the account's fills are known, ns. As {@link #openOrders}. */
    public long knownUntilNs() {
        return gate.knownUntilNs();
    }

    /** Engine time of the newest event, ns; 0 before the first. As {@link #openOrders}. */
    public long timeNs() {
        return gate.timeNs();
    }

    /** The highest instrument id defined so far. */
    public int highestInstrument() {
        return instruments.highest();
    }

    /** Decisions of all stages so far. */
    public long decisions() {
        return trail.decisions();
    }

    /** The rolling hash over all decisions so far. */
    public long hash() {
        return trail.hash();
    }

    /** Tells every order that isn't settled yet, by instrument. Called from the stage's thread, or when that has ended. */
    public void eachOutstanding(final OutstandingOrders listener) {
        for (int i = 1; i <= instruments.highest(); i++) {
            for (int order = orders.first(i); order < orders.end(i); order = orders.next(order)) {
                if (orders.isOutstanding(order)) {
                    listener.onOrder(
                            i,
                            orders.epoch(order),
                            orders.sequence(order),
                            orders.index(order),
                            orders.side(order),
                            orders.isExit(order),
                            orders.quantity(order),
                            orders.filled(order),
                            orders.life(order).state());
                }
            }
        }
    }

    /** Part of every order id. */
    public int engineId() {
        return engineId;
    }

    /** Whether operators or the end of the run keep {@code instrument} from being entered. */
    public boolean isEntriesStopped(final int instrument) {
        return gate.isStopped(instrument) || controls.killSwitch().level(instrument) != KillLevel.NONE;
    }

    private void takeEvent(final Slot slot) {
        switch (slot.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> riskInput.onTrade(slot);
            case QuoteDecoder.TEMPLATE_ID -> riskInput.onQuote(slot);
            case ExecutionReportDecoder.TEMPLATE_ID -> reports.onReport(slot);
            case OrderAnswerDecoder.TEMPLATE_ID -> reports.onAnswer(slot);
            case SendFailureDecoder.TEMPLATE_ID -> reports.onSendFailure(slot);
            case ConnectionDecoder.TEMPLATE_ID -> onConnection(slot);
            case OperatorCommandDecoder.TEMPLATE_ID -> commands.onCommand(slot);
            case MarkPriceDecoder.TEMPLATE_ID -> riskInput.onMarkPrice(slot);
            case DepthDecoder.TEMPLATE_ID -> riskInput.onDepth(slot);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> riskInput.onDefinition(slot);
            case AlgoReportDecoder.TEMPLATE_ID -> disasterNews.onReport(slot);
            case GenerationStartedDecoder.TEMPLATE_ID -> onGenerationStarted(slot);
            case OrderInDoubtDecoder.TEMPLATE_ID -> reports.onInDoubt(slot);
            case VenuePositionDecoder.TEMPLATE_ID -> reports.onVenuePosition(slot);
            case ReconciledDecoder.TEMPLATE_ID -> gate.reconciled();
            case DiskStateDecoder.TEMPLATE_ID -> riskInput.onDisk(slot);
            default -> takeSurroundings(slot);
        }
    }

    private void takeSurroundings(final Slot slot) {
        switch (slot.templateId()) {
            case ClockOffsetDecoder.TEMPLATE_ID -> riskInput.onClockOffset(slot);
            case RequestUseDecoder.TEMPLATE_ID -> riskInput.onRequestUse(slot);
            case EngineLagDecoder.TEMPLATE_ID -> riskInput.onLag(slot);
            case AccountMarginDecoder.TEMPLATE_ID -> riskInput.onMargin(slot);
            case LeverageDecoder.TEMPLATE_ID -> riskInput.onLeverage(slot);
            case BalanceDecoder.TEMPLATE_ID -> riskInput.onBalance(slot);
            default -> {}
        }
    }

    private void onGenerationStarted(final Slot slot) {
        started.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final RecoveryOutcome recovery = started.recovery();
        gate.generationStarted(
                recovery != RecoveryOutcome.NULL_VAL,
                started.schemaVersion() < SCHEMA_OF_KILL_SWITCH
                        && (recovery == RecoveryOutcome.CLEAN || recovery == RecoveryOutcome.NOTHING),
                started.entriesHeld() == Flag.YES,
                slot.receiveTimeNs());
        prices.forget();
        controls.generationStarted(started.schemaVersion(), slot.receiveTimeNs());
        pursuit.generationStarted();
        tracker.generationStarted(instruments.highest(), slot.receiveTimeNs());
        disasters.generationStarted(instruments.highest());
        guard.generationStarted(slot.receiveTimeNs());
        quotes.generationStarted();
    }

    private void onConnection(final Slot slot) {
        connection.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final boolean up = connection.state() == ChannelState.UP;
        switch (connection.channel()) {
            case ORDER_ENTRY -> orderEntryUp(up);
            case USER_DATA -> reportsLost(!up);
            case MARKET_DATA -> quotes.marketUp(up, slot.receiveTimeNs());
            default -> {}
        }
    }

    private void reportsLost(final boolean lost) {
        gate.reportsLost(lost);
        if (gate.reconciles()) {
            disasters.lost(instruments.highest());
        }
    }

    private void orderEntryUp(final boolean up) {
        gate.orderEntryUp(up);
        disasters.orderEntryUp(up);
        pursuit.orderEntryUp(up);
        tracker.orderEntryUp(up);
    }

    private static boolean isOrder(final int templateId) {
        return templateId == OrderPlacedDecoder.TEMPLATE_ID || templateId == DisasterPlacedDecoder.TEMPLATE_ID;
    }

    private static boolean leaves(final int templateId) {
        return isOrder(templateId)
                || templateId == OrderCancelledDecoder.TEMPLATE_ID
                || templateId == OrderQueriedDecoder.TEMPLATE_ID
                || templateId == DisasterCancelledDecoder.TEMPLATE_ID;
    }

    private void send(final Slot slot) {
        final Section section = slot.orders();
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            final int templateId = section.templateId(at);
            if (isOrder(templateId)) {
                controls.ordered(slot.receiveTimeNs());
            }
            if (leaves(templateId)) {
                outbox.offer(section.buffer(), at, section.recordBytes(at), slot.sequence(), slot.receivedNanos());
            }
        }
    }
}
