package io.ringfence.engine.order;

import io.ringfence.engine.config.OnStop;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ConnectionDecoder;
import io.ringfence.journal.message.DiskLevel;
import io.ringfence.journal.message.DiskStateDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
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
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.SendFailureReason;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import io.ringfence.journal.message.TakeProfitDecoder;
import io.ringfence.journal.message.TickDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

    private static final int STATE_VERSION = 4;

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
    private final BalanceDecoder balance = new BalanceDecoder();
    private final StrategyFailedDecoder strategyFailed = new StrategyFailedDecoder();
    private final GenerationStartedDecoder started = new GenerationStartedDecoder();
    private final OrderInDoubtDecoder inDoubt = new OrderInDoubtDecoder();
    private final VenuePositionDecoder venuePosition = new VenuePositionDecoder();
    private final StopHitDecoder stopHit = new StopHitDecoder();
    private final TakeProfitDecoder takeProfit = new TakeProfitDecoder();

    private final Instruments instruments;
    private final MarketPrices prices;
    private final EntryGate gate;
    private final EntrySize size;
    private final long initialBalance;
    private final byte[] currency;
    private final byte[] asset = new byte[0xFF];
    private final OrderTable orders;
    private final OrderRecords records;
    private final Pursuit pursuit;
    private final OrderTracker tracker;
    private final Guard guard;
    private final DecisionTrail trail;
    private final Outbox outbox;
    private final int engineId;
    private final boolean flattenOnStop;

    private int sweepFrom = 1;
    private int exitsFrom = 1;
    private boolean exitsWait;
    private long fillsSettled;

    public OrdersStage(final StageSettings settings, final Outbox outbox, final DecisionSink sink) {
        final int maxInstruments = settings.maxInstruments();
        this.outbox = outbox;
        engineId = settings.engineId();
        flattenOnStop = settings.onStop() == OnStop.FLATTEN;
        instruments = new Instruments(maxInstruments);
        prices = new MarketPrices(maxInstruments);
        gate = new EntryGate(maxInstruments);
        orders = new OrderTable(maxInstruments);
        records = new OrderRecords(orders, engineId, settings.account());
        size = new EntrySize(settings, instruments);
        initialBalance = settings.initialBalance();
        currency = settings.currency().getBytes(StandardCharsets.US_ASCII);
        final EntryCheck check = new EntryCheck(size, settings.risk(), instruments, prices, gate, orders);
        pursuit = new Pursuit(maxInstruments, instruments, prices, orders, check, settings.exits(), records);
        tracker = new OrderTracker(
                orders,
                pursuit,
                records,
                settings.risk().answerTimeout().ns(),
                settings.recovery().arrivalLimit().ns());
        guard = new Guard(maxInstruments, settings.recovery(), instruments, prices, gate, pursuit, records);
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
        pursuit.at(slot.epoch(), slot.sequence(), slot.receiveTimeNs());
        takePositions(slot.portfolio());
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
        return 3 * Long.BYTES
                + Instruments.stateBytes(highestInstrument)
                + MarketPrices.stateBytes(highestInstrument)
                + EntryGate.stateBytes(highestInstrument)
                + OrderTable.stateBytes(highestInstrument)
                + Pursuit.stateBytes(highestInstrument)
                + OrderTracker.stateBytes()
                + Guard.stateBytes(highestInstrument)
                + DecisionTrail.stateBytes()
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
        guard.save(state, highest);
        trail.save(state);
        state.putLong(sweepFrom);
        state.putLong(exitsFrom);
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
        guard.load(state, highest);
        trail.load(state);
        sweepFrom = state.getInt("sweepFrom", 1, highest + 1L);
        exitsFrom = state.getInt("exitsFrom", 1, highest + 1L);
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

    /** Engine time up to which the account's fills are known, ns. As {@link #openOrders}. */
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
        return gate.isStopped(instrument);
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
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onDefinition(slot);
            case BalanceDecoder.TEMPLATE_ID -> onBalance(slot);
            case GenerationStartedDecoder.TEMPLATE_ID -> onGenerationStarted(slot);
            case OrderInDoubtDecoder.TEMPLATE_ID -> onInDoubt(slot);
            case VenuePositionDecoder.TEMPLATE_ID -> onVenuePosition(slot);
            case ReconciledDecoder.TEMPLATE_ID -> gate.reconciled();
            case DiskStateDecoder.TEMPLATE_ID -> onDisk(slot);
            default -> {}
        }
    }

    private void onDefinition(final Slot slot) {
        instruments.learn(slot);
        size.learn(slot);
    }

    private void onBalance(final Slot slot) {
        balance.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int length = balance.getAsset(asset, 0, asset.length);
        if (Arrays.equals(asset, 0, length, currency, 0, currency.length)) {
            size.stated(balance.walletBalance(), slot.venueTimeNs());
        }
    }

    private void takePositions(final Section section) {
        fillsSettled = 0;
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == PositionChangedDecoder.TEMPLATE_ID) {
                position.wrap(
                        section.buffer(),
                        at + HEADER,
                        PositionChangedDecoder.BLOCK_LENGTH,
                        PositionChangedDecoder.SCHEMA_VERSION);
                pursuit.position(position.header().instrument(), position.quantity());
                size.settled(initialBalance, position.accountRealized(), position.accountFees());
                fillsSettled += Math.abs(position.fillQuantity());
            }
        }
    }

    private void takeBars(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                bar.wrap(section.buffer(), at + HEADER, BarClosedDecoder.BLOCK_LENGTH, BarClosedDecoder.SCHEMA_VERSION);
                size.atr(section.instrument(at), bar.timeframe(), bar.atr());
            }
        }
    }

    private void takeSignals(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == SignalDecoder.TEMPLATE_ID) {
                signal.wrap(section.buffer(), at + HEADER, SignalDecoder.BLOCK_LENGTH, SignalDecoder.SCHEMA_VERSION);
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
                case StopArmedDecoder.TEMPLATE_ID -> guard.armed(section.instrument(at), true);
                case StopDisarmedDecoder.TEMPLATE_ID -> guard.armed(section.instrument(at), false);
                default -> {}
            }
        }
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
                recovery == RecoveryOutcome.CLEAN || recovery == RecoveryOutcome.NOTHING,
                started.entriesHeld() == Flag.YES,
                slot.receiveTimeNs());
        prices.forget();
        pursuit.generationStarted();
        tracker.generationStarted(instruments.highest(), slot.receiveTimeNs());
        guard.generationStarted(slot.receiveTimeNs());
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
        final boolean differs = venuePosition.quantity() != ours;
        if (differs && !gate.hasDrifted(instrument)) {
            records.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.POSITION_DRIFT, venuePosition.quantity(), ours);
        }
        gate.drifted(instrument, differs);
    }

    private void onTrade(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            trade.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            prices.trade(slot.instrument(), trade.price());
        }
    }

    private void onQuote(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            quote.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            prices.quote(slot.instrument(), quote.bidPrice(), quote.askPrice(), slot.receiveTimeNs());
        }
    }

    private void onReport(final Slot slot) {
        report.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (fillsSettled != 0) {
            gate.filled(slot.instrument(), report.header().venueTimeNs());
        }
        final int order = find(slot.instrument(), report.orderId());
        if (order == OrderTable.NO_ORDER) {
            onForeignReport(slot.instrument());
            return;
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

    private void onForeignReport(final int instrument) {
        if (fillsSettled != 0) {
            records.onAlarm(instrument, OrderTable.NO_ORDER, AlarmKind.UNEXPECTED_FILL, 0, fillsSettled);
        } else if (report.origin() == ReportOrigin.HISTORY && isOpen(report.status())) {
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

    private void onPlaceAnswer(final int order, final long nowNs) {
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
            case USER_DATA -> gate.reportsLost(!up);
            default -> {}
        }
    }

    private void orderEntryUp(final boolean up) {
        gate.orderEntryUp(up);
        pursuit.orderEntryUp(up);
        tracker.orderEntryUp(up);
    }

    private void onCommand(final Slot slot) {
        command.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int instrument = slot.instrument();
        if (instrument != 0 && !instruments.knows(instrument)) {
            return;
        }
        switch (command.command()) {
            case PAUSE, REDUCE_ONLY -> gate.stop(instrument);
            case RESUME -> gate.resume(instrument);
            case CANCEL_ALL -> cancelEntries(instrument);
            case FLATTEN -> flatten(slot);
            case STOP -> stop(slot);
            default -> {}
        }
    }

    private void stop(final Slot slot) {
        gate.end();
        if (flattenOnStop) {
            closeAll(slot);
        }
    }

    private void flatten(final Slot slot) {
        gate.stop(slot.instrument());
        closeAll(slot);
    }

    /** Cancels entries, exits positions. */
    private void closeAll(final Slot slot) {
        cancelEntries(slot.instrument());
        for (int i = first(slot.instrument()); i <= last(slot.instrument()); i++) {
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
            sweep(slot);
        } else if (instruments.knows(instrument) && pursuit.isBusy(instrument)) {
            pursuit.drive(instrument, !exitsWait);
        }
    }

    private void sweep(final Slot slot) {
        if (!gate.isGuarded()) {
            guard.checkTime(slot.sequence(), slot.receiveTimeNs());
        }
        tracker.tick();
        sweepExits(slot.receiveTimeNs());
        final int count = instruments.highest();
        for (int i = 0; i < count && records.hasRoom(); i++) {
            final int instrument = sweepFrom > count ? 1 : sweepFrom;
            sweepFrom = instrument + 1;
            if (pursuit.isBusy(instrument) && !pursuit.wantsOut(instrument)) {
                tracker.check(instrument, gate.isReconciling(), slot.receiveTimeNs());
                pursuit.drive(instrument, !exitsWait);
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
                pursuit.drive(instrument, false);
            }
        }
        exitsWait = seen < count && anyWantsOut(count);
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
                || templateId == OrderQueriedDecoder.TEMPLATE_ID;
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
