package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.Account;
import io.ringfence.gateway.matching.AlgoCancel;
import io.ringfence.gateway.matching.AlgoOrder;
import io.ringfence.gateway.matching.AlgoRequest;
import io.ringfence.gateway.matching.CancelRequest;
import io.ringfence.gateway.matching.Fill;
import io.ringfence.gateway.matching.MatchingListener;
import io.ringfence.gateway.matching.MatchingModel;
import io.ringfence.gateway.matching.Order;
import io.ringfence.gateway.matching.OrderRequest;
import io.ringfence.gateway.matching.Refusal;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.MarketKind;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Order requests, whichever way they came: into the model, the answers back to who asked, the reports to the user data
 * streams, everything into the ledger. Owned by the venue's event loop.
 */
final class Trading implements MatchingListener {
    private final Map<Long, Pending> pending = new HashMap<>();
    private final LedgerBook ledger = new LedgerBook();
    private MatchingModel model;
    private Accounts accounts;
    private PlayedMarket market;
    private OrderParser parser;
    private OrderTexts texts;
    private final IncomeArchive incomes = new IncomeArchive();
    private OrderHistory history;
    private AlgoDesk algos;
    private MarginDesk margins;
    private SpotDesk spot;
    private Consumer<String> arrivals;
    private UserStreams users;
    private BooleanSupplier standsStill;
    private long lastRequestId;

    /** A request whose answer is due; {@code waitForEnd}: only when all that follows at once has happened. */
    private static final class Pending {
        private final Answer answer;
        private final boolean waitForEnd;
        private Order order;

        Pending(final Answer answer, final boolean waitForEnd) {
            this.answer = answer;
            this.waitForEnd = waitForEnd;
        }
    }

    /** Ties the knot: the model needs its listener before everything else exists. */
    void connect(
            final MatchingModel model,
            final Accounts accounts,
            final PlayedMarket market,
            final UserStreams users,
            final SpotStreams spotStreams,
            final BooleanSupplier standsStill,
            final Consumer<String> arrivals) {
        this.model = model;
        this.accounts = accounts;
        this.market = market;
        this.users = users;
        this.standsStill = standsStill;
        this.parser = new OrderParser(market);
        this.texts = new OrderTexts(market);
        this.history = new OrderHistory(model, market, texts);
        this.arrivals = arrivals;
        this.margins = new MarginDesk(model, market, users);
        this.algos = new AlgoDesk(model, market, users, this::settleIfStill);
        this.spot = new SpotDesk(model, accounts, market, spotStreams, this::settleIfStill);
    }

    Ledger ledger() {
        return ledger.copy(accounts.all());
    }

    MatchingModel model() {
        return model;
    }

    IncomeArchive incomes() {
        return incomes;
    }

    OrderHistory history() {
        return history;
    }

    AlgoDesk algos() {
        return algos;
    }

    MarginDesk margins() {
        return margins;
    }

    SpotDesk spot() {
        return spot;
    }

    private boolean isSpot(final int instrument) {
        return market.symbol(instrument).instrument().kind() == MarketKind.SPOT;
    }

    /** An order request came in; nobody has looked at it yet. */
    void arrived(final Parameters parameters) {
        arrivals.accept(parameters.text("newClientOrderId", parameters.text("clientAlgoId", "")));
    }

    /** The answer comes when the order has reached the matching engine; with RESULT, when it has been tried there. */
    void place(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final OrderRequest request;
        try {
            request = parser.parse(++lastRequestId, account.id(), parameters);
        } catch (final VenueRefusal refusal) {
            note(
                    Ledger.Kind.PLACE,
                    account.id(),
                    parameters.text("symbol", ""),
                    parameters.text("newClientOrderId", ""),
                    refusal.code());
            throw refusal;
        }
        final boolean waitForEnd = parameters.text("newOrderRespType", "ACK").equals("RESULT");
        pending.put(request.requestId(), new Pending(answer, waitForEnd));
        model.place(request);
        settleIfStill();
    }

    void cancel(final TradingAccount account, final Parameters parameters, final Answer answer) throws VenueRefusal {
        final int instrument = instrument(parameters).id();
        final long orderId = parameters.number("orderId", CancelRequest.BY_CLIENT_ORDER_ID);
        final String clientOrderId = parameters.text("origClientOrderId");
        if (orderId == CancelRequest.BY_CLIENT_ORDER_ID && clientOrderId == null) {
            throw VenueRefusal.missing("origClientOrderId");
        }
        final long requestId = ++lastRequestId;
        pending.put(requestId, new Pending(answer, false));
        model.cancel(new CancelRequest(requestId, account.id(), instrument, orderId, clientOrderId));
        settleIfStill();
    }

    @Override
    public void onAccepted(final Order order) {
        final OrderRequest request = order.request();
        if (isSpot(request.instrument())) {
            // What a conditional order has become was asked for when that was placed.
            if (request.requestId() != 0) {
                note(Ledger.Kind.PLACE, request.account(), symbol(request.instrument()), request.clientOrderId(), 0);
            }
            spot.onAccepted(order);
            return;
        }
        history.add(order);
        note(Ledger.Kind.PLACE, request.account(), symbol(request.instrument()), request.clientOrderId(), 0);
        final Pending waiting = pending.get(request.requestId());
        if (waiting != null) {
            waiting.order = order;
            if (!waiting.waitForEnd) {
                waiting.answer.result(texts.placed(order));
            }
        }
        users.send(request.account(), texts.report(order, "NEW", null));
    }

    @Override
    public void onRejected(final OrderRequest request, final Refusal refusal) {
        note(
                Ledger.Kind.PLACE,
                request.account(),
                symbol(request.instrument()),
                request.clientOrderId(),
                isSpot(request.instrument()) ? refusal.spotCode() : refusal.code());
        if (isSpot(request.instrument())) {
            spot.onRejected(request.requestId(), refusal);
            return;
        }
        final Pending waiting = pending.get(request.requestId());
        if (waiting != null) {
            waiting.answer.refuse(VenueRefusal.of(refusal));
        }
    }

    @Override
    public void onAlgoAccepted(final AlgoOrder order) {
        note(Ledger.Kind.ALGO_PLACE, order.request(), 0);
        if (isSpot(order.request().instrument())) {
            spot.onAlgoAccepted(order);
        } else {
            algos.onAccepted(order);
        }
    }

    @Override
    public void onAlgoRejected(final AlgoRequest request, final Refusal refusal) {
        if (isSpot(request.instrument())) {
            note(Ledger.Kind.ALGO_PLACE, request, refusal.spotCode());
            spot.onRejected(request.requestId(), refusal);
            return;
        }
        note(Ledger.Kind.ALGO_PLACE, request, refusal.code());
        algos.onRejected(request, refusal);
    }

    @Override
    public void onAlgoChanged(final AlgoOrder order) {
        if (isSpot(order.request().instrument())) {
            spot.onAlgoChanged(order);
        } else {
            algos.onChanged(order);
        }
    }

    @Override
    public void onAlgoCanceled(final AlgoOrder order, final AlgoCancel request) {
        note(Ledger.Kind.ALGO_CANCEL, order.request(), 0);
        if (isSpot(order.request().instrument())) {
            spot.onCanceled(order.algoId(), request.requestId());
        } else {
            algos.onCanceled(order, request);
        }
    }

    @Override
    public void onAlgoCancelRejected(final AlgoCancel request, final Refusal refusal) {
        algos.onCancelRejected(request, refusal);
    }

    private void note(final Ledger.Kind kind, final AlgoRequest request, final int errorCode) {
        note(kind, request.account(), symbol(request.instrument()), request.clientAlgoId(), errorCode);
    }

    @Override
    public void onFill(final Order order, final Fill fill) {
        final OrderRequest request = order.request();
        final TradingAccount account = accounts.account(request.account());
        if (!isSpot(request.instrument())) {
            history.add(order, fill);
        }
        ledger.add(new Ledger.Execution(
                account.name(), symbol(request.instrument()), request.clientOrderId(), request.side(), fill));
        if (isSpot(request.instrument())) {
            spot.onFill(order, fill);
            return;
        }
        users.send(
                request.account(),
                texts.accountUpdate(
                        account.state().walletBalance(),
                        account.state().position(request.instrument()),
                        account.state().terms(request.instrument()).isolated(),
                        model.markPrice(request.instrument()),
                        fill.timeNs() / 1_000_000));
        users.send(request.account(), texts.report(order, order.isForced() ? "CALCULATED" : "TRADE", fill));
    }

    @Override
    public void onCharged(final Account account, final int instrument, final long change, final BalanceReason reason) {
        final long timeMs = market.timeNs() / 1_000_000;
        incomes.add(account, symbol(instrument), change, reason, timeMs);
        users.send(account.id(), texts.charged(account.walletBalance(), change, reason, timeMs));
    }

    @Override
    public void onCanceled(final Order order, final CancelRequest request) {
        note(
                Ledger.Kind.CANCEL,
                request.account(),
                symbol(request.instrument()),
                order.request().clientOrderId(),
                0);
        if (isSpot(request.instrument())) {
            spot.onCanceled(order.orderId(), request.requestId());
            return;
        }
        pending.get(request.requestId()).answer.result(texts.placed(order));
        users.send(request.account(), texts.report(order, "CANCELED", null));
    }

    @Override
    public void onCancelRejected(final CancelRequest request, final Refusal refusal) {
        final String clientOrderId = request.clientOrderId() == null ? "" : request.clientOrderId();
        note(Ledger.Kind.CANCEL, request.account(), symbol(request.instrument()), clientOrderId, refusal.code());
        if (isSpot(request.instrument())) {
            spot.onCancelRefused(request.requestId(), refusal);
            return;
        }
        pending.get(request.requestId()).answer.refuse(VenueRefusal.of(refusal));
    }

    @Override
    public void onExpired(final Order order) {
        if (isSpot(order.request().instrument())) {
            spot.onExpired(order);
            return;
        }
        users.send(order.request().account(), texts.report(order, "EXPIRED", null));
    }

    @Override
    public void onHandled(final long requestId) {
        spot.onHandled(requestId);
        final Pending done = pending.remove(requestId);
        if (done != null && done.waitForEnd && done.order != null) {
            done.answer.result(texts.placed(done.order));
        }
    }

    private void settleIfStill() {
        if (standsStill.getAsBoolean()) {
            model.settle();
        }
    }

    private Instrument instrument(final Parameters parameters) throws VenueRefusal {
        return market.require(MarketKind.USDM, parameters.required("symbol")).instrument();
    }

    private String symbol(final int instrument) {
        return market.symbol(instrument).instrument().symbol();
    }

    private void note(
            final Ledger.Kind kind,
            final int account,
            final String symbol,
            final String clientOrderId,
            final int errorCode) {
        ledger.add(new Ledger.Request(
                kind, accounts.account(account).name(), symbol, clientOrderId, market.timeNs(), errorCode));
    }
}
