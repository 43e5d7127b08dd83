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
import io.ringfence.journal.message.AccountChangedDecoder;
import io.ringfence.journal.message.AccountMarginDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.AlgoReportDecoder;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.CommandOrigin;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.DiskLevel;
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
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderInDoubtDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReconciledDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.RequestUseDecoder;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;
import io.ringfence.journal.message.TickDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides orders, follows them, and closes every event: all stages' decisions go to the decision sink, decided orders to
 * the outbox. Within one event: settled positions, the event itself, signals, stops, and then what follows for its
 * instrument; on a tick, for all that have something under way, as far as the section has room, the others on the next.
 */
public final class OrdersStage implements StatefulStage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    /** Binance: "Order does not exist." */
    private static final int NO_SUCH_ORDER = -2013;
    /** Binance: "Unknown order sent." */
    private static final int UNKNOWN_ORDER = -2011;

    /** Comparisons in a row that must differ before that is a drift. */
    private static final int MISMATCHES = 2;

    /** Before it, a clean start lifted what operators had stopped. */
    private static final int SCHEMA_OF_KILL_SWITCH = 2;

    private static final int STATE_VERSION = 8;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final OrderAnswerDecoder answer = new OrderAnswerDecoder();
    private final SendFailureDecoder failure = new SendFailureDecoder();
    private final DiskStateDecoder disk = new DiskStateDecoder();
    private final ConnectionDecoder connection = new ConnectionDecoder();
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final StrategyFailedDecoder strategyFailed = new StrategyFailedDecoder();
    private final GenerationStartedDecoder started = new GenerationStartedDecoder();
    private final OrderInDoubtDecoder inDoubt = new OrderInDoubtDecoder();
    private final VenuePositionDecoder venuePosition = new VenuePositionDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final AlgoReportDecoder algo = new AlgoReportDecoder();
    private final StopArmedDecoder stopArmed = new StopArmedDecoder();
    private final StopMovedDecoder stopMoved = new StopMovedDecoder();
    private final StopHitDecoder stopHit = new StopHitDecoder();
    private final TakeProfitDecoder takeProfit = new TakeProfitDecoder();
    private final AccountChangedDecoder accountChanged = new AccountChangedDecoder();
    private final MarkPriceDecoder markPrice = new MarkPriceDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final ClockOffsetDecoder clockOffset = new ClockOffsetDecoder();
    private final RequestUseDecoder requestUse = new RequestUseDecoder();
    private final EngineLagDecoder lag = new EngineLagDecoder();
    private final AccountMarginDecoder margin = new AccountMarginDecoder();
    private final LeverageDecoder leverage = new LeverageDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();

    private final Instruments instruments;
    private final MarketPrices prices;
    private final EntryGate gate;
    private final EntrySize size;
    private final OrderTable orders;
    private final OrderRecords records;
    private final RiskRecords riskRecords;
    private final RiskControls controls;
    private final ForeignPositions foreign;
    private final Pursuit pursuit;
    private final OrderTracker tracker;
    private final DisasterStops disasters;
    private final Guard guard;
    private final DecisionTrail trail;
    private final Outbox outbox;
    private final int engineId;
    private final boolean flattenOnStop;

    private int sweepFrom = 1;
    private int exitsFrom = 1;
    private int disastersFrom = 1;
    private boolean exitsWait;
    private long fillsSettled;
    private long positionBefore;
    private long walletDrift;

    public OrdersStage(final StageSettings settings, final Outbox outbox, final DecisionSink sink) {
        final int maxInstruments = settings.maxInstruments();
        this.outbox = outbox;
        engineId = settings.engineId();
        flattenOnStop = settings.onStop() == OnStop.FLATTEN;
        instruments = new Instruments(maxInstruments);
        prices = new MarketPrices(maxInstruments);
        gate = new EntryGate(maxInstruments);
        orders = new OrderTable(maxInstruments);
        final DisasterTable disasterTable = new DisasterTable(maxInstruments);
        records = new OrderRecords(orders, disasterTable, engineId, settings.account());
        riskRecords = new RiskRecords(settings.account());
        controls = new RiskControls(settings, instruments);
        size = new EntrySize(settings, instruments);
        final EntryCheck check = new EntryCheck(size, controls, instruments, prices, gate, orders);
        pursuit = new Pursuit(
                maxInstruments, instruments, prices, orders, disasterTable, check, settings.exits(), records);
        foreign = new ForeignPositions(settings.risk().rest().foreign(), pursuit, riskRecords, records);
        tracker = new OrderTracker(
                orders,
                pursuit,
                records,
                settings.risk().answerTimeout().ns(),
                settings.recovery().arrivalLimit().ns());
        disasters = new DisasterStops(
                maxInstruments,
                settings.stop(),
                instruments,
                disasterTable,
                orders,
                gate,
                pursuit,
                records,
                settings.risk().answerTimeout().ns(),
                settings.exits().alarmAfter().ns());
        guard = new Guard(maxInstruments, settings.recovery(), instruments, prices, gate, pursuit, disasters, records);
        trail = new DecisionTrail(sink, settings.account());
    }

    @Override
    public String name() {
        return "orders";
    }

    @Override
    public void onEvent(final Slot slot) {
        slot.orders().reset(slot);
        records.writeTo(slot.orders());
        riskRecords.writeTo(slot.orders());
        pursuit.at(slot.epoch(), slot.sequence(), slot.receiveTimeNs());
        disasters.at(slot.epoch(), slot.sequence(), slot.receiveTimeNs());
        takePositions(slot.portfolio(), slot.receiveTimeNs());
        takeBars(slot.indicators());
        takeEvent(slot);
        takeSignals(slot.signals());
        takeStops(slot.stops());
        drive(slot);
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
        return 4 * Long.BYTES
                + Instruments.stateBytes(highestInstrument)
                + MarketPrices.stateBytes(highestInstrument)
                + EntryGate.stateBytes(highestInstrument)
                + OrderTable.stateBytes(highestInstrument)
                + Pursuit.stateBytes(highestInstrument)
                + OrderTracker.stateBytes()
                + DisasterStops.stateBytes(highestInstrument)
                + Guard.stateBytes(highestInstrument)
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
        trail.save(state);
        controls.save(state, highest);
        state.putLong(sweepFrom);
        state.putLong(exitsFrom);
        state.putLong(disastersFrom);
        state.putFlag(exitsWait);
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
        trail.load(state);
        controls.load(state, highest);
        sweepFrom = state.getInt("sweepFrom", 1, highest + 1L);
        exitsFrom = state.getInt("exitsFrom", 1, highest + 1L);
        disastersFrom = state.getInt("disastersFrom", 1, highest + 1L);
        exitsWait = state.getFlag();
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
            case TradeDecoder.TEMPLATE_ID -> onTrade(slot);
            case QuoteDecoder.TEMPLATE_ID -> onQuote(slot);
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(slot);
            case OrderAnswerDecoder.TEMPLATE_ID -> onAnswer(slot);
            case SendFailureDecoder.TEMPLATE_ID -> onSendFailure(slot);
            case ConnectionDecoder.TEMPLATE_ID -> onConnection(slot);
            case OperatorCommandDecoder.TEMPLATE_ID -> onCommand(slot);
            case MarkPriceDecoder.TEMPLATE_ID -> onMarkPrice(slot);
            case DepthDecoder.TEMPLATE_ID -> onDepth(slot);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onDefinition(slot);
            case AlgoReportDecoder.TEMPLATE_ID -> onAlgoReport(slot);
            case GenerationStartedDecoder.TEMPLATE_ID -> onGenerationStarted(slot);
            case OrderInDoubtDecoder.TEMPLATE_ID -> onInDoubt(slot);
            case VenuePositionDecoder.TEMPLATE_ID -> onVenuePosition(slot);
            case ReconciledDecoder.TEMPLATE_ID -> gate.reconciled();
            case DiskStateDecoder.TEMPLATE_ID -> onDisk(slot);
            default -> takeSurroundings(slot);
        }
    }

    private void takeSurroundings(final Slot slot) {
        switch (slot.templateId()) {
            case ClockOffsetDecoder.TEMPLATE_ID -> onClockOffset(slot);
            case RequestUseDecoder.TEMPLATE_ID -> onRequestUse(slot);
            case EngineLagDecoder.TEMPLATE_ID -> onLag(slot);
            case AccountMarginDecoder.TEMPLATE_ID -> onMargin(slot);
            case LeverageDecoder.TEMPLATE_ID -> onLeverage(slot);
            case BalanceDecoder.TEMPLATE_ID -> onBalance(slot);
            default -> {}
        }
    }

    private void takePositions(final Section section, final long nowNs) {
        fillsSettled = 0;
        walletDrift = 0;
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == PositionChangedDecoder.TEMPLATE_ID) {
                position.wrap(
                        section.buffer(),
                        at + HEADER,
                        PositionChangedDecoder.BLOCK_LENGTH,
                        PositionChangedDecoder.SCHEMA_VERSION);
                pursuit.position(position.header().instrument(), position.quantity());
                gate.settled(position.header().instrument(), position.quantity());
                disasters.position(position.header().instrument(), position.quantity());
                fillsSettled += Math.abs(position.fillQuantity());
                positionBefore = position.quantity() - position.fillQuantity();
                controls.settled(
                        position.header().instrument(),
                        position.quantity(),
                        position.openCost(),
                        Math.subtractExact(position.realizedProfit(), position.fees()),
                        Math.subtractExact(position.accountRealized(), position.accountFees()),
                        nowNs);
                if (controls.isComplete() && closed(positionBefore, position.quantity())) {
                    controls.stateProfit(position.header().instrument(), nowNs, riskRecords);
                }
            } else if (section.templateId(at) == AccountChangedDecoder.TEMPLATE_ID) {
                takeAccount(section, at);
            }
        }
    }

    /** Whether a position ended, be it that another began. */
    private static boolean closed(final long before, final long after) {
        return before != 0 && Long.signum(before) != Long.signum(after);
    }

    private void takeBars(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                bar.wrap(section.buffer(), at + HEADER, BarClosedDecoder.BLOCK_LENGTH, BarClosedDecoder.SCHEMA_VERSION);
                size.atr(section.instrument(at), bar.timeframe(), bar.atr());
            }
        }
    }

    private void takeAccount(final Section section, final int at) {
        accountChanged.wrap(
                section.buffer(),
                at + HEADER,
                AccountChangedDecoder.BLOCK_LENGTH,
                AccountChangedDecoder.SCHEMA_VERSION);
        final boolean funding = accountChanged.reason() == BalanceReason.FUNDING;
        controls.wallet(accountChanged.wallet(), funding ? 0 : accountChanged.change());
        walletDrift = accountChanged.reason() == BalanceReason.OTHER ? accountChanged.change() : 0;
    }

    private void takeSignals(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == SignalDecoder.TEMPLATE_ID) {
                signal.wrap(section.buffer(), at + HEADER, SignalDecoder.BLOCK_LENGTH, SignalDecoder.SCHEMA_VERSION);
                controls.signal(signal.header().instrument(), signal.strategy() - 1);
                pursuit.target(
                        signal.header().instrument(),
                        signal.target(),
                        signal.header().sequence(),
                        section.index(at));
            } else if (section.templateId(at) == StrategyFailedDecoder.TEMPLATE_ID) {
                takeFailure(section, at);
            }
        }
    }

    /** Nobody knows what else is wrong with it: no entries for anybody until an operator has looked. */
    private void takeFailure(final Section section, final int at) {
        strategyFailed.wrap(
                section.buffer(),
                at + HEADER,
                StrategyFailedDecoder.BLOCK_LENGTH,
                StrategyFailedDecoder.SCHEMA_VERSION);
        gate.stop(0);
        records.onAlarm(
                section.instrument(at), OrderTable.NO_ORDER, AlarmKind.STRATEGY_FAILED, strategyFailed.strategy(), 0);
    }

    /** A stop that was hit guards its position still: by the exit that is pursued. */
    private void takeStops(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            switch (section.templateId(at)) {
                case StopHitDecoder.TEMPLATE_ID -> takeHit(section, at);
                case TakeProfitDecoder.TEMPLATE_ID -> takePortion(section, at);
                case StopArmedDecoder.TEMPLATE_ID -> takeArmed(section, at);
                case StopMovedDecoder.TEMPLATE_ID -> takeMoved(section, at);
                case StopDisarmedDecoder.TEMPLATE_ID -> takeDisarmed(section.instrument(at));
                default -> {}
            }
        }
    }

    private void takeArmed(final Section section, final int at) {
        stopArmed.wrap(section.buffer(), at + HEADER, StopArmedDecoder.BLOCK_LENGTH, StopArmedDecoder.SCHEMA_VERSION);
        guard.armed(section.instrument(at), true);
        disasters.stop(section.instrument(at), stopArmed.stopPrice());
    }

    private void takeMoved(final Section section, final int at) {
        stopMoved.wrap(section.buffer(), at + HEADER, StopMovedDecoder.BLOCK_LENGTH, StopMovedDecoder.SCHEMA_VERSION);
        disasters.stop(section.instrument(at), stopMoved.stopPrice());
    }

    private void takeDisarmed(final int instrument) {
        guard.armed(instrument, false);
        disasters.stop(instrument, 0);
    }

    private void takeHit(final Section section, final int at) {
        stopHit.wrap(section.buffer(), at + HEADER, StopHitDecoder.BLOCK_LENGTH, StopHitDecoder.SCHEMA_VERSION);
        pursuit.exit(stopHit.header().instrument(), stopHit.header().sequence(), section.index(at));
    }

    private void takePortion(final Section section, final int at) {
        takeProfit.wrap(
                section.buffer(), at + HEADER, TakeProfitDecoder.BLOCK_LENGTH, TakeProfitDecoder.SCHEMA_VERSION);
        pursuit.exitPortion(
                takeProfit.header().instrument(),
                takeProfit.quantity(),
                takeProfit.header().sequence(),
                section.index(at));
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
    }

    private void onDefinition(final Slot slot) {
        instruments.learn(slot);
        // Wrapped for each: a symbol can be read once.
        disasters.learn(slot.instrument(), definition.wrapAndApplyHeader(slot.event(), 0, eventHeader));
        size.learn(slot);
        controls.defined(slot.instrument(), definition.wrapAndApplyHeader(slot.event(), 0, eventHeader));
    }

    /** One of ours is followed, whether it is known or not; somebody else's is none of our business, but open ones are told. */
    private void onAlgoReport(final Slot slot) {
        final int instrument = slot.instrument();
        if (!instruments.knows(instrument)) {
            return;
        }
        algo.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final OrderIdDecoder id = algo.orderId();
        final boolean open = algo.status() == AlgoStatus.NEW;
        final int disaster = disasters.find(instrument, id.epoch(), id.sequence(), id.index());
        if (isOurs(id) && disaster != DisasterTable.NONE) {
            disasters.reported(disaster, algo.status(), algo.algoId());
        } else if (isOurs(id) && open) {
            disasters.found(
                    instrument,
                    id.epoch(),
                    id.sequence(),
                    id.index(),
                    algo.algoId(),
                    algo.side() == Side.BUY ? 1 : -1,
                    algo.triggerPrice(),
                    algo.quantity());
        } else if (open && algo.origin() == ReportOrigin.HISTORY) {
            records.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.UNKNOWN_ORDER, algo.quantity(), 0);
        }
    }

    /** Without an epoch it is nobody's: epochs count from 1. */
    private boolean isOurs(final OrderIdDecoder id) {
        return id.engine() == engineId && id.epoch() != 0;
    }

    private void onInDoubt(final Slot slot) {
        inDoubt.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final OrderIdDecoder id = inDoubt.orderId();
        final int instrument = slot.instrument();
        if (!instruments.knows(instrument) || find(instrument, id) != OrderTable.NO_ORDER) {
            return;
        }
        final int order = orders.add(instrument, id.epoch(), id.sequence(), id.index(), slot.receiveTimeNs());
        if (order == OrderTable.NO_ORDER) {
            records.onAlarm(instrument, order, AlarmKind.ORDER_UNKNOWN, inDoubt.quantity(), 0);
            return;
        }
        final int side = inDoubt.side() == Side.BUY ? 1 : -1;
        orders.describe(order, side, inDoubt.purpose() == OrderPurpose.EXIT, inDoubt.quantity());
        tracker.inDoubt(order, slot.receiveTimeNs());
    }

    /** While an order is under way the two may differ for a moment. */
    private void onVenuePosition(final Slot slot) {
        final int instrument = slot.instrument();
        if (!gate.reconciles() || !instruments.knows(instrument) || orders.outstanding(instrument) > 0) {
            return;
        }
        venuePosition.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (gate.isOutdated(instrument, venuePosition.header().venueTimeNs())) {
            return;
        }
        final long ours = pursuit.position(instrument);
        // A spot account may hold more of the asset than this engine bought; that is others' business.
        final boolean differs =
                instruments.isSpot(instrument) ? venuePosition.quantity() < ours : venuePosition.quantity() != ours;
        final boolean once = gate.compared(instrument, differs) < MISMATCHES;
        if (differs && once && venuePosition.origin() == ReportOrigin.QUERY) {
            // Asked while something was on its way: the next comparison tells.
            return;
        }
        if (differs && !gate.hasDrifted(instrument)) {
            records.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.POSITION_DRIFT, venuePosition.quantity(), ours);
        }
        gate.stated(instrument, differs ? venuePosition.quantity() : ours, ours);
    }

    private void onTrade(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            trade.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            prices.trade(slot.instrument(), trade.price());
            controls.trade(slot.instrument(), trade.price());
        }
    }

    private void onQuote(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            quote.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            prices.quote(slot.instrument(), quote.bidPrice(), quote.askPrice(), slot.receiveTimeNs());
            controls.quote(slot.instrument(), quote.bidPrice(), quote.askPrice(), slot.receiveTimeNs());
        }
    }

    private void onMarkPrice(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            markPrice.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            controls.mark(slot.instrument(), markPrice.markPrice(), slot.receiveTimeNs());
        }
    }

    /** Nobody decides on a part: a gap ends with the last one of a snapshot. */
    private void onDepth(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            depth.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            if (depth.kind() == BookEventKind.RESYNC) {
                controls.bookGap(slot.instrument(), true);
            } else if (depth.kind() == BookEventKind.SNAPSHOT && depth.lastPart() == Flag.YES) {
                controls.bookGap(slot.instrument(), false);
            }
        }
    }

    /** The venue's wallet counts from here on; that ours was another is said. */
    private void onBalance(final Slot slot) {
        balance.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (walletDrift != 0 && balance.origin() == ReportOrigin.QUERY) {
            alarm(0, AlarmKind.BALANCE_DRIFT, balance.walletBalance(), balance.walletBalance() - walletDrift);
        }
    }

    private void onClockOffset(final Slot slot) {
        clockOffset.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        gate.clockOffset(clockOffset.offsetNs());
        if (controls.clockOffset(clockOffset.offsetNs())) {
            alarm(0, AlarmKind.CLOCK_SKEW, controls.warnClockNs(), clockOffset.offsetNs());
        }
    }

    private void onRequestUse(final Slot slot) {
        requestUse.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        controls.requestUse(requestUse.usedWeight(), requestUse.weightLimit(), requestUse.blockedUntilNs());
        if (requestUse.blockedUntilNs() > slot.receiveTimeNs()) {
            alarm(0, AlarmKind.REQUEST_LIMIT, requestUse.blockedUntilNs(), slot.receiveTimeNs());
        }
    }

    private void onLag(final Slot slot) {
        lag.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (controls.lag(lag.events(), lag.ringSize(), lag.lagNs())) {
            alarm(0, AlarmKind.LAG, controls.maxLagNs(), lag.lagNs());
        }
    }

    private void onMargin(final Slot slot) {
        margin.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        controls.margin(margin.marginBalance(), margin.maintenanceMargin());
    }

    private void onLeverage(final Slot slot) {
        if (!instruments.knows(slot.instrument())) {
            return;
        }
        leverage.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final boolean otherType =
                leverage.wantedIsolated() != Flag.NULL_VAL && leverage.wantedIsolated() != leverage.isolated();
        if (controls.leverage(slot.instrument(), leverage.leverage(), leverage.wantedLeverage(), otherType)) {
            alarm(slot.instrument(), AlarmKind.LEVERAGE, leverage.wantedLeverage(), leverage.leverage());
        }
    }

    private void alarm(final int instrument, final AlarmKind kind, final long expected, final long actual) {
        records.onAlarm(instrument, OrderTable.NO_ORDER, kind, expected, actual);
    }

    private void onReport(final Slot slot) {
        report.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (fillsSettled != 0) {
            gate.filled(slot.instrument(), report.header().venueTimeNs());
        }
        final int order = findReported(slot.instrument(), report.orderId());
        if (order == OrderTable.NO_ORDER) {
            onForeignReport(slot.instrument(), slot.sequence());
            return;
        }
        if (fillsSettled != 0 && !orders.isExit(order)) {
            controls.filled(slot.instrument(), fillsSettled, orders.settled(order) == 0, slot.receiveTimeNs());
        }
        tracker.report(
                order,
                newsOf(report),
                report.venueOrderId(),
                report.cumulativeQuantity(),
                fillsSettled,
                report.origin() != ReportOrigin.HISTORY || report.tradeId() == 0,
                slot.receiveTimeNs());
    }

    /** What a disaster stop has become bears its name, and may be told of before the venue says that it fired. */
    private int findReported(final int instrument, final OrderIdDecoder id) {
        final int order = find(instrument, id);
        if (order == OrderTable.NO_ORDER && isOurs(id) && instruments.knows(instrument)) {
            final int disaster = disasters.find(instrument, id.epoch(), id.sequence(), id.index());
            if (disaster != DisasterTable.NONE) {
                disasters.fired(disaster);
                return find(instrument, id);
            }
        }
        return order;
    }

    private void onForeignReport(final int instrument, final long sequence) {
        if (fillsSettled != 0) {
            records.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.UNEXPECTED_FILL, 0, fillsSettled);
            if (controls.isComplete()) {
                foreign.changed(instrument, positionBefore, pursuit.position(instrument), report.cause(), sequence);
            }
        } else if (report.origin() == ReportOrigin.HISTORY && report.tradeId() == 0 && isOpen(report.status())) {
            // A fill of some time ago says how far its order was then; whether that is open its state says.
            records.onAlarm(
                    instrument,
                    OrderTable.NO_ORDER,
                    AlarmKind.UNKNOWN_ORDER,
                    report.quantity(),
                    report.cumulativeQuantity());
        }
    }

    private static boolean isOpen(final OrderStatus status) {
        return status == OrderStatus.NEW || status == OrderStatus.PARTIALLY_FILLED;
    }

    private static OrderNews newsOf(final ExecutionReportDecoder report) {
        return switch (report.status()) {
            case NEW -> OrderNews.REPORTED_NEW;
            case PARTIALLY_FILLED -> OrderNews.REPORTED_PART;
            case FILLED -> OrderNews.REPORTED_FILLED;
            case CANCELED -> OrderNews.REPORTED_CANCELED;
            case EXPIRED -> OrderNews.REPORTED_EXPIRED;
            case REJECTED -> OrderNews.REPORTED_REJECTED;
            // A status of a later day: its quantities still count.
            default -> null;
        };
    }

    private void onAnswer(final Slot slot) {
        answer.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (isAlgo(answer.kind())) {
            onAlgoAnswer(slot.instrument());
            return;
        }
        final int order = find(slot.instrument(), answer.orderId());
        if (order == OrderTable.NO_ORDER) {
            return;
        }
        switch (answer.kind()) {
            case PLACE -> onPlaceAnswer(order, slot.receiveTimeNs());
            case QUERY -> onQueryAnswer(order, slot.receiveTimeNs());
            // What became of a cancel, the order's own reports tell.
            default -> {}
        }
    }

    private static boolean isAlgo(final AnswerKind kind) {
        return kind == AnswerKind.ALGO_PLACE || kind == AnswerKind.ALGO_CANCEL;
    }

    private void onAlgoAnswer(final int instrument) {
        final int disaster = findDisaster(instrument, answer.orderId());
        if (disaster == DisasterTable.NONE) {
            return;
        }
        final boolean unknown = answer.unknownOutcome() == Flag.YES;
        if (answer.kind() == AnswerKind.ALGO_PLACE) {
            takeReplaced(disasters.instrument(disaster));
            disasters.placeAnswered(disaster, answer.venueOrderId(), answer.errorCode(), unknown);
        } else {
            final boolean known = answer.errorCode() != UNKNOWN_ORDER && answer.errorCode() != NO_SUCH_ORDER;
            disasters.cancelAnswered(disaster, answer.errorCode(), unknown, known);
        }
    }

    /** What the answer says of the stop that was to make room for its order. */
    private void takeReplaced(final int instrument) {
        final OrderIdDecoder id = answer.orderId();
        if (answer.replaced() == Flag.YES) {
            disasters.replaced(instrument, id.sequence(), id.index());
        } else if (answer.errorCode() != 0 && answer.unknownOutcome() != Flag.YES) {
            disasters.notReplaced(instrument, id.sequence(), id.index());
        }
    }

    private int findDisaster(final int instrument, final OrderIdDecoder id) {
        return isOurs(id) && (instrument == 0 || instruments.knows(instrument))
                ? disasters.find(instrument, id.epoch(), id.sequence(), id.index())
                : DisasterTable.NONE;
    }

    private void onPlaceAnswer(final int order, final long nowNs) {
        takeReplaced(orders.instrument(order));
        orders.venueOrderId(order, answer.venueOrderId());
        orders.heard(order, nowNs);
        tracker.apply(order, newsOf(answer), answer.errorCode(), nowNs);
    }

    /** What the venue found comes as a report; any other trouble means to ask again. */
    private void onQueryAnswer(final int order, final long nowNs) {
        if (answer.errorCode() == NO_SUCH_ORDER) {
            tracker.notFound(order, NO_SUCH_ORDER, nowNs);
        }
    }

    private static OrderNews newsOf(final OrderAnswerDecoder answer) {
        if (answer.unknownOutcome() == Flag.YES) {
            return OrderNews.OUTCOME_UNKNOWN;
        }
        return answer.errorCode() == 0 ? OrderNews.ACCEPTED : OrderNews.REFUSED;
    }

    private void onSendFailure(final Slot slot) {
        failure.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (isAlgo(failure.kind())) {
            onAlgoFailure(slot.instrument());
            return;
        }
        final int order = find(slot.instrument(), failure.orderId());
        if (order == OrderTable.NO_ORDER) {
            return;
        }
        final boolean placing = failure.kind() == AnswerKind.PLACE;
        // A question that is withheld tells that the order was: in shadow mode nothing leaves.
        if (placing || (failure.kind() == AnswerKind.QUERY && failure.reason() == SendFailureReason.WITHHELD)) {
            tracker.apply(order, newsOf(failure), 0, slot.receiveTimeNs());
        }
    }

    private void onAlgoFailure(final int instrument) {
        final int disaster = findDisaster(instrument, failure.orderId());
        if (disaster == DisasterTable.NONE) {
            return;
        }
        final boolean withheld = failure.reason() == SendFailureReason.WITHHELD;
        if (failure.kind() == AnswerKind.ALGO_PLACE) {
            disasters.placeFailed(disaster, failure.perhapsSent() == Flag.YES, withheld);
        } else {
            disasters.cancelFailed(disaster, withheld);
        }
    }

    private static OrderNews newsOf(final SendFailureDecoder failure) {
        if (failure.perhapsSent() == Flag.YES) {
            return OrderNews.PERHAPS_SENT;
        }
        return failure.reason() == SendFailureReason.WITHHELD ? OrderNews.WITHHELD : OrderNews.NOT_SENT;
    }

    private int find(final int instrument, final OrderIdDecoder id) {
        return id.engine() == engineId && (instrument == 0 || instruments.knows(instrument))
                ? orders.find(instrument, id.epoch(), id.sequence(), id.index())
                : OrderTable.NO_ORDER;
    }

    private void onDisk(final Slot slot) {
        disk.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final boolean low = disk.level() != DiskLevel.AMPLE;
        gate.disk(low, disk.markBytes(), disk.freeBytes());
        if (low) {
            records.onAlarm(0, OrderTable.NO_ORDER, AlarmKind.DISK, disk.markBytes(), disk.freeBytes());
        }
    }

    private void onConnection(final Slot slot) {
        connection.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final boolean up = connection.state() == ChannelState.UP;
        switch (connection.channel()) {
            case ORDER_ENTRY -> orderEntryUp(up);
            case USER_DATA -> reportsLost(!up);
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

    private void onCommand(final Slot slot) {
        command.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int instrument = slot.instrument();
        if (instrument != 0 && !instruments.knows(instrument)) {
            return;
        }
        if (!controls.isComplete()) {
            onFormerCommand(slot);
            return;
        }
        switch (command.command()) {
            case PAUSE -> pause(instrument);
            case RESUME -> gate.resume(instrument);
            case REDUCE_ONLY -> kill(slot, instrument, KillLevel.REDUCE_ONLY, origin(), RiskRule.NULL_VAL, 0, 0);
            case CANCEL_ALL -> kill(slot, instrument, KillLevel.CANCEL_ALL, origin(), RiskRule.NULL_VAL, 0, 0);
            case FLATTEN -> kill(slot, instrument, KillLevel.FLATTEN, origin(), RiskRule.NULL_VAL, 0, 0);
            case LIFT -> lift(instrument);
            case STOP -> stop(slot);
            default -> {}
        }
    }

    /** The engine's own pause is for the generation: what it is for is looked at again at the next start. */
    private void pause(final int instrument) {
        if (origin() == CommandOrigin.LIMIT && instrument != 0) {
            gate.hold(instrument);
        } else {
            gate.stop(instrument);
        }
    }

    private CommandOrigin origin() {
        return command.origin() == CommandOrigin.NULL_VAL ? CommandOrigin.OPERATOR : command.origin();
    }

    /** As in journals of schema versions before the kill switch. */
    private void onFormerCommand(final Slot slot) {
        final int instrument = slot.instrument();
        switch (command.command()) {
            case PAUSE, REDUCE_ONLY -> gate.stop(instrument);
            case RESUME -> gate.resume(instrument);
            case CANCEL_ALL -> cancelEntries(instrument);
            case FLATTEN -> {
                gate.stop(instrument);
                closeAll(slot, instrument);
            }
            case STOP -> stop(slot);
            default -> {}
        }
    }

    /** What a level asks for is done whenever it is asked for again, too: what was cancelled or closed may have come back. */
    private void kill(
            final Slot slot,
            final int instrument,
            final KillLevel level,
            final CommandOrigin origin,
            final RiskRule rule,
            final long bound,
            final long value) {
        final KillLevel before = controls.killSwitch().level(instrument);
        if (controls.killSwitch().raise(instrument, level)) {
            riskRecords.onKillSwitch(instrument, before, level, origin, rule, bound, value);
            alarm(instrument, AlarmKind.KILL_SWITCH, before.value(), level.value());
        }
        switch (level) {
            case CANCEL_ALL -> cancelEntries(instrument);
            case FLATTEN -> closeAll(slot, instrument);
            default -> {}
        }
    }

    /** Signals given while it was thrown are void. One instrument stays shut as far as the account is, and that is said. */
    private void lift(final int instrument) {
        final KillLevel before = controls.killSwitch().level(instrument);
        if (controls.killSwitch().lift(instrument)) {
            final KillLevel after = controls.killSwitch().level(instrument);
            riskRecords.onKillSwitch(instrument, before, after, origin(), RiskRule.NULL_VAL, 0, 0);
            for (int i = first(instrument); i <= last(instrument); i++) {
                pursuit.barTarget(i);
            }
        }
        for (int i = first(instrument); i <= last(instrument); i++) {
            controls.lift(i);
        }
        if (instrument == 0) {
            controls.liftAccount();
        }
    }

    private void stop(final Slot slot) {
        gate.end();
        if (flattenOnStop) {
            closeAll(slot, slot.instrument());
        }
    }

    /** Cancels entries, exits positions. */
    private void closeAll(final Slot slot, final int instrument) {
        cancelEntries(instrument);
        for (int i = first(instrument); i <= last(instrument); i++) {
            pursuit.exit(i, slot.sequence(), 0);
        }
    }

    private void cancelEntries(final int instrument) {
        for (int i = first(instrument); i <= last(instrument); i++) {
            pursuit.cancelEntries(i);
        }
    }

    /** Instrument 0 stands for all. */
    private static int first(final int instrument) {
        return instrument == 0 ? 1 : instrument;
    }

    private int last(final int instrument) {
        return instrument == 0 ? instruments.highest() : instrument;
    }

    private void drive(final Slot slot) {
        final int instrument = slot.instrument();
        final boolean tick = slot.templateId() == TickDecoder.TEMPLATE_ID;
        if (!gate.isGuarded() && (tick || slot.templateId() == QuoteDecoder.TEMPLATE_ID)) {
            guard.check(slot.receiveTimeNs());
        }
        if (tick) {
            checkLimits(slot);
            sweep(slot);
        } else if (instruments.knows(instrument)) {
            driveOne(instrument);
        }
    }

    private void driveOne(final int instrument) {
        if (pursuit.isBusy(instrument)) {
            drive(instrument, !exitsWait);
        }
        if (disasters.isBusy(instrument)) {
            disasters.drive(instrument);
        }
    }

    private void drive(final int instrument, final boolean mayEnter) {
        pursuit.drive(instrument, mayEnter);
        controls.inFlight(instrument, orders.entriesInFlight(instrument));
    }

    /** The limits that throw the kill switch; a consequence of what came in, so it needs no event of its own. */
    private void checkLimits(final Slot slot) {
        final RiskRule hit = controls.tick(slot.receiveTimeNs());
        if (controls.dayBegan()) {
            controls.stateProfit(0, slot.receiveTimeNs(), riskRecords);
        }
        if (hit != null) {
            kill(slot, 0, controls.killLevel(), CommandOrigin.LIMIT, hit, controls.hitBound(), controls.hitValue());
        }
    }

    private void sweep(final Slot slot) {
        if (!gate.isGuarded()) {
            guard.checkTime(slot.sequence(), slot.receiveTimeNs());
        }
        tracker.tick();
        sweepExits(slot.receiveTimeNs());
        sweepDisasters();
        final int count = instruments.highest();
        for (int i = 0; i < count && records.hasRoom(); i++) {
            final int instrument = sweepFrom > count ? 1 : sweepFrom;
            sweepFrom = instrument + 1;
            if (pursuit.isBusy(instrument) && !pursuit.wantsOut(instrument)) {
                tracker.check(instrument, gate.isReconciling(), slot.receiveTimeNs());
                drive(instrument, !exitsWait);
            }
        }
    }

    /** Exits of all instruments come first; while one of them has found no room, no entry takes any. */
    private void sweepExits(final long nowNs) {
        final int count = instruments.highest();
        int seen = 0;
        while (seen < count && records.hasRoom()) {
            final int instrument = exitsFrom > count ? 1 : exitsFrom;
            exitsFrom = instrument + 1;
            seen++;
            if (pursuit.wantsOut(instrument)) {
                tracker.check(instrument, gate.isReconciling(), nowNs);
                drive(instrument, false);
            }
        }
        exitsWait = seen < count && anyWantsOut(count);
    }

    /** Behind the exits, before the entries. */
    private void sweepDisasters() {
        final int count = instruments.highest();
        for (int i = 0; i < count && records.hasRoom(); i++) {
            final int instrument = disastersFrom > count ? 1 : disastersFrom;
            disastersFrom = instrument + 1;
            if (disasters.isBusy(instrument)) {
                disasters.drive(instrument);
            }
        }
    }

    private boolean anyWantsOut(final int count) {
        for (int instrument = 1; instrument <= count; instrument++) {
            if (pursuit.wantsOut(instrument)) {
                return true;
            }
        }
        return false;
    }

    private static boolean leaves(final int templateId) {
        return templateId == OrderPlacedDecoder.TEMPLATE_ID
                || templateId == OrderCancelledDecoder.TEMPLATE_ID
                || templateId == OrderQueriedDecoder.TEMPLATE_ID
                || templateId == DisasterPlacedDecoder.TEMPLATE_ID
                || templateId == DisasterCancelledDecoder.TEMPLATE_ID;
    }

    private void send(final Slot slot) {
        final Section section = slot.orders();
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            final int templateId = section.templateId(at);
            if (leaves(templateId)) {
                outbox.offer(section.buffer(), at, section.recordBytes(at), slot.sequence(), slot.receivedNanos());
            }
        }
    }
}
