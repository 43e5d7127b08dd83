package io.ringfence.engine.watch;

import io.ringfence.engine.alarm.AlarmNotice;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.DisasterChangedDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.StopMovedDecoder;
import io.ringfence.journal.message.StrategyFailedDecoder;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the decision log of a running generation, keeps the present {@link RunState}, and tells each order, fill,
 * closed position, refusal and alarm as a line of text. Runs on a daemon thread of low priority.
 */
public final class RunWatch {
    private static final Logger LOG = LoggerFactory.getLogger(RunWatch.class);
    private static final int MONEY_DECIMALS = 2;
    private static final long POLL_MS = 20;
    private static final long NS_PER_MS = 1_000_000;
    private static final long JOIN_MS = 5_000;

    private final RecordedGeneration generation;
    private final Map<Integer, Instrument> instruments = new ConcurrentHashMap<>();
    private final Consumer<String> lines;
    private final Consumer<AlarmNotice> alarms;
    private final Thread thread;
    private final AtomicReference<RunState> state = new AtomicReference<>(RunState.NONE);
    private volatile boolean running = true;
    /** How often the end of the log was reached. */
    private volatile long ends;

    private volatile long guardedAfterMs = -1;
    private final long startNanos;

    private final DecisionRecords records = new DecisionRecords();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final OrderChangedDecoder changed = new OrderChangedDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final StopArmedDecoder armed = new StopArmedDecoder();
    private final StopMovedDecoder moved = new StopMovedDecoder();
    private final StopHitDecoder hit = new StopHitDecoder();
    private final RiskRejectDecoder refused = new RiskRejectDecoder();
    private final OrderQueriedDecoder queried = new OrderQueriedDecoder();
    private final GuardedDecoder guarded = new GuardedDecoder();
    private final DisasterPlacedDecoder disaster = new DisasterPlacedDecoder();
    private final DisasterChangedDecoder disasterChanged = new DisasterChangedDecoder();
    private final AlarmDecoder alarm = new AlarmDecoder();
    private final StrategyFailedDecoder failed = new StrategyFailedDecoder();

    /** The instrument of each; 0 of those that it began with. */
    private final Map<String, Integer> openOrders = new HashMap<>();

    /** Instruments with a position or an open order; of 0, it may be any. */
    private volatile Set<Integer> busy = Set.of();

    private final Map<Integer, Holding> holdings = new TreeMap<>();
    private long decisions;
    private long stopsMoved;
    private long stopsHit;
    private long realized;
    private long fees;

    /** What is held of one instrument. */
    private static final class Holding {
        private long quantity;
        private long entryPrice;
        private long realized;
        private long stopPrice;
    }

    /**
     * @param begin      what the decisions that it will see begin with
     * @param startNanos {@link System#nanoTime} when the start began
     * @param lines      told on the watch's thread, of an alarm after it was delivered; should not wait
     * @param alarms     gets what is to be delivered, on the watch's thread; must not wait
     */
    public RunWatch(
            final RecordedGeneration generation,
            final Collection<Instrument> instruments,
            final RunState.Begin begin,
            final long startNanos,
            final Consumer<String> lines,
            final Consumer<AlarmNotice> alarms) {
        this.alarms = alarms;
        this.startNanos = startNanos;
        realized = begin.realized();
        fees = begin.fees();
        begin.openOrders().forEach(id -> openOrders.put(id, 0));
        begin.holdings().forEach(this::hold);
        this.generation = generation;
        instruments.forEach(this::know);
        this.lines = lines;
        thread = new Thread(this::run, "watch");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    private void hold(final RunState.Holding held) {
        final Holding holding = new Holding();
        holding.quantity = held.quantity();
        holding.entryPrice = held.entryPrice();
        holding.realized = held.realized();
        holding.stopPrice = held.stopPrice();
        holdings.put(held.instrument(), holding);
    }

    public void start() {
        publish(0);
        thread.start();
    }

    /** The newest state. Any thread. */
    public RunState state() {
        return state.get();
    }

    /**
     * Waits until {@link #state} holds all that was decided before this call. Any thread.
     *
     * @return false if that didn't happen in time
     */
    public boolean awaitCaughtUp(final long deadlineNanos) throws InterruptedException {
        final long before = ends;
        // One reading may have been under way.
        while (ends < before + 2) {
            if (System.nanoTime() > deadlineNanos || !thread.isAlive()) {
                return false;
            }
            Thread.sleep(1);
        }
        return true;
    }

    /** Reads what there is, and ends. */
    public void stop() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
    }

    private void run() {
        try (LogReader log = generation.decisions()) {
            follow(log);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException | Error e) {
            // An Error, too: a mapped file on a disk that fails raises one.
            LOG.error("the watch failed", e);
            blind(state.get().sequence(), e.toString());
        }
    }

    private void follow(final LogReader log) throws InterruptedException {
        while (running && log.obstacle().isEmpty()) {
            final boolean atEnd = readAll(log) == 0;
            if (atEnd) {
                ends++; // One writer; the others only look.
                Thread.sleep(POLL_MS);
            }
        }
        readAll(log);
        log.obstacle().ifPresent(damage -> blind(log.sequence(), damage.toString()));
    }

    /** Nobody trades by what is shown here, but somebody relies on being told. */
    private void blind(final long sequence, final String why) {
        alarms.accept(new AlarmNotice(0, generation.epoch(), sequence, AlarmNotice.WATCH_BLIND, "", "", 0, 0));
        LOG.error("the watch ends, the engine goes on, and no further alarm is told of: {}", why);
        lines.accept("#" + sequence + " ALARM the decision log can't be followed any further: " + why);
    }

    private int readAll(final LogReader log) {
        int read = 0;
        while (log.next()) {
            records.wrap(log.buffer(), log.offset(), log.lengthBytes());
            for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
                decisions++;
                onDecision(log.sequence(), at);
            }
            read++;
        }
        if (read > 0) {
            publish(log.sequence());
        }
        return read;
    }

    private void onDecision(final long sequence, final int at) {
        switch (records.templateId(at)) {
            case OrderPlacedDecoder.TEMPLATE_ID -> onOrder(sequence, at);
            case OrderChangedDecoder.TEMPLATE_ID -> onOrderChanged(sequence, at);
            case PositionChangedDecoder.TEMPLATE_ID -> onPosition(sequence, at);
            case StopArmedDecoder.TEMPLATE_ID ->
                onStop(
                        at,
                        armed.wrapAndApplyHeader(records.buffer(), at, header).stopPrice());
            case StopMovedDecoder.TEMPLATE_ID -> {
                stopsMoved++;
                onStop(
                        at,
                        moved.wrapAndApplyHeader(records.buffer(), at, header).stopPrice());
            }
            case StopHitDecoder.TEMPLATE_ID -> onStopHit(sequence, at);
            case StopDisarmedDecoder.TEMPLATE_ID -> onStop(at, 0);
            case RiskRejectDecoder.TEMPLATE_ID -> onRefusal(sequence, at);
            case AlarmDecoder.TEMPLATE_ID -> onAlarm(sequence, at);
            case StrategyFailedDecoder.TEMPLATE_ID -> onFailure(sequence, at);
            case OrderQueriedDecoder.TEMPLATE_ID -> onQuery(sequence, at);
            case DisasterPlacedDecoder.TEMPLATE_ID -> onDisaster(sequence, at);
            case DisasterChangedDecoder.TEMPLATE_ID -> onDisasterChanged(sequence, at);
            case GuardedDecoder.TEMPLATE_ID -> onGuarded(sequence, at);
            default -> {
                // Bars and signals are too many to tell.
            }
        }
    }

    private void onOrder(final long sequence, final int at) {
        placed.wrapAndApplyHeader(records.buffer(), at, header);
        final String id = text(placed.orderId());
        openOrders.put(id, records.instrument(at));
        final String price = placed.type() == OrderType.MARKET ? "" : " @ " + price(at, placed.price());
        tell(
                sequence,
                "order",
                at,
                placed.side() + " " + quantity(at, placed.quantity()) + " " + placed.type() + price + " "
                        + placed.purpose() + " id=" + id + " cause=" + placed.causeSequence());
    }

    private void onOrderChanged(final long sequence, final int at) {
        changed.wrapAndApplyHeader(records.buffer(), at, header);
        final String id = text(changed.orderId());
        if (isFinal(changed.to())) {
            openOrders.remove(id);
        }
        if (isTold(changed.to())) {
            // A refusal by the venue has a code.
            final boolean sent = changed.to() != OrderState.REJECTED || changed.errorCode() != 0;
            tell(
                    sequence,
                    "order",
                    at,
                    (sent ? changed.to() + " code=" + changed.errorCode() : "NOT SENT") + " id=" + id);
        }
    }

    private void onDisaster(final long sequence, final int at) {
        disaster.wrapAndApplyHeader(records.buffer(), at, header);
        tell(
                sequence,
                "at venue",
                at,
                disaster.side() + " " + quantity(at, disaster.quantity()) + " STOP @ "
                        + price(at, disaster.triggerPrice()) + " id=" + text(disaster.orderId()));
    }

    /** One that is being cancelled counts as an order under way: a stop of the engine waits for it, so that none is left behind. */
    private void onDisasterChanged(final long sequence, final int at) {
        disasterChanged.wrapAndApplyHeader(records.buffer(), at, header);
        final String id = text(disasterChanged.orderId());
        switch (disasterChanged.to()) {
            case CANCELLING -> openOrders.put(id, records.instrument(at));
            case FIRED, GONE -> openOrders.remove(id);
            default -> {}
        }
        tell(sequence, "at venue", at, disasterChanged.to() + " code=" + disasterChanged.errorCode() + " id=" + id);
    }

    private static boolean isTold(final OrderState state) {
        return state == OrderState.REJECTED || state == OrderState.UNKNOWN || state == OrderState.NEVER_ARRIVED;
    }

    private static boolean isFinal(final OrderState state) {
        return switch (state) {
            case FILLED, CANCELED, EXPIRED, REJECTED, NEVER_ARRIVED -> true;
            default -> false;
        };
    }

    private void onPosition(final long sequence, final int at) {
        position.wrapAndApplyHeader(records.buffer(), at, header);
        final Holding holding = holding(at);
        final boolean closed = holding.quantity != 0 && position.quantity() == 0;
        tell(
                sequence,
                "fill",
                at,
                quantity(at, position.fillQuantity()) + " @ " + price(at, position.fillPrice()) + " position "
                        + quantity(at, position.quantity()));
        holding.quantity = position.quantity();
        holding.entryPrice = position.entryPrice();
        realized = position.accountRealized();
        fees = position.accountFees();
        if (closed) {
            tell(
                    sequence,
                    "closed",
                    at,
                    "profit " + money(position.realizedProfit() - holding.realized) + " before fees" + left(at));
            holding.realized = position.realizedProfit();
        }
    }

    private String left(final int at) {
        return position.dust() == 0 ? "" : ", " + quantity(at, position.dust()) + " left that are too little to sell";
    }

    private void onStop(final int at, final long stopPrice) {
        holding(at).stopPrice = stopPrice;
    }

    private void onStopHit(final long sequence, final int at) {
        stopsHit++;
        hit.wrapAndApplyHeader(records.buffer(), at, header);
        tell(
                sequence,
                "stop",
                at,
                "hit at " + price(at, hit.triggerPrice()) + ", stop " + price(at, hit.stopPrice()) + ", slip "
                        + price(at, hit.slip()));
    }

    private void onRefusal(final long sequence, final int at) {
        refused.wrapAndApplyHeader(records.buffer(), at, header);
        tell(
                sequence,
                "refused",
                at,
                refused.side() + " " + refused.purpose() + " rule=" + refused.rule() + measured(at));
    }

    /** Value and limit in the unit of the rule; nothing for a rule that measures nothing. */
    private String measured(final int at) {
        return switch (refused.rule()) {
            case STALE_DATA -> " " + age(refused.value()) + " limit=" + refused.bound() / NS_PER_MS + "ms";
            case IN_FLIGHT -> " value=" + refused.value() + " limit=" + refused.bound();
            case PRICE_BAND -> " value=" + price(at, refused.value()) + " limit=" + price(at, refused.bound());
            case QUANTITY -> " value=" + quantity(at, refused.value()) + " limit=" + quantity(at, refused.bound());
            case MIN_NOTIONAL, MAX_ORDER_NOTIONAL, MAX_POSITION_NOTIONAL ->
                " value=" + money(refused.value()) + " limit=" + money(refused.bound());
            default -> "";
        };
    }

    private static String age(final long ns) {
        return ns == Long.MAX_VALUE ? "no quote yet" : "value=" + ns / NS_PER_MS + "ms";
    }

    private void onQuery(final long sequence, final int at) {
        queried.wrapAndApplyHeader(records.buffer(), at, header);
        tell(sequence, "asked", at, "id=" + text(queried.orderId()) + " attempt=" + queried.attempt());
    }

    /** From here on entries are allowed. */
    private void onGuarded(final long sequence, final int at) {
        guarded.wrapAndApplyHeader(records.buffer(), at, header);
        guardedAfterMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        tell(
                sequence,
                "guarded",
                at,
                "after " + guardedAfterMs + " ms: " + guarded.positions()
                        + (guarded.positions() == 1 ? " position" : " positions"));
    }

    /** Wall time from the start to the first moment with every position guarded, ms; -1 before. Any thread. */
    public long guardedAfterMs() {
        return guardedAfterMs;
    }

    private void onFailure(final long sequence, final int at) {
        failed.wrapAndApplyHeader(records.buffer(), at, header);
        final String error = failed.error();
        tell(sequence, "ALARM", at, "strategy " + failed.strategyName() + " FAILED with " + error);
    }

    private void onAlarm(final long sequence, final int at) {
        alarm.wrapAndApplyHeader(records.buffer(), at, header);
        // First of all: somebody is woken by it, and the books are asked again.
        deliver(at);
        tell(
                sequence,
                "ALARM",
                at,
                alarm.kind() + " id=" + text(alarm.orderId()) + " expected=" + quantity(at, alarm.expected())
                        + " actual=" + quantity(at, alarm.actual()));
    }

    private void deliver(final int at) {
        final Instrument instrument = instruments.get(records.instrument(at));
        final OrderIdDecoder id = alarm.orderId();
        alarms.accept(new AlarmNotice(
                id.engine(),
                records.epoch(at),
                records.sequence(at),
                alarm.kind().name(),
                instrument == null ? "" : instrument.symbol(),
                id.epoch() == 0 ? "" : text(id),
                alarm.expected(),
                alarm.actual()));
    }

    /** Takes the names and scales of {@code instrument}, which is new. Any thread. */
    public void know(final Instrument instrument) {
        instruments.put(instrument.id(), instrument);
    }

    /** Whether nothing is held of {@code instrument} and no order of it is without an end, as far as was read. Any thread. */
    public boolean isAtRest(final int instrument) {
        return !busy.contains(instrument) && !busy.contains(0);
    }

    private void publish(final long sequence) {
        final Set<Integer> now = new HashSet<>(openOrders.values());
        final List<RunState.Position> open = new ArrayList<>();
        holdings.forEach((id, holding) -> {
            if (holding.quantity != 0) {
                now.add(id);
                open.add(position(instruments.get(id), holding));
            }
        });
        busy = now;
        state.set(new RunState(
                sequence, decisions, openOrders.size(), List.copyOf(open), stopsMoved, stopsHit, realized, fees));
    }

    private static RunState.Position position(final Instrument instrument, final Holding holding) {
        return new RunState.Position(
                instrument.symbol(),
                Decimals.format(holding.quantity, instrument.quantityScale()),
                Decimals.format(holding.entryPrice, instrument.priceScale()),
                holding.stopPrice == 0
                        ? RunState.NO_STOP
                        : Decimals.format(holding.stopPrice, instrument.priceScale()));
    }

    private Holding holding(final int at) {
        return holdings.computeIfAbsent(records.instrument(at), id -> new Holding());
    }

    private void tell(final long sequence, final String what, final int at, final String rest) {
        final Instrument instrument = instruments.get(records.instrument(at));
        lines.accept("#" + sequence + " " + what + " " + (instrument == null ? "" : instrument.symbol() + " ") + rest);
    }

    private String price(final int at, final long price) {
        final Instrument instrument = instruments.get(records.instrument(at));
        return Decimals.format(price, instrument == null ? 0 : instrument.priceScale());
    }

    /** In units if it isn't known of what. */
    private String quantity(final int at, final long quantity) {
        final Instrument instrument = instruments.get(records.instrument(at));
        return Decimals.format(quantity, instrument == null ? 0 : instrument.quantityScale());
    }

    /** Rounded for people. */
    static String money(final long money) {
        return BigDecimal.valueOf(money, Money.SCALE)
                .setScale(MONEY_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String text(final OrderIdDecoder id) {
        return new ClientOrderId()
                .set(id.engine(), id.epoch(), id.sequence(), id.index())
                .toString();
    }
}
