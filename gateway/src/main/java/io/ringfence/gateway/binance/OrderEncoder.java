package io.ringfence.gateway.binance;

import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.HmacSha256;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.message.DisasterCancelledDecoder;
import io.ringfence.journal.message.DisasterPlacedDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderCancelledDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderQueriedDecoder;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Encodes decided orders as requests of the websocket API, of USD-M or of spot. With a shared secret every request carries API key and
 * signature; with an Ed25519 key the session has to be logged on ({@link SessionLogonEncoder}) and requests carry
 * neither. The request's id tells {@link ApiAnswerDecoder} what is answered.
 *
 * <p>Allocates nothing. Owned by the loop that runs {@code orders}.
 */
public final class OrderEncoder {
    /** No request is longer, bytes. */
    public static final int MAX_REQUEST_LENGTH = 1_024;

    private static final byte[] PLACE_METHOD = ascii("order.place");
    private static final byte[] CANCEL_METHOD = ascii("order.cancel");
    private static final byte[] QUERY_METHOD = ascii("order.status");
    private static final byte[] ALGO_PLACE_METHOD = ascii("algoOrder.place");
    private static final byte[] ALGO_CANCEL_METHOD = ascii("algoOrder.cancel");
    private static final byte[] REPLACE_METHOD = ascii("order.cancelReplace");

    private static final RequestText.Name ALGO_TYPE = new RequestText.Name("algoType");
    private static final RequestText.Name API_KEY = new RequestText.Name("apiKey");
    private static final RequestText.Name CANCEL_ORIG_CLIENT_ORDER_ID = new RequestText.Name("cancelOrigClientOrderId");
    private static final RequestText.Name CANCEL_REPLACE_MODE = new RequestText.Name("cancelReplaceMode");
    private static final RequestText.Name CLIENT_ALGO_ID = new RequestText.Name("clientAlgoId");
    private static final RequestText.Name NEW_CLIENT_ORDER_ID = new RequestText.Name("newClientOrderId");
    private static final RequestText.Name NEW_ORDER_RESP_TYPE = new RequestText.Name("newOrderRespType");
    private static final RequestText.Name ORIG_CLIENT_ORDER_ID = new RequestText.Name("origClientOrderId");
    private static final RequestText.Name PRICE = new RequestText.Name("price");
    private static final RequestText.Name QUANTITY = new RequestText.Name("quantity");
    private static final RequestText.Name RECV_WINDOW = new RequestText.Name("recvWindow");
    private static final RequestText.Name REDUCE_ONLY = new RequestText.Name("reduceOnly");
    private static final RequestText.Name SELF_TRADE_PREVENTION_MODE = new RequestText.Name("selfTradePreventionMode");
    private static final RequestText.Name SIDE = new RequestText.Name("side");
    private static final RequestText.Name STOP_PRICE = new RequestText.Name("stopPrice");
    private static final RequestText.Name SYMBOL = new RequestText.Name("symbol");
    private static final RequestText.Name TIME_IN_FORCE = new RequestText.Name("timeInForce");
    private static final RequestText.Name TIMESTAMP = new RequestText.Name("timestamp");
    private static final RequestText.Name TRIGGER_PRICE = new RequestText.Name("triggerPrice");
    private static final RequestText.Name TYPE = new RequestText.Name("type");
    private static final RequestText.Name WORKING_TYPE = new RequestText.Name("workingType");

    private static final byte[] STOP_ON_FAILURE = ascii("STOP_ON_FAILURE");
    private static final byte[] STOP_LOSS = ascii("STOP_LOSS");
    private static final byte[] ACK = ascii("ACK");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] BUY = ascii("BUY");
    private static final byte[] SELL = ascii("SELL");
    private static final byte[] MARKET = ascii("MARKET");
    private static final byte[] LIMIT = ascii("LIMIT");
    private static final byte[] EXPIRE_TAKER = ascii("EXPIRE_TAKER");
    private static final byte[] EXPIRE_MAKER = ascii("EXPIRE_MAKER");
    private static final byte[] EXPIRE_BOTH = ascii("EXPIRE_BOTH");
    private static final byte[] GTC = ascii("GTC");
    private static final byte[] IOC = ascii("IOC");
    private static final byte[] FOK = ascii("FOK");
    private static final byte[] GTX = ascii("GTX");
    private static final byte[] CONDITIONAL = ascii("CONDITIONAL");
    private static final byte[] STOP_MARKET = ascii("STOP_MARKET");
    private static final byte[] MARK_PRICE = ascii("MARK_PRICE");
    private static final byte[] CONTRACT_PRICE = ascii("CONTRACT_PRICE");

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final OrderCancelledDecoder cancelled = new OrderCancelledDecoder();
    private final OrderQueriedDecoder queried = new OrderQueriedDecoder();
    private final DisasterPlacedDecoder disaster = new DisasterPlacedDecoder();
    private final DisasterCancelledDecoder disasterCancelled = new DisasterCancelledDecoder();
    private final ClientOrderId orderId = new ClientOrderId();
    private final ClientOrderId replaced = new ClientOrderId();
    private final RequestText text = new RequestText();
    private final InstrumentDirectory directory;
    private final byte[] apiKey;
    private final HmacSha256 signer;
    private final long recvWindowMs;

    /**
     * @param credentials  kept only as far as requests need them
     * @param recvWindowMs how late the venue may see a request, 1 to 60000 ms
     */
    public OrderEncoder(final InstrumentDirectory directory, final Credentials credentials, final long recvWindowMs) {
        this.directory = directory;
        this.recvWindowMs = recvWindowMs;
        apiKey = credentials.apiKey();
        signer = credentials.kind() == Credentials.Kind.HMAC ? credentials.hmac() : null;
    }

    /** Whether the session has to be logged on before the first request. */
    public boolean needsLogon() {
        return signer == null;
    }

    /**
     * Encodes an {@code OrderPlaced} record as {@code order.place}, or as {@code order.cancelReplace} if it takes the place of a stop.
     *
     * @param record      the SBE record, message header first
     * @param timestampMs the venue's time
     * @param out         with room for {@link #MAX_REQUEST_LENGTH} bytes at {@code outOffset}
     * @return the request's length in bytes
     */
    public int encodePlace(
            final DirectBuffer record,
            final int offset,
            final long timestampMs,
            final MutableDirectBuffer out,
            final int outOffset) {
        placed.wrapAndApplyHeader(record, offset, header);
        final int instrument = known(placed.header().instrument());
        take(placed.orderId());
        final boolean replaces = placed.replaces().epoch() != 0;
        text.open(out, outOffset, ApiAnswerDecoder.PLACE, orderId, replaces ? REPLACE_METHOD : PLACE_METHOD);
        apiKey();
        replaces(placed.replaces());
        text.orderId(NEW_CLIENT_ORDER_ID, orderId);
        text.text(NEW_ORDER_RESP_TYPE, ACK);
        price(instrument);
        text.decimal(QUANTITY, placed.quantity(), directory.quantityScale(instrument));
        text.number(RECV_WINDOW, recvWindowMs);
        reduceOnly(instrument);
        selfTradePrevention();
        text.text(SIDE, placed.side() == Side.BUY ? BUY : SELL);
        text.symbol(SYMBOL, directory, instrument);
        timeInForce();
        text.number(TIMESTAMP, timestampMs);
        text.text(TYPE, isLimit() ? LIMIT : MARKET);
        return signAndClose();
    }

    /** Encodes an {@code OrderCancelled} record as {@code order.cancel}; otherwise as {@link #encodePlace}. */
    public int encodeCancel(
            final DirectBuffer record,
            final int offset,
            final long timestampMs,
            final MutableDirectBuffer out,
            final int outOffset) {
        cancelled.wrapAndApplyHeader(record, offset, header);
        take(cancelled.orderId());
        text.open(out, outOffset, ApiAnswerDecoder.CANCEL, orderId, CANCEL_METHOD);
        return encodeNamed(cancelled.header().instrument(), timestampMs);
    }

    /**
     * Encodes an {@code OrderQueried} record as {@code order.status}, by the client order id; otherwise as
     * {@link #encodePlace}.
     */
    public int encodeQuery(
            final DirectBuffer record,
            final int offset,
            final long timestampMs,
            final MutableDirectBuffer out,
            final int outOffset) {
        queried.wrapAndApplyHeader(record, offset, header);
        take(queried.orderId());
        text.open(out, outOffset, ApiAnswerDecoder.QUERY, orderId, QUERY_METHOD);
        return encodeNamed(queried.header().instrument(), timestampMs);
    }

    /**
     * Encodes a {@code DisasterPlaced} record as {@code algoOrder.place}: a stop-market order that only reduces; otherwise as
     * {@link #encodePlace}.
     */
    public int encodeAlgoPlace(
            final DirectBuffer record,
            final int offset,
            final long timestampMs,
            final MutableDirectBuffer out,
            final int outOffset) {
        disaster.wrapAndApplyHeader(record, offset, header);
        final int instrument = known(disaster.header().instrument());
        take(disaster.orderId());
        if (directory.isSpot(instrument)) {
            return encodeSpotStop(instrument, timestampMs, out, outOffset);
        }
        text.open(out, outOffset, ApiAnswerDecoder.ALGO_PLACE, orderId, ALGO_PLACE_METHOD);
        text.text(ALGO_TYPE, CONDITIONAL);
        apiKey();
        text.orderId(CLIENT_ALGO_ID, orderId);
        text.decimal(QUANTITY, disaster.quantity(), directory.quantityScale(instrument));
        text.number(RECV_WINDOW, recvWindowMs);
        text.text(REDUCE_ONLY, TRUE);
        text.text(SIDE, disaster.side() == Side.BUY ? BUY : SELL);
        text.symbol(SYMBOL, directory, instrument);
        text.number(TIMESTAMP, timestampMs);
        text.decimal(TRIGGER_PRICE, disaster.triggerPrice(), directory.priceScale(instrument));
        text.text(TYPE, STOP_MARKET);
        text.text(WORKING_TYPE, disaster.byMark() == Flag.YES ? MARK_PRICE : CONTRACT_PRICE);
        return signAndClose();
    }

    /** On spot a stop is an order like others, and locks what it is to sell: two can't rest at once. */
    private int encodeSpotStop(
            final int instrument, final long timestampMs, final MutableDirectBuffer out, final int outOffset) {
        final boolean replaces = disaster.replaces().epoch() != 0;
        text.open(out, outOffset, ApiAnswerDecoder.ALGO_PLACE, orderId, replaces ? REPLACE_METHOD : PLACE_METHOD);
        apiKey();
        replaces(disaster.replaces());
        text.orderId(NEW_CLIENT_ORDER_ID, orderId);
        text.text(NEW_ORDER_RESP_TYPE, ACK);
        text.decimal(QUANTITY, disaster.quantity(), directory.quantityScale(instrument));
        text.number(RECV_WINDOW, recvWindowMs);
        text.text(SIDE, disaster.side() == Side.BUY ? BUY : SELL);
        text.decimal(STOP_PRICE, disaster.triggerPrice(), directory.priceScale(instrument));
        text.symbol(SYMBOL, directory, instrument);
        text.number(TIMESTAMP, timestampMs);
        text.text(TYPE, STOP_LOSS);
        return signAndClose();
    }

    /** The order whose place is taken, if there is one. If it can't be cancelled, nothing is placed. */
    private void replaces(final OrderIdDecoder id) {
        if (id.epoch() != 0) {
            text.orderId(CANCEL_ORIG_CLIENT_ORDER_ID, replaced.set(id.engine(), id.epoch(), id.sequence(), id.index()));
            text.text(CANCEL_REPLACE_MODE, STOP_ON_FAILURE);
        }
    }

    /** Encodes a {@code DisasterCancelled} record as {@code algoOrder.cancel}; otherwise as {@link #encodePlace}. */
    public int encodeAlgoCancel(
            final DirectBuffer record,
            final int offset,
            final long timestampMs,
            final MutableDirectBuffer out,
            final int outOffset) {
        disasterCancelled.wrapAndApplyHeader(record, offset, header);
        take(disasterCancelled.orderId());
        if (directory.isSpot(known(disasterCancelled.header().instrument()))) {
            text.open(out, outOffset, ApiAnswerDecoder.ALGO_CANCEL, orderId, CANCEL_METHOD);
            return encodeNamed(disasterCancelled.header().instrument(), timestampMs);
        }
        text.open(out, outOffset, ApiAnswerDecoder.ALGO_CANCEL, orderId, ALGO_CANCEL_METHOD);
        apiKey();
        text.orderId(CLIENT_ALGO_ID, orderId);
        text.number(RECV_WINDOW, recvWindowMs);
        text.number(TIMESTAMP, timestampMs);
        return signAndClose();
    }

    /** What names an order that the venue may have. */
    private int encodeNamed(final int instrument, final long timestampMs) {
        apiKey();
        text.orderId(ORIG_CLIENT_ORDER_ID, orderId);
        text.number(RECV_WINDOW, recvWindowMs);
        text.symbol(SYMBOL, directory, known(instrument));
        text.number(TIMESTAMP, timestampMs);
        return signAndClose();
    }

    private int known(final int instrument) {
        if (!directory.contains(instrument)) {
            throw new IllegalArgumentException("instrument=" + instrument + " isn't one of this venue's");
        }
        return instrument;
    }

    private void take(final OrderIdDecoder id) {
        orderId.set(id.engine(), id.epoch(), id.sequence(), id.index());
    }

    private void apiKey() {
        if (signer != null) {
            text.text(API_KEY, apiKey);
        }
    }

    private boolean isLimit() {
        return placed.type() == OrderType.LIMIT;
    }

    private void price(final int instrument) {
        if (isLimit()) {
            text.decimal(PRICE, placed.price(), directory.priceScale(instrument));
        }
    }

    /** Spot has no such word: nothing can be sold that isn't held. */
    private void reduceOnly(final int instrument) {
        if (placed.reduceOnly() == Flag.YES && !directory.isSpot(instrument)) {
            text.text(REDUCE_ONLY, TRUE);
        }
    }

    private void selfTradePrevention() {
        switch (placed.selfTradePrevention()) {
            case EXPIRE_TAKER -> text.text(SELF_TRADE_PREVENTION_MODE, EXPIRE_TAKER);
            case EXPIRE_MAKER -> text.text(SELF_TRADE_PREVENTION_MODE, EXPIRE_MAKER);
            case EXPIRE_BOTH -> text.text(SELF_TRADE_PREVENTION_MODE, EXPIRE_BOTH);
            default -> {
                // As the account has it.
            }
        }
    }

    private void timeInForce() {
        if (isLimit()) {
            text.text(TIME_IN_FORCE, word(placed.timeInForce()));
        }
    }

    private static byte[] word(final TimeInForce timeInForce) {
        return switch (timeInForce) {
            case GTC -> GTC;
            case IOC -> IOC;
            case FOK -> FOK;
            case GTX -> GTX;
            default -> throw new IllegalArgumentException("timeInForce=" + timeInForce + " cannot be sent");
        };
    }

    private int signAndClose() {
        if (signer != null) {
            text.signature(signer);
        }
        return text.close();
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
