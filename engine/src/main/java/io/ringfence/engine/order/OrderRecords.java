package io.ringfence.engine.order;

import io.ringfence.engine.config.RiskConduct.SelfTradeChoice;
import io.ringfence.engine.stage.Section;
import io.ringfence.journal.message.AlarmEncoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.DisasterCancelledEncoder;
import io.ringfence.journal.message.DisasterChangedEncoder;
import io.ringfence.journal.message.DisasterPlacedEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.GuardedEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.NakedTimeEncoder;
import io.ringfence.journal.message.OrderCancelledEncoder;
import io.ringfence.journal.message.OrderChangedEncoder;
import io.ringfence.journal.message.OrderIdEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderQueriedEncoder;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.RiskRejectEncoder;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.message.SelfTradePrevention;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;

/** Writes what is decided about orders into the section of {@code orders}. */
final class OrderRecords implements OrderListener {
    /**
     * Kept free for what one event can force: a report's change with its alarm, an unexpected fill, a state hash, and one more order
     * with its refusal.
     */
    private static final int RESERVE_BYTES = 744;

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderPlacedEncoder placed = new OrderPlacedEncoder();
    private final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
    private final OrderChangedEncoder changed = new OrderChangedEncoder();
    private final OrderQueriedEncoder queried = new OrderQueriedEncoder();
    private final GuardedEncoder guarded = new GuardedEncoder();
    private final RiskRejectEncoder reject = new RiskRejectEncoder();
    private final AlarmEncoder alarm = new AlarmEncoder();

    private final DisasterPlacedEncoder disasterPlaced = new DisasterPlacedEncoder();
    private final DisasterCancelledEncoder disasterCancelled = new DisasterCancelledEncoder();
    private final DisasterChangedEncoder disasterChanged = new DisasterChangedEncoder();

    private final NakedTimeEncoder naked = new NakedTimeEncoder();

    private final OrderTable orders;
    private final DisasterTable disasters;
    private final int engineId;
    private final int account;
    private final SelfTradePrevention ofEntries;
    private Section section;

    /** @param ofEntries what the venue ends when an entry would meet another order of the account */
    OrderRecords(
            final OrderTable orders,
            final DisasterTable disasters,
            final int engineId,
            final int account,
            final SelfTradeChoice ofEntries) {
        this.ofEntries = prevention(ofEntries);
        this.orders = orders;
        this.disasters = disasters;
        this.engineId = engineId;
        this.account = account;
    }

    private static SelfTradePrevention prevention(final SelfTradeChoice choice) {
        return switch (choice) {
            case EXPIRE_TAKER -> SelfTradePrevention.EXPIRE_TAKER;
            case EXPIRE_MAKER -> SelfTradePrevention.EXPIRE_MAKER;
            case EXPIRE_BOTH -> SelfTradePrevention.EXPIRE_BOTH;
        };
    }

    void writeTo(final Section section) {
        this.section = section;
    }

    @Override
    public int nextIndex() {
        return section.nextIndex();
    }

    @Override
    public boolean hasRoom() {
        return section.buffer().capacity() - section.lengthBytes() >= RESERVE_BYTES;
    }

    @Override
    public void onPlaced(
            final int order,
            final long price,
            final long referencePrice,
            final long notional,
            final long causeSequence,
            final int causeIndex,
            final int replaced,
            final int strategy) {
        final boolean exit = orders.isExit(order);
        section.concern(orders.instrument(order), account);
        placed.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .price(price)
                .quantity(orders.quantity(order))
                .referencePrice(referencePrice)
                .notional(notional)
                .causeSequence(causeSequence)
                .side(side(orders.side(order)))
                .type(price == ExitSteps.MARKET ? OrderType.MARKET : OrderType.LIMIT)
                .timeInForce(TimeInForce.IOC)
                .purpose(purpose(exit))
                .reduceOnly(exit ? Flag.YES : Flag.NO)
                .causeIndex(causeIndex)
                .strategy(strategy)
                // Whatever somebody left in the book, an exit gets through.
                .selfTradePrevention(exit ? SelfTradePrevention.EXPIRE_MAKER : ofEntries);
        writeId(placed.orderId(), order);
        writeReplaced(placed.replaces(), replaced);
        section.end(HEADER + placed.encodedLength());
    }

    @Override
    public void onCancelled(final int order) {
        section.concern(orders.instrument(order), account);
        cancelled
                .wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .venueOrderId(orders.venueOrderId(order));
        writeId(cancelled.orderId(), order);
        section.end(HEADER + cancelled.encodedLength());
    }

    @Override
    public void onQueried(final int order, final int attempt) {
        section.concern(orders.instrument(order), account);
        queried.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .venueOrderId(orders.venueOrderId(order))
                .attempt(attempt);
        writeId(queried.orderId(), order);
        section.end(HEADER + queried.encodedLength());
    }

    @Override
    public void onGuarded(final int positions, final long afterNs) {
        section.concern(0, account);
        guarded.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .positions(positions)
                .afterNs(afterNs);
        section.end(HEADER + guarded.encodedLength());
    }

    @Override
    public void onChanged(final int order, final OrderLife from, final OrderLife to, final int errorCode) {
        section.concern(orders.instrument(order), account);
        changed.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .venueOrderId(orders.venueOrderId(order))
                .filledQuantity(orders.filled(order))
                .errorCode(errorCode)
                .from(from.state())
                .to(to.state());
        writeId(changed.orderId(), order);
        section.end(HEADER + changed.encodedLength());
    }

    @Override
    public void onRefused(
            final int instrument,
            final RiskRule rule,
            final int side,
            final boolean exit,
            final long bound,
            final long value,
            final long quantity) {
        section.concern(instrument, account);
        reject.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .rule(rule)
                .side(side(side))
                .purpose(purpose(exit))
                .bound(bound)
                .value(value)
                .quantity(quantity);
        section.end(HEADER + reject.encodedLength());
    }

    @Override
    public void onAlarm(
            final int instrument, final int order, final AlarmKind kind, final long expected, final long actual) {
        section.concern(instrument, account);
        alarm.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .kind(kind)
                .expected(expected)
                .actual(actual);
        if (order == OrderTable.NO_ORDER) {
            alarm.orderId().engine(0).epoch(0).sequence(0).index(0);
        } else {
            writeId(alarm.orderId(), order);
        }
        section.end(HEADER + alarm.encodedLength());
    }

    @Override
    public void onDisasterPlaced(final int disaster, final long stopPrice, final boolean byMark, final int replaced) {
        section.concern(disasters.instrument(disaster), account);
        disasterPlaced
                .wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .triggerPrice(disasters.trigger(disaster))
                .quantity(disasters.quantity(disaster))
                .stopPrice(stopPrice)
                .side(side(disasters.side(disaster)))
                .byMark(byMark ? Flag.YES : Flag.NO);
        writeDisasterId(disasterPlaced.orderId(), disaster);
        writeReplaced(disasterPlaced.replaces(), replaced);
        section.end(HEADER + disasterPlaced.encodedLength());
    }

    @Override
    public void onDisasterCancelled(final int disaster, final int attempt) {
        section.concern(disasters.instrument(disaster), account);
        disasterCancelled
                .wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .algoId(disasters.algoId(disaster))
                .attempt(attempt);
        writeDisasterId(disasterCancelled.orderId(), disaster);
        section.end(HEADER + disasterCancelled.encodedLength());
    }

    @Override
    public void onDisasterChanged(
            final int disaster, final DisasterLife from, final DisasterLife to, final int errorCode) {
        section.concern(disasters.instrument(disaster), account);
        disasterChanged
                .wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .algoId(disasters.algoId(disaster))
                .errorCode(errorCode)
                .from(from.state())
                .to(to.state());
        writeDisasterId(disasterChanged.orderId(), disaster);
        section.end(HEADER + disasterChanged.encodedLength());
    }

    @Override
    public void onNaked(final int instrument, final long durationNs, final long quantity) {
        section.concern(instrument, account);
        naked.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .durationNs(durationNs)
                .quantity(quantity);
        section.end(HEADER + naked.encodedLength());
    }

    private void writeReplaced(final OrderIdEncoder id, final int replaced) {
        if (replaced == DisasterTable.NONE) {
            id.engine(0).epoch(0).sequence(0).index(0);
        } else {
            writeDisasterId(id, replaced);
        }
    }

    private void writeDisasterId(final OrderIdEncoder id, final int disaster) {
        id.engine(engineId)
                .epoch(disasters.epoch(disaster))
                .sequence(disasters.sequence(disaster))
                .index(disasters.index(disaster));
    }

    private void writeId(final OrderIdEncoder id, final int order) {
        id.engine(engineId)
                .epoch(orders.epoch(order))
                .sequence(orders.sequence(order))
                .index(orders.index(order));
    }

    private static Side side(final int side) {
        return side > 0 ? Side.BUY : Side.SELL;
    }

    private static OrderPurpose purpose(final boolean exit) {
        return exit ? OrderPurpose.EXIT : OrderPurpose.ENTRY;
    }
}
