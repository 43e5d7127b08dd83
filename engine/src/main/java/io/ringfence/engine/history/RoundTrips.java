package io.ringfence.engine.history;

import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.message.AccountChangedDecoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.NakedTimeDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.StopHitDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.number.Money;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2ObjectHashMap;

/**
 * Makes round trips of the fills that {@code portfolio} counted, by the profit and the fee that it says of each, so that their sums are
 * the account's to the last unit. On spot what is left below a lot ends a trip all the same; with its cost it is part of the next one.
 * Generations are told oldest first; a position that the next one carries on stays the same trip.
 */
public final class RoundTrips implements HistoryListener {
    private static final int SIGNALS = 3;
    private static final int STOPS = 4;
    /** Of the stop at the venue. */
    private static final String DISASTER = "stop DISASTER";

    private static final String NOT_OURS = "not ours";
    private static final OrderKey NO_ORDER = new OrderKey(0, 0, 0, 0);

    private final KnownInstruments instruments = new KnownInstruments();
    private final Int2ObjectHashMap<Held> held = new Int2ObjectHashMap<>();
    private final DisasterPlacedDecoder disaster = new DisasterPlacedDecoder();
    private final Map<OrderKey, String> reasons = new HashMap<>();
    private final Map<OrderKey, String> strategies = new HashMap<>();
    private final Map<Integer, String> strategyNames = new HashMap<>();
    private final List<RoundTrip> closed = new ArrayList<>();
    private final List<RoundTrip> lost = new ArrayList<>();
    private final Map<String, Long> unvaluedFees = new TreeMap<>();

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final GenerationStartedDecoder started = new GenerationStartedDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final StopHitDecoder hit = new StopHitDecoder();
    private final AccountChangedDecoder account = new AccountChangedDecoder();
    private final NakedTimeDecoder naked = new NakedTimeDecoder();

    private long timeNs;
    private boolean atReport;
    private long funding;
    private long nakedNs;

    /** What is held of one instrument, and what it is worth now and then. */
    private static final class Held {
        private long quantity;
        private long openCost;
        private long feesSoFar;
        private String signalReason = "signal";
        private String stopReason = "stop";
        private boolean quoted;
        private long mark;
        private RoundTrip trip;
        /** The one that is closed newest; null before any. */
        private RoundTrip former;
    }

    /** A position that there was before all that is going to be told; its entry isn't known. */
    public void begin(final int instrument, final long quantity, final long openCost, final long fees) {
        final Held one = held(instrument);
        one.quantity = quantity;
        one.openCost = openCost;
        one.feesSoFar = fees;
    }

    @Override
    public void onGeneration(final RecordedGeneration generation) {
        instruments.learn(generation);
    }

    @Override
    public void onEvent(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        atReport = false;
        timeNs = EventLayout.receiveTimeNs(buffer, offset);
        switch (EventLayout.templateId(buffer, offset)) {
            case QuoteDecoder.TEMPLATE_ID -> onQuote(buffer, offset);
            case TradeDecoder.TEMPLATE_ID -> onTrade(buffer, offset);
            case ExecutionReportDecoder.TEMPLATE_ID -> {
                report.wrapAndApplyHeader(buffer, offset, header);
                atReport = true;
                timeNs = Noted.timeNs(buffer, offset);
            }
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> instruments.learn(buffer, offset);
            case GenerationStartedDecoder.TEMPLATE_ID -> onStarted(buffer, offset);
            default -> {
                // Says nothing about prices or fills.
            }
        }
    }

    /** One that goes on from nothing, perhaps for another account, carries nothing on. */
    private void onStarted(final DirectBuffer buffer, final int offset) {
        held.values().forEach(one -> one.quoted = false);
        if (started.wrapAndApplyHeader(buffer, offset, header).recovery() == RecoveryOutcome.NOTHING) {
            held.values().stream()
                    .map(one -> one.trip)
                    .filter(trip -> trip != null)
                    .forEach(lost::add);
            held.clear();
        }
    }

    private void onQuote(final DirectBuffer buffer, final int offset) {
        final Held one = held.get(EventLayout.instrument(buffer, offset));
        if (one == null) {
            return;
        }
        one.quoted = true;
        if (one.trip != null) {
            quote.wrapAndApplyHeader(buffer, offset, header);
            final boolean isLong = one.quantity > 0;
            mark(one, isLong ? quote.bidPrice() : quote.askPrice());
            if (quote.conflated() > 0) {
                mark(one, isLong ? quote.lowestBid() : quote.highestAsk());
            }
        }
    }

    private void onTrade(final DirectBuffer buffer, final int offset) {
        final Held one = held.get(EventLayout.instrument(buffer, offset));
        if (one != null && one.trip != null && !one.quoted) {
            mark(one, trade.wrapAndApplyHeader(buffer, offset, header).price());
        }
    }

    private static void mark(final Held one, final long price) {
        if (price != 0 && price != one.mark) {
            one.mark = price;
            final Units units = one.trip.units();
            final long worth = Money.notional(price, one.quantity, units.priceScale(), units.quantityScale());
            one.trip.seen(one.trip.gross() + worth - one.openCost);
        }
    }

    @Override
    public void onDecision(final DecisionRecords records, final int at) {
        switch (records.templateId(at)) {
            case SignalDecoder.TEMPLATE_ID -> {
                signal.wrapAndApplyHeader(records.buffer(), at, header);
                held(records.instrument(at)).signalReason = "signal " + RecordText.shortReason(signal);
                strategyNames.put(signal.strategy(), RecordText.strategyName(signal));
            }
            case StopHitDecoder.TEMPLATE_ID ->
                held(records.instrument(at)).stopReason =
                        RecordText.reason(hit.wrapAndApplyHeader(records.buffer(), at, header));
            case OrderPlacedDecoder.TEMPLATE_ID -> onPlaced(records, at);
            case DisasterPlacedDecoder.TEMPLATE_ID ->
                reasons.put(
                        OrderKey.of(disaster.wrapAndApplyHeader(records.buffer(), at, header)
                                .orderId()),
                        DISASTER);
            case PositionChangedDecoder.TEMPLATE_ID -> onPosition(records, at);
            case AccountChangedDecoder.TEMPLATE_ID -> onAccount(records, at);
            case NakedTimeDecoder.TEMPLATE_ID -> onNaked(records, at);
            default -> {
                // No part of a trade.
            }
        }
    }

    private void onAccount(final DecisionRecords records, final int at) {
        account.wrapAndApplyHeader(records.buffer(), at, header);
        if (account.reason() == BalanceReason.FUNDING) {
            funding = Math.addExact(funding, account.change());
        }
    }

    /** Told when it is over, which may be with the fill that closed the position. */
    private void onNaked(final DecisionRecords records, final int at) {
        final Held one = held(records.instrument(at));
        final long durationNs =
                naked.wrapAndApplyHeader(records.buffer(), at, header).durationNs();
        nakedNs = Math.addExact(nakedNs, durationNs);
        final RoundTrip trip = naked.quantity() == 0 ? one.former : one.trip;
        if (trip != null) {
            trip.naked(durationNs);
        }
    }

    private void onPlaced(final DecisionRecords records, final int at) {
        placed.wrapAndApplyHeader(records.buffer(), at, header);
        final String reason = switch (placed.causeIndex() >>> Byte.SIZE) {
            case SIGNALS -> held(records.instrument(at)).signalReason;
            case STOPS -> held(records.instrument(at)).stopReason;
            default -> "command";
        };
        reasons.put(OrderKey.of(placed.orderId()), reason);
        if (placed.strategy() > 0) {
            strategies.put(OrderKey.of(placed.orderId()), strategyNames.getOrDefault(placed.strategy(), ""));
        }
    }

    private void onPosition(final DecisionRecords records, final int at) {
        position.wrapAndApplyHeader(records.buffer(), at, header);
        final Held one = held(records.instrument(at));
        final long before = CountedFill.before(position);
        final Units units = Units.of(records.instrument(at), instruments);
        final long value = Money.notional(
                position.fillPrice(), position.fillQuantity(), units.priceScale(), units.quantityScale());
        if (before != one.quantity) {
            lose(one, before, value);
        }
        final OrderKey order = atReport ? OrderKey.of(report.orderId()) : NO_ORDER;
        final long fee = fee(one);
        if (atReport && CountedFill.hasOtherFee(report) && fee == report.fee()) {
            unvaluedFees.merge(report.otherFeeAsset(), report.otherFee(), Math::addExact);
        }
        fill(one, new Fill(units, records.epoch(at), records.sequence(at), order, profit(one, value), fee));
        one.quantity = position.quantity();
        one.openCost = position.openCost();
        one.feesSoFar = position.fees();
        one.mark = position.fillPrice();
    }

    private long profit(final Held one, final long value) {
        return CountedFill.isWhole(position) ? position.fillProfit() : position.openCost() - one.openCost - value;
    }

    private long fee(final Held one) {
        return CountedFill.isWhole(position) || atReport && !CountedFill.hasOtherFee(report)
                ? CountedFill.fee(position, report)
                : position.fees() - one.feesSoFar;
    }

    /** What is held isn't what was followed: a generation that started without the positions of the one before. */
    private void lose(final Held one, final long before, final long value) {
        if (one.trip != null) {
            lost.add(one.trip);
            one.trip = null;
        }
        one.quantity = before;
        one.feesSoFar = 0;
        one.openCost = before == 0 ? 0 : costOfUnseenEntry(before, value);
    }

    /** What is left of a position costs its share; of one that is closed at once only the venue knows the profit. */
    private long costOfUnseenEntry(final long before, final long value) {
        if (Long.signum(before) != Long.signum(position.quantity())) {
            return position.openCost() - value - (atReport ? report.realizedProfit() : 0);
        }
        return Money.multiplyDivide(position.openCost(), before, Math.abs(position.quantity()))
                * Long.signum(position.quantity());
    }

    /** A fill that was counted, and what it realised. */
    private record Fill(Units units, int epoch, long sequence, OrderKey order, long profit, long fee) {}

    private void fill(final Held one, final Fill fill) {
        final long before = CountedFill.heldBefore(position);
        final long net = CountedFill.net(position);
        final boolean reduces = before != 0 && Long.signum(before) == -Long.signum(net) || net == 0;
        final long leaving = reduces ? Math.min(Math.abs(before), Math.abs(net)) : 0;
        final long entering = Math.abs(net) - leaving;
        final long leavingFee = entering == 0 ? fill.fee() : Money.multiplyDivide(fill.fee(), leaving, Math.abs(net));
        if (reduces) {
            leave(one, fill, leaving, leavingFee, before);
        }
        if (entering > 0) {
            if (one.trip == null) {
                one.trip = begun(fill, Long.signum(net), reduces ? 0 : Math.abs(before));
            }
            one.trip.entered(position.fillPrice(), entering, fill.fee() - leavingFee);
        }
    }

    private void leave(final Held one, final Fill fill, final long quantity, final long fee, final long before) {
        if (one.trip == null && one.former != null && quantity > 0 && CountedFill.before(position) == 0) {
            // What was too little to sell by itself was sold after all, as a further part of the exit perhaps.
            one.former.left(position.fillPrice(), quantity, fill.profit(), fee);
            end(one.former, fill);
            return;
        }
        if (one.trip == null) {
            // Its entry lies before all that was told, or nobody here held what was sold.
            one.trip = begun(fill, before == 0 ? 1 : Long.signum(before), Math.abs(before));
        }
        one.trip.left(position.fillPrice(), quantity, fill.profit(), fee);
        if (position.quantity() == 0 || Long.signum(position.quantity()) != Long.signum(before)) {
            end(one.trip, fill);
            closed.add(one.trip);
            one.former = one.trip;
            one.trip = null;
        }
    }

    private void end(final RoundTrip trip, final Fill fill) {
        trip.ended(fill.epoch(), fill.sequence(), timeNs, fill.order(), reason(fill.order()));
    }

    private RoundTrip begun(final Fill fill, final int direction, final long carried) {
        final RoundTrip trip = new RoundTrip(
                fill.units(),
                fill.epoch(),
                direction,
                carried,
                fill.sequence(),
                timeNs,
                fill.order(),
                reason(fill.order()));
        trip.strategy(strategies.getOrDefault(fill.order(), ""));
        return trip;
    }

    private String reason(final OrderKey order) {
        final FillCause cause = atReport ? report.cause() : FillCause.ORDER;
        return switch (cause) {
            case LIQUIDATION, ADL, SETTLEMENT -> RecordText.word(cause);
            default -> reasons.getOrDefault(order, NOT_OURS);
        };
    }

    private Held held(final int instrument) {
        return held.computeIfAbsent(instrument, id -> new Held());
    }

    /** What the account was paid for holding positions, less what it was charged; money 1e-8. In no trip's profit. */
    public long funding() {
        return funding;
    }

    /** Fees in assets of which nobody here knew the worth, 1e-8 of each; in no trip's fees. */
    public Map<String, Long> unvaluedFees() {
        return Collections.unmodifiableMap(unvaluedFees);
    }

    /** How long positions were without stop at the venue and without exit, where that is measured (spot), in all; ns of engine time. */
    public long nakedNs() {
        return nakedNs;
    }

    /** Closed ones, in the order of their ends. */
    public List<RoundTrip> closed() {
        return Collections.unmodifiableList(closed);
    }

    /** Those that are open at the end. */
    public List<RoundTrip> open() {
        return held.values().stream()
                .map(one -> one.trip)
                .filter(trip -> trip != null)
                .toList();
    }

    /** Those that were open when a generation ended and that no later one carried on. */
    public List<RoundTrip> lost() {
        return Collections.unmodifiableList(lost);
    }
}
