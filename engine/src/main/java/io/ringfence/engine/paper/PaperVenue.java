package io.ringfence.engine.paper;

import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.matching.Account;
import io.ringfence.gateway.matching.AlgoCancel;
import io.ringfence.gateway.matching.AlgoOrder;
import io.ringfence.gateway.matching.AlgoRequest;
import io.ringfence.gateway.matching.CancelRequest;
import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.MatchingListener;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.gateway.matching.Order;
import io.ringfence.gateway.matching.OrderRequest;
import io.ringfence.gateway.matching.Refusal;
import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.TradeDecoder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.concurrent.NanoClock;

/**
 * The matching model in a venue's place: follows the market behind {@code orders}, takes what the outbox sends, and
 * reports as inbound events. Market time is the events' receive time; where that stands still, as when a played market
 * is over, a request takes effect after {@value #STANDSTILL_MS} ms of the host. Owned by the loop that runs {@code orders}; orders
 * may allocate, market events don't.
 */
public final class PaperVenue implements OrderEntry, Stage, MatchingListener {
    static final long STANDSTILL_MS = 1_000;
    private static final long STANDSTILL_NANOS = STANDSTILL_MS * 1_000_000;
    /** That can be asked for; an order in doubt is among the latest. */
    private static final int MAX_ORDERS = 1_024;

    /** As an absent field. */
    private static final long UNKNOWN_RATE = MarkPriceDecoder.fundingRateNullValue();

    private static final int NO_SUCH_ORDER = -2013;
    private static final int REPLACEMENT_FAILED = -2022;
    private static final String NOT_FOUND = "Order does not exist.";

    private final MatchingModel model;
    private final ReportWriter reports;
    private final int account;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final MarkPriceDecoder mark = new MarkPriceDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderQueriedDecoder queried = new OrderQueriedDecoder();
    /** Like the venue's answer, it names none. */
    private static final int NO_INSTRUMENT = 0;

    private final ClientOrderId id = new ClientOrderId();
    private final Map<String, Order> orders = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, Order> eldest) {
            return size() > MAX_ORDERS;
        }
    };

    /** By instrument, as the venue told them last. */
    private final Long2LongHashMap nextFundingNs = new Long2LongHashMap(UNKNOWN_RATE);

    private final Long2LongHashMap fundingRate = new Long2LongHashMap(UNKNOWN_RATE);

    /** Of spot instruments, by id. */
    private final Map<Integer, String> baseAssets = new HashMap<>();

    /** Requests under way that take another's place, by number. */
    private final Map<Long, Replacement> replacements = new HashMap<>();

    private final String currency;
    private final NanoClock host;
    private final PaperState held;

    private final DisasterPlacedDecoder disaster = new DisasterPlacedDecoder();
    private final DisasterCancelledDecoder disasterCancelled = new DisasterCancelledDecoder();
    private long requests;
    private long handled;
    private long timeNs;
    private long timeSinceNanos;

    /**
     * @param account        ours, as in events
     * @param held           what it begins with
     * @param sink           the hand-over of the loop that runs {@code orders}
     * @param host           {@link System#nanoTime()}
     */
    public PaperVenue(
            final MatchingRules rules,
            final int account,
            final String currency,
            final PaperState held,
            final EventSink sink,
            final NanoClock host) {
        this.host = host;
        this.currency = currency;
        model = new MatchingModel(rules, this);
        this.account = model.openAccount(held.walletBalance());
        model.continueBehind(held.orderId(), held.tradeId());
        this.held = held;
        reports = new ReportWriter(sink, account, currency);
    }

    @Override
    public String name() {
        return "paper";
    }

    @Override
    public void onEvent(final Slot slot) {
        final long timeNs = slot.receiveTimeNs();
        switch (slot.templateId()) {
            case QuoteDecoder.TEMPLATE_ID -> onQuote(slot, timeNs);
            case TradeDecoder.TEMPLATE_ID -> onTrade(slot, timeNs);
            case MarkPriceDecoder.TEMPLATE_ID -> onMarkPrice(slot, timeNs);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> define(Instrument.decode(slot.event(), 0));
            default -> model.advanceTo(timeNs);
        }
    }

    /** Hands in reports that had to wait. Called in each turn of the loop. */
    public int flush() {
        if (handled < requests) {
            settleIfStill();
        }
        return reports.flush();
    }

    /** Otherwise the latency would never pass. */
    private void settleIfStill() {
        if (timeNs != model.timeNs()) {
            watchTime();
        } else if (host.nanoTime() - timeSinceNanos > STANDSTILL_NANOS) {
            model.settle();
        }
    }

    private void watchTime() {
        timeNs = model.timeNs();
        timeSinceNanos = host.nanoTime();
    }

    @Override
    public Outcome send(final DirectBuffer record, final int offset, final int lengthBytes, final long receivedNanos) {
        header.wrap(record, offset);
        if (handled == requests) {
            watchTime();
        }
        switch (header.templateId()) {
            case OrderPlacedDecoder.TEMPLATE_ID -> place(placed.wrapAndApplyHeader(record, offset, header));
            case OrderCancelledDecoder.TEMPLATE_ID -> cancel(cancelled.wrapAndApplyHeader(record, offset, header));
            case DisasterPlacedDecoder.TEMPLATE_ID -> placeAlgo(disaster.wrapAndApplyHeader(record, offset, header));
            case DisasterCancelledDecoder.TEMPLATE_ID ->
                cancelAlgo(disasterCancelled.wrapAndApplyHeader(record, offset, header));
            default -> query(queried.wrapAndApplyHeader(record, offset, header));
        }
        return Outcome.WRITTEN;
    }

    @Override
    public boolean isUp() {
        return true;
    }

    /** One that is told again has other constraints; what the model was made with goes on. */
    private void define(final Instrument instrument) {
        if (model.isDefined(instrument.id())) {
            return;
        }
        model.define(instrument);
        if (instrument.kind() == MarketKind.SPOT && instrument.symbol().endsWith(currency)) {
            final int length = instrument.symbol().length() - currency.length();
            baseAssets.put(instrument.id(), instrument.symbol().substring(0, length));
        }
        held.positions().stream()
                .filter(position -> position.instrument() == instrument.id())
                .forEach(position ->
                        model.restore(account, position.instrument(), position.quantity(), position.entryNotional()));
    }

    private void onQuote(final Slot slot, final long timeNs) {
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        model.onQuote(
                slot.instrument(),
                timeNs,
                quote.bidPrice(),
                quote.bidQuantity(),
                quote.askPrice(),
                quote.askQuantity());
    }

    private void onTrade(final Slot slot, final long timeNs) {
        model.onTrade(
                slot.instrument(),
                timeNs,
                trade.wrapAndApplyHeader(slot.event(), 0, header).price());
    }

    /** Funding is paid when the venue's next time for it is another one, at the rate that it had told last. */
    private void onMarkPrice(final Slot slot, final long timeNs) {
        final int instrument = slot.instrument();
        mark.wrapAndApplyHeader(slot.event(), 0, header);
        model.onMarkPrice(instrument, timeNs, mark.markPrice());
        if (mark.fundingRate() == UNKNOWN_RATE || mark.nextFundingTimeNs() == UNKNOWN_RATE) {
            return;
        }
        final long rate = fundingRate.get(instrument);
        if (rate != UNKNOWN_RATE && mark.nextFundingTimeNs() > nextFundingNs.get(instrument)) {
            model.fund(instrument, rate);
        }
        nextFundingNs.put(instrument, mark.nextFundingTimeNs());
        fundingRate.put(instrument, mark.fundingRate());
    }

    @Override
    public void onCharged(final Account charged, final int instrument, final long change, final BalanceReason reason) {
        reports.charged(change, reason, charged.walletBalance(), model.timeNs());
    }

    private void place(final OrderPlacedDecoder order) {
        final OrderIdDecoder replaced = order.replaces();
        final OrderRequest request = request(order);
        if (replaced.epoch() == 0) {
            model.place(request);
        } else {
            replacements.put(
                    requests, new Replacement(AnswerKind.PLACE, request.instrument(), request.clientOrderId()));
            model.replace(cancelOf(replaced), request.instrument(), request, null);
        }
    }

    /** Of what is replaced in one step, under the number of the request. */
    private AlgoCancel cancelOf(final OrderIdDecoder replaced) {
        return new AlgoCancel(requests, account, AlgoCancel.BY_CLIENT_ALGO_ID, text(replaced));
    }

    private OrderRequest request(final OrderPlacedDecoder order) {
        return new OrderRequest(
                ++requests,
                account,
                order.header().instrument(),
                text(order.orderId()),
                order.side(),
                order.type(),
                order.timeInForce(),
                order.price(),
                order.quantity(),
                order.reduceOnly() == Flag.YES);
    }

    /** What is refused with the cancel. */
    private record Replacement(AnswerKind kind, int instrument, String clientOrderId) {}

    private void cancel(final OrderCancelledDecoder order) {
        model.cancel(new CancelRequest(
                ++requests,
                account,
                order.header().instrument(),
                CancelRequest.BY_CLIENT_ORDER_ID,
                text(order.orderId())));
    }

    private void placeAlgo(final DisasterPlacedDecoder order) {
        final OrderIdDecoder replaced = order.replaces();
        final AlgoRequest request = new AlgoRequest(
                ++requests,
                account,
                order.header().instrument(),
                text(order.orderId()),
                order.side(),
                order.triggerPrice(),
                order.byMark() == Flag.YES,
                order.quantity(),
                true);
        if (replaced.epoch() == 0) {
            model.placeAlgo(request);
        } else {
            replacements.put(
                    requests, new Replacement(AnswerKind.ALGO_PLACE, request.instrument(), request.clientAlgoId()));
            model.replace(cancelOf(replaced), request.instrument(), null, request);
        }
    }

    private void cancelAlgo(final DisasterCancelledDecoder order) {
        model.cancelAlgo(new AlgoCancel(++requests, account, AlgoCancel.BY_CLIENT_ALGO_ID, text(order.orderId())));
    }

    private void query(final OrderQueriedDecoder order) {
        final String clientOrderId = text(order.orderId());
        final Order known = orders.get(clientOrderId);
        final PaperState.Order before = heldOrder(clientOrderId);
        if (known == null && before != null) {
            reports.expired(before, model.timeNs());
        } else if (known == null) {
            reports.answer(
                    AnswerKind.QUERY,
                    order.header().instrument(),
                    clientOrderId,
                    0,
                    NO_SUCH_ORDER,
                    NOT_FOUND,
                    model.timeNs());
        } else {
            reports.state(known);
        }
    }

    private PaperState.Order heldOrder(final String clientOrderId) {
        for (final PaperState.Order order : held.orders()) {
            if (order.clientOrderId().equals(clientOrderId)) {
                return order;
            }
        }
        return null;
    }

    private String text(final OrderIdDecoder order) {
        return id.set(order.engine(), order.epoch(), order.sequence(), order.index())
                .toString();
    }

    @Override
    public void onAccepted(final Order order) {
        if (!order.isForced()) {
            orders.put(order.request().clientOrderId(), order);
            accept(
                    AnswerKind.PLACE,
                    order.request().instrument(),
                    order.request().clientOrderId(),
                    order);
        }
        reports.report(order, ExecutionType.NEW);
    }

    @Override
    public void onRejected(final OrderRequest request, final Refusal refusal) {
        refuse(AnswerKind.PLACE, request.instrument(), request.clientOrderId(), refusal);
    }

    @Override
    public void onFill(final Order order, final Fill fill) {
        reports.fill(order, fill, baseAssets.get(order.request().instrument()));
        reports.balance(balance(order.request().instrument()), fill.timeNs());
    }

    /** On spot a purchase is paid from it. */
    private long balance(final int instrument) {
        return baseAssets.containsKey(instrument)
                ? model.availableBalance(account) + model.openOrderMargin(account)
                : model.account(account).walletBalance();
    }

    @Override
    public void onCanceled(final Order order, final CancelRequest request) {
        accept(AnswerKind.CANCEL, request.instrument(), request.clientOrderId(), order);
        reports.report(order, ExecutionType.CANCELED);
    }

    @Override
    public void onCancelRejected(final CancelRequest request, final Refusal refusal) {
        final Replacement refused = replacements.get(request.requestId());
        if (refused != null) {
            reports.answer(
                    refused.kind(),
                    refused.instrument(),
                    refused.clientOrderId(),
                    0,
                    REPLACEMENT_FAILED,
                    "Order cancel-replace failed.",
                    model.timeNs());
            return;
        }
        refuse(AnswerKind.CANCEL, request.instrument(), request.clientOrderId(), refusal);
    }

    @Override
    public void onAlgoAccepted(final AlgoOrder order) {
        final AlgoRequest request = order.request();
        reports.answer(
                AnswerKind.ALGO_PLACE,
                request.instrument(),
                request.clientAlgoId(),
                order.algoId(),
                0,
                "",
                model.timeNs());
        reports.algo(order);
    }

    @Override
    public void onAlgoRejected(final AlgoRequest request, final Refusal refusal) {
        refuse(AnswerKind.ALGO_PLACE, request.instrument(), request.clientAlgoId(), refusal);
    }

    @Override
    public void onAlgoChanged(final AlgoOrder order) {
        reports.algo(order);
    }

    @Override
    public void onAlgoCanceled(final AlgoOrder order, final AlgoCancel request) {
        final AlgoRequest placed = order.request();
        reports.answer(
                AnswerKind.ALGO_CANCEL,
                placed.instrument(),
                placed.clientAlgoId(),
                order.algoId(),
                0,
                "",
                model.timeNs());
        reports.algo(order);
    }

    @Override
    public void onAlgoCancelRejected(final AlgoCancel request, final Refusal refusal) {
        refuse(AnswerKind.ALGO_CANCEL, NO_INSTRUMENT, request.clientAlgoId(), refusal);
    }

    private void accept(final AnswerKind kind, final int instrument, final String clientOrderId, final Order order) {
        reports.answer(kind, instrument, clientOrderId, order.orderId(), 0, "", model.timeNs());
    }

    private void refuse(
            final AnswerKind kind, final int instrument, final String clientOrderId, final Refusal refusal) {
        final boolean spot = baseAssets.containsKey(instrument);
        reports.answer(
                kind,
                instrument,
                clientOrderId,
                0,
                spot ? refusal.spotCode() : refusal.code(),
                spot ? refusal.spotMessage() : refusal.message(),
                model.timeNs());
    }

    @Override
    public void onExpired(final Order order) {
        reports.report(order, ExecutionType.EXPIRED);
    }

    @Override
    public void onHandled(final long requestId) {
        handled++; // Everything was told as it happened.
        replacements.remove(requestId);
    }
}
