package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.ringfence.gateway.matching.Position;
import io.ringfence.gateway.matching.Refusal;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.number.Decimals;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * The venue's books in a file: one JSON object a line, appended and handed to the operating system before anybody else
 * hears of it, so that it can judge clients that are killed. Every line has {@code type} and {@code timeNs} (market
 * time); numbers are decimal text. Types:
 *
 * <pre>
 *  request   an order request came in, whatever becomes of it: clientOrderId, seenBefore
 *  order     it was accepted: orderId, clientOrderId, symbol, side, orderType, price, quantity, reduceOnly
 *  refused   it was not: clientOrderId, symbol, code
 *  fill      tradeId, orderId, clientOrderId, symbol, side, price, quantity, fee, realizedProfit, maker,
 *            and after it: filled (of the order), position, wallet
 *  algo      a conditional order was taken, has fired, was cancelled ...: algoId, clientOrderId, symbol, side, triggerPrice,
 *            quantity, status, orderId (0 before it fired)
 *  charge    the wallet changed without a fill: symbol, change, reason, wallet
 *  canceled, expired    orderId, clientOrderId, symbol, filled
 * </pre>
 *
 * Remembers every client order id for as long as the venue runs. Owned by the venue's event loop.
 */
final class LedgerFile implements MatchingListener, AutoCloseable {
    private final BufferedWriter writer;
    private final Set<String> seen = new HashSet<>();
    private MatchingModel model;
    private IntFunction<Instrument> instruments;

    /** @throws UncheckedIOException if {@code file} can't be appended to */
    LedgerFile(final Path file) {
        try {
            if (file.toAbsolutePath().getParent() != null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
            }
            writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (final IOException e) {
            throw new UncheckedIOException("ledger " + file + " can't be written: " + e.getMessage(), e);
        }
    }

    /** Ties the knot: the model needs its listener before everything else exists. */
    void connect(final MatchingModel model, final IntFunction<Instrument> instruments) {
        this.model = model;
        this.instruments = instruments;
    }

    void arrived(final String clientOrderId) {
        write(line("request").put("clientOrderId", clientOrderId).put("seenBefore", !seen.add(clientOrderId)));
    }

    @Override
    public void onAccepted(final Order order) {
        final OrderRequest request = order.request();
        final Instrument instrument = instruments.apply(request.instrument());
        write(line("order", order)
                .put("side", request.side().name())
                .put("orderType", request.type().name())
                .put("price", Decimals.format(request.price(), instrument.priceScale()))
                .put("quantity", Decimals.format(request.quantity(), instrument.quantityScale()))
                .put("reduceOnly", request.reduceOnly()));
    }

    @Override
    public void onRejected(final OrderRequest request, final Refusal refusal) {
        write(line("refused")
                .put("clientOrderId", request.clientOrderId())
                .put("symbol", instruments.apply(request.instrument()).symbol())
                .put("code", refusal.code()));
    }

    @Override
    public void onFill(final Order order, final Fill fill) {
        final OrderRequest request = order.request();
        final Instrument instrument = instruments.apply(request.instrument());
        final Account account = model.account(request.account());
        final Position position = account.position(request.instrument());
        write(line("fill", order)
                .put("tradeId", fill.tradeId())
                .put("side", request.side().name())
                .put("price", Decimals.format(fill.price(), instrument.priceScale()))
                .put("quantity", OrderTexts.quantity(fill.quantity(), instrument))
                .put("fee", OrderTexts.money(fill.fee()))
                .put("realizedProfit", OrderTexts.money(fill.realizedProfit()))
                .put("maker", fill.maker())
                .put("filled", OrderTexts.quantity(order.filledQuantity(), instrument))
                .put("position", OrderTexts.quantity(position.quantity(), instrument))
                .put("wallet", OrderTexts.money(wallet(account, instrument))));
    }

    /** On spot a purchase is paid from it. */
    private long wallet(final Account account, final Instrument instrument) {
        return instrument.kind() == MarketKind.SPOT
                ? model.availableBalance(account.id()) + model.openOrderMargin(account.id())
                : account.walletBalance();
    }

    @Override
    public void onCanceled(final Order order, final CancelRequest request) {
        end("canceled", order);
    }

    @Override
    public void onCancelRejected(final CancelRequest request, final Refusal refusal) {
        // Changes nothing in the books.
    }

    @Override
    public void onExpired(final Order order) {
        end("expired", order);
    }

    @Override
    public void onAlgoAccepted(final AlgoOrder order) {
        algo(order);
    }

    @Override
    public void onAlgoChanged(final AlgoOrder order) {
        algo(order);
    }

    @Override
    public void onAlgoCanceled(final AlgoOrder order, final AlgoCancel request) {
        algo(order);
    }

    private void algo(final AlgoOrder order) {
        final AlgoRequest request = order.request();
        final Instrument instrument = instruments.apply(request.instrument());
        write(line("algo")
                .put("algoId", order.algoId())
                .put("clientOrderId", request.clientAlgoId())
                .put("symbol", instrument.symbol())
                .put("side", request.side().name())
                .put("triggerPrice", Decimals.format(request.triggerPrice(), instrument.priceScale()))
                .put("quantity", OrderTexts.quantity(request.quantity(), instrument))
                .put("status", order.status().name())
                .put("orderId", order.orderId()));
    }

    @Override
    public void onCharged(final Account account, final int instrument, final long change, final BalanceReason reason) {
        write(line("charge")
                .put("symbol", instruments.apply(instrument).symbol())
                .put("change", OrderTexts.money(change))
                .put("reason", reason.name())
                .put("wallet", OrderTexts.money(account.walletBalance())));
    }

    @Override
    public void onHandled(final long requestId) {
        // Everything was written as it happened.
    }

    private void end(final String type, final Order order) {
        final Instrument instrument = instruments.apply(order.request().instrument());
        write(line(type, order).put("filled", OrderTexts.quantity(order.filledQuantity(), instrument)));
    }

    private ObjectNode line(final String type, final Order order) {
        return line(type)
                .put("orderId", order.orderId())
                .put("clientOrderId", order.request().clientOrderId())
                .put("symbol", instruments.apply(order.request().instrument()).symbol());
    }

    private ObjectNode line(final String type) {
        return Json.NODES.objectNode().put("type", type).put("timeNs", model.timeNs());
    }

    private void write(final ObjectNode line) {
        try {
            writer.write(line.toString());
            writer.newLine();
            writer.flush();
        } catch (final IOException e) {
            throw new UncheckedIOException("the ledger can't be written: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (final IOException e) {
            throw new UncheckedIOException("the ledger can't be closed: " + e.getMessage(), e);
        }
    }
}
