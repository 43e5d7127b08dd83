package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.LONG_KEY;
import static io.ringfence.gateway.json.JsonScanner.NO_KEY;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/**
 * The result of {@code order.status}: an order's state, as a report without a fill. Owned by the decoder that reads the
 * order socket; allocates nothing.
 */
final class OrderStateFields {
    /** Length of the event, bytes. */
    static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.BLOCK_LENGTH;

    private static final byte[] ORDER_ID = ascii("orderId");
    private static final byte[] STATUS = ascii("status");
    private static final byte[] PRICE = ascii("price");
    private static final byte[] QUANTITY = ascii("origQty");
    private static final byte[] EXECUTED = ascii("executedQty");
    private static final byte[] SIDE = ascii("side");
    private static final byte[] REDUCE_ONLY = ascii("reduceOnly");
    private static final byte[] UPDATE_TIME = ascii("updateTime");

    private static final int HAS_ORDER_ID = 1;
    private static final int HAS_STATUS = 1 << 1;
    private static final int HAS_QUANTITY = 1 << 2;
    private static final int HAS_EXECUTED = 1 << 3;
    private static final int HAS_SIDE = 1 << 4;
    private static final int REQUIRED = HAS_ORDER_ID | HAS_STATUS | HAS_QUANTITY | HAS_EXECUTED | HAS_SIDE;

    private final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
    private int seen;
    private int priceScale;
    private int quantityScale;
    private long venueOrderId;
    private OrderStatus status;
    private Side side;
    private long price;
    private long quantity;
    private long executed;
    private boolean reduceOnly;
    private long updateTimeNs;

    /** Reads the object that the scanner stands in, for an instrument of these scales. */
    void read(final JsonScanner scanner, final int priceScale, final int quantityScale) {
        this.priceScale = priceScale;
        this.quantityScale = quantityScale;
        seen = 0;
        price = 0;
        reduceOnly = false;
        updateTimeNs = EventLayout.NO_TIME;
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            field(key, scanner);
        }
        if ((seen & REQUIRED) != REQUIRED) {
            scanner.reject(Fault.MISSING_FIELD);
        }
    }

    private void field(final int key, final JsonScanner scanner) {
        if (key != LONG_KEY) {
            scanner.skip();
        } else if (scanner.keyIs(ORDER_ID)) {
            seen |= HAS_ORDER_ID;
            venueOrderId = scanner.integer();
        } else if (scanner.keyIs(STATUS)) {
            seen |= HAS_STATUS;
            status = OrderWords.status(scanner);
        } else if (scanner.keyIs(SIDE)) {
            seen |= HAS_SIDE;
            side = OrderWords.side(scanner);
        } else {
            amount(scanner);
        }
    }

    private void amount(final JsonScanner scanner) {
        if (scanner.keyIs(QUANTITY)) {
            seen |= HAS_QUANTITY;
            quantity = SymbolField.notNegative(scanner, scanner.decimal(quantityScale));
        } else if (scanner.keyIs(EXECUTED)) {
            seen |= HAS_EXECUTED;
            executed = SymbolField.notNegative(scanner, scanner.decimal(quantityScale));
        } else if (scanner.keyIs(PRICE)) {
            price = scanner.roundedDecimal(priceScale);
        } else if (scanner.keyIs(REDUCE_ONLY)) {
            reduceOnly = scanner.bool();
        } else if (scanner.keyIs(UPDATE_TIME)) {
            updateTimeNs = VenueTime.read(scanner);
        } else {
            scanner.skip();
        }
    }

    /** Writes the report; {@code orderId} is the one that was asked for. */
    void encode(
            final MutableDirectBuffer buffer,
            final MessageHeaderEncoder header,
            final ClientOrderId orderId,
            final int instrument,
            final int account) {
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument, account, updateTimeNs);
        encoder.orderId()
                .engine(orderId.engine())
                .epoch(orderId.epoch())
                .sequence(orderId.sequence())
                .index(orderId.index());
        encoder.venueOrderId(venueOrderId)
                .tradeId(0)
                .price(price)
                .quantity(quantity)
                .lastPrice(0)
                .lastQuantity(0)
                .cumulativeQuantity(executed)
                .fee(0)
                .realizedProfit(0)
                .side(side)
                .executionType(executionType(status))
                .status(status)
                .maker(Flag.NO)
                .reduceOnly(reduceOnly ? Flag.YES : Flag.NO)
                .origin(ReportOrigin.QUERY)
                .cause(FillCause.ORDER)
                .otherFee(0)
                .otherFeeAsset("");
    }

    /** Never TRADE: no fill comes with a state. */
    private static ExecutionType executionType(final OrderStatus status) {
        return switch (status) {
            case NEW, PARTIALLY_FILLED -> ExecutionType.NEW;
            case CANCELED -> ExecutionType.CANCELED;
            case EXPIRED -> ExecutionType.EXPIRED;
            case REJECTED -> ExecutionType.REJECTED;
            default -> ExecutionType.OTHER;
        };
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
