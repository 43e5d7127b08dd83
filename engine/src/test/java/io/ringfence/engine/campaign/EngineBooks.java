package io.ringfence.engine.campaign;

import io.ringfence.engine.testing.Decision;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.GuardedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderAnswerDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReconciledDecoder;
import io.ringfence.journal.message.SendFailureDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SnapshotRequestDecoder;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.StopDisarmedDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.agrona.DirectBuffer;

/**
 * What the engine's journal says over all generations, each read once it is dead: every fill that came, what positions
 * the engine concluded from them, orders, and in which order a generation came to trade.
 */
final class EngineBooks {
    private static final String CURRENCY = "USDT";

    private final Violations violations;
    private final Map<Integer, Instrument> instruments = new HashMap<>();
    private final Map<String, BookedFill> fills = new LinkedHashMap<>();
    private final Map<Integer, Long> positions = new TreeMap<>();
    /** On spot, what of the positions is too little to sell. */
    private final Map<Integer, Long> dust = new HashMap<>();

    private final Map<Integer, Boolean> armed = new HashMap<>();
    private final Set<String> placed = new HashSet<>();
    private final Set<String> disasters = new HashSet<>();
    private final Map<String, Ended> ended = new HashMap<>();
    private final Set<String> resolved = new HashSet<>();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private long fees;
    private BigDecimal wallet;

    /** A fill as the engine heard of it. */
    record BookedFill(String symbol, BigDecimal price, BigDecimal quantity, BigDecimal fee, String orderId) {}

    /** The last word on an order. */
    record Ended(OrderStatus status, BigDecimal filled) {}

    /**
     * One generation's story.
     *
     * @param reconciled  sequence of the first, 0: never
     * @param guarded     likewise
     * @param balances    wallets that it was told, by sequence
     * @param records     events
     * @param placed      ids of the orders that it decided
     * @param heardOf     ids of orders of which it was told something
     * @param lastSnapshotRequest sequence, 0: none
     * @param alarms      as text, in their order
     */
    record Story(
            int epoch,
            long reconciled,
            long guarded,
            TreeMap<Long, BigDecimal> balances,
            long records,
            Set<String> placed,
            Set<String> heardOf,
            long lastSnapshotRequest,
            List<Alarm> alarms) {}

    /** What the engine was alarmed by. */
    record Alarm(AlarmKind kind, String text) {}

    EngineBooks(final Violations violations) {
        this.violations = violations;
    }

    /** Reads a generation to where it goes. */
    Story read(final RecordedGeneration generation) {
        final Reading reading = new Reading(generation.epoch());
        long last = 0;
        try (LogReader log = generation.events()) {
            while (log.next()) {
                last = log.sequence();
                reading.event(last, log.buffer(), log.offset());
            }
            log.damage()
                    .ifPresent(damage -> violations.add("events of generation " + generation.epoch() + ": " + damage));
        }
        try (LogReader log = generation.decisions()) {
            final DecisionRecords records = new DecisionRecords();
            while (log.next()) {
                // What was decided on events that the crash took is nobody's: no order may have left for it.
                if (log.sequence() <= last) {
                    read(log, records, reading);
                }
            }
            log.damage()
                    .ifPresent(
                            damage -> violations.add("decisions of generation " + generation.epoch() + ": " + damage));
        }
        return reading.finish();
    }

    private static void read(final LogReader log, final DecisionRecords records, final Reading reading) {
        records.wrap(log.buffer(), log.offset(), log.lengthBytes());
        for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
            final byte[] bytes = new byte[records.lengthBytes(at)];
            records.buffer().getBytes(at, bytes);
            reading.decision(log.sequence(), new Decision(bytes));
        }
    }

    Map<String, BookedFill> fills() {
        return fills;
    }

    Set<String> placed() {
        return placed;
    }

    /** Ids of stops that were to rest at the venue. */
    Set<String> disasters() {
        return disasters;
    }

    Map<String, Ended> ended() {
        return ended;
    }

    /** Orders of which it is known that nothing became of them. */
    Set<String> resolved() {
        return resolved;
    }

    BigDecimal wallet() {
        return wallet;
    }

    /** Signed, by symbol. */
    Map<String, BigDecimal> positions() {
        final Map<String, BigDecimal> held = new TreeMap<>();
        positions.forEach((id, quantity) -> held.put(
                instruments.get(id).symbol(),
                BigDecimal.valueOf(quantity, instruments.get(id).quantityScale())));
        return held;
    }

    private static String text(final OrderIdDecoder id) {
        return new ClientOrderId()
                .set(id.engine(), id.epoch(), id.sequence(), id.index())
                .toString();
    }

    /** One generation being read. */
    private final class Reading {
        private final int epoch;
        private final Map<Integer, Long> heldAtStart = new HashMap<>(positions);
        private final Map<Integer, Long> firstQuotes = new HashMap<>();
        private final Map<Integer, TreeMap<Long, Long>> history = new HashMap<>();
        private final TreeMap<Long, Long> feesAfter = new TreeMap<>();
        private final TreeMap<Long, BigDecimal> balances = new TreeMap<>();
        private final Set<String> placedHere = new HashSet<>();
        private final Set<String> heardOf = new HashSet<>();
        private final List<Alarm> alarms = new ArrayList<>();
        private long reconciled;
        private long guarded;
        private long firstEntry;
        private long records;
        private long lastSnapshotRequest;

        Reading(final int epoch) {
            this.epoch = epoch;
        }

        void event(final long sequence, final DirectBuffer buffer, final int offset) {
            records++;
            switch (EventLayout.templateId(buffer, offset)) {
                case InstrumentDefinitionDecoder.TEMPLATE_ID -> {
                    final Instrument instrument = Instrument.decode(buffer, offset);
                    instruments.put(instrument.id(), instrument);
                }
                case ExecutionReportDecoder.TEMPLATE_ID ->
                    report(sequence, new ExecutionReportDecoder().wrapAndApplyHeader(buffer, offset, header));
                case QuoteDecoder.TEMPLATE_ID ->
                    firstQuotes.putIfAbsent(EventLayout.instrument(buffer, offset), sequence);
                case BalanceDecoder.TEMPLATE_ID ->
                    balance(sequence, new BalanceDecoder().wrapAndApplyHeader(buffer, offset, header));
                case ReconciledDecoder.TEMPLATE_ID -> reconciled = reconciled == 0 ? sequence : reconciled;
                case OrderAnswerDecoder.TEMPLATE_ID -> {
                    final OrderAnswerDecoder answer =
                            new OrderAnswerDecoder().wrapAndApplyHeader(buffer, offset, header);
                    heardOf.add(text(answer.orderId()));
                    if (answer.errorCode() != 0) {
                        resolved.add(text(answer.orderId()));
                    }
                }
                case SendFailureDecoder.TEMPLATE_ID -> {
                    final String id = text(new SendFailureDecoder()
                            .wrapAndApplyHeader(buffer, offset, header)
                            .orderId());
                    heardOf.add(id);
                    resolved.add(id);
                }
                case SnapshotRequestDecoder.TEMPLATE_ID -> lastSnapshotRequest = sequence;
                default -> {
                    // Nothing that the books hold.
                }
            }
        }

        private void balance(final long sequence, final BalanceDecoder balance) {
            final long units = balance.walletBalance();
            if (balance.asset().equals(CURRENCY)) {
                wallet = BigDecimal.valueOf(units, Money.SCALE);
                balances.put(sequence, wallet);
            }
        }

        private void report(final long sequence, final ExecutionReportDecoder report) {
            final Instrument instrument = instruments.get(report.header().instrument());
            final String orderId = text(report.orderId());
            heardOf.add(orderId);
            final BigDecimal filled = BigDecimal.valueOf(report.cumulativeQuantity(), instrument.quantityScale());
            if (report.status() == OrderStatus.FILLED
                    || report.status() == OrderStatus.CANCELED
                    || report.status() == OrderStatus.EXPIRED) {
                ended.merge(
                        orderId,
                        new Ended(report.status(), filled),
                        (before, now) -> before.filled().compareTo(now.filled()) > 0 ? before : now);
            }
            if (report.tradeId() == 0 || report.lastQuantity() == 0) {
                return;
            }
            final long baseFee = baseFee(report, instrument);
            final long fee = report.fee()
                    + Money.notional(report.lastPrice(), baseFee, instrument.priceScale(), instrument.quantityScale());
            final String key = instrument.symbol() + " " + report.tradeId() + " " + report.side();
            final BookedFill fill = new BookedFill(
                    instrument.symbol(),
                    BigDecimal.valueOf(report.lastPrice(), instrument.priceScale()),
                    BigDecimal.valueOf(report.lastQuantity(), instrument.quantityScale()),
                    BigDecimal.valueOf(fee, Money.SCALE),
                    orderId);
            if (fills.putIfAbsent(key, fill) == null) {
                final boolean buy = report.side() == Side.BUY;
                final long after = positions.merge(
                        instrument.id(), buy ? report.lastQuantity() - baseFee : -report.lastQuantity(), Long::sum);
                history.computeIfAbsent(instrument.id(), id -> new TreeMap<>()).put(sequence, after);
                fees += fee;
                feesAfter.put(sequence, fees);
            }
        }

        /** Spot: what the fee has taken of what was bought, quantity units, which have its 8 decimals. */
        private long baseFee(final ExecutionReportDecoder report, final Instrument instrument) {
            final boolean inBase = instrument.kind() == MarketKind.SPOT
                    && instrument.symbol().equals(report.otherFeeAsset() + CURRENCY);
            return inBase ? report.otherFee() : 0;
        }

        void decision(final long sequence, final Decision decision) {
            switch (decision.templateId()) {
                case PositionChangedDecoder.TEMPLATE_ID ->
                    position(sequence, decision.as(new PositionChangedDecoder()));
                case OrderPlacedDecoder.TEMPLATE_ID -> {
                    final OrderPlacedDecoder order = decision.as(new OrderPlacedDecoder());
                    final String id = text(order.orderId());
                    violations.require(placed.add(id), "two orders of the engine have the id " + id);
                    placedHere.add(id);
                    if (order.purpose() == OrderPurpose.ENTRY && firstEntry == 0) {
                        firstEntry = sequence;
                        checkEntry(sequence);
                    }
                }
                case DisasterPlacedDecoder.TEMPLATE_ID -> {
                    final String id =
                            text(decision.as(new DisasterPlacedDecoder()).orderId());
                    violations.require(disasters.add(id), "two stops of the engine have the id " + id);
                }
                case OrderChangedDecoder.TEMPLATE_ID -> {
                    final OrderChangedDecoder changed = decision.as(new OrderChangedDecoder());
                    if (changed.to() == OrderState.REJECTED || changed.to() == OrderState.NEVER_ARRIVED) {
                        resolved.add(text(changed.orderId()));
                    }
                }
                case StopArmedDecoder.TEMPLATE_ID -> armed.put(decision.id().instrument(), true);
                case StopHitDecoder.TEMPLATE_ID -> armed.put(decision.id().instrument(), true);
                case StopDisarmedDecoder.TEMPLATE_ID -> armed.put(decision.id().instrument(), false);
                case GuardedDecoder.TEMPLATE_ID -> guarded = guarded == 0 ? sequence : guarded;
                case AlarmDecoder.TEMPLATE_ID -> alarm(sequence, decision.as(new AlarmDecoder()));
                default -> {
                    // Nothing that the books hold.
                }
            }
        }

        private void position(final long sequence, final PositionChangedDecoder changed) {
            final int instrument = changed.header().instrument();
            final Map.Entry<Long, Long> expected =
                    history.getOrDefault(instrument, new TreeMap<>()).floorEntry(sequence);
            dust.put(instrument, changed.dust());
            violations.require(
                    expected != null && expected.getValue() == changed.quantity() + changed.dust(),
                    "generation " + epoch + " event " + sequence + ": the engine holds " + changed.quantity() + " of "
                            + instruments.get(instrument).symbol() + ", its fills amount to " + expected);
            final Map.Entry<Long, Long> paid = feesAfter.floorEntry(sequence);
            violations.require(
                    paid != null && paid.getValue() == changed.accountFees(),
                    "generation " + epoch + " event " + sequence + ": the engine has paid fees of "
                            + changed.accountFees() + ", its fills amount to " + paid);
        }

        private void alarm(final long sequence, final AlarmDecoder alarm) {
            final Instrument instrument = instruments.get(alarm.header().instrument());
            alarms.add(new Alarm(
                    alarm.kind(),
                    "generation " + epoch + " event " + sequence + " "
                            + (instrument == null ? "" : instrument.symbol()) + " order " + text(alarm.orderId())
                            + " expected " + alarm.expected() + " actual " + alarm.actual()));
        }

        /** Everything that was held at the start and still is must be guarded before the first entry. */
        private void checkEntry(final long entry) {
            violations.require(
                    reconciled != 0 && reconciled < entry,
                    "generation " + epoch + ": entry at event " + entry + " before the account was reconciled ("
                            + reconciled + ")");
            violations.require(
                    guarded != 0 && guarded <= entry,
                    "generation " + epoch + ": entry at event " + entry + " before it was guarded (" + guarded + ")");
            heldAtStart.forEach((instrument, quantity) -> checkGuarded(entry, instrument, quantity));
        }

        private void checkGuarded(final long entry, final int instrument, final long quantityAtStart) {
            final Map.Entry<Long, Long> now =
                    history.getOrDefault(instrument, new TreeMap<>()).floorEntry(entry);
            final long held = now == null ? quantityAtStart : now.getValue();
            if (held - dust.getOrDefault(instrument, 0L) == 0) {
                return;
            }
            final String symbol = instruments.get(instrument).symbol();
            final Long quote = firstQuotes.get(instrument);
            violations.require(
                    quote != null && quote <= entry,
                    "generation " + epoch + ": entry at event " + entry + " while " + symbol + " held " + held
                            + " without a quote");
            // A stop that was armed while the tail was lost to the decision log is known to the engine alone.
            violations.require(
                    armed.getOrDefault(instrument, true),
                    "generation " + epoch + ": entry at event " + entry + " while " + symbol + " held " + held
                            + " without a stop");
        }

        Story finish() {
            return new Story(
                    epoch, reconciled, guarded, balances, records, placedHere, heardOf, lastSnapshotRequest, alarms);
        }
    }

    /** The fills of one order, for messages. */
    List<String> fillsOf(final String orderId) {
        final List<String> found = new ArrayList<>();
        fills.forEach((key, fill) -> {
            if (fill.orderId().equals(orderId)) {
                found.add(key);
            }
        });
        return found;
    }
}
