package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.LONG_KEY;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AlgoReportEncoder;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/** The body of {@code ALGO_UPDATE}: what became of a conditional order. Owned by the decoder; allocates nothing. */
final class AlgoFields extends EventFields {
    private static final long REQUIRED = bit('s') | bit('S') | bit('X');
    private static final byte[] CLIENT_ALGO_ID = ascii("caid");
    private static final byte[] ALGO_ID = ascii("aid");
    private static final byte[] ACTUAL_ORDER_ID = ascii("ai");
    private static final byte[] TRIGGER_PRICE = ascii("tp");
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + AlgoReportEncoder.BLOCK_LENGTH;

    private static final AlgoStatus[] STATUSES = {
        AlgoStatus.NEW,
        AlgoStatus.TRIGGERING,
        AlgoStatus.TRIGGERED,
        AlgoStatus.FINISHED,
        AlgoStatus.CANCELED,
        AlgoStatus.REJECTED,
        AlgoStatus.EXPIRED
    };
    private static final OrderWords.Words STATUS_WORDS =
            new OrderWords.Words("NEW", "TRIGGERING", "TRIGGERED", "FINISHED", "CANCELED", "REJECTED", "EXPIRED");

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final AlgoReportEncoder encoder = new AlgoReportEncoder();
    private final ClientOrderId orderId = new ClientOrderId();
    private DirectBuffer frame;
    private boolean ours;
    private Side side;
    private AlgoStatus status;
    private long algoId;
    private long actualOrderId;
    private long triggerPrice;
    private long quantity;
    private boolean reduceOnly;

    AlgoFields(final SymbolField symbol) {
        super(symbol);
    }

    void begin(final DirectBuffer frame) {
        begin();
        this.frame = frame;
        ours = false;
        algoId = 0;
        actualOrderId = 0;
        triggerPrice = 0;
        quantity = 0;
        reduceOnly = false;
    }

    @Override
    void field(final int key, final JsonScanner scanner) {
        switch (key) {
            case 's' -> symbol.read(scanner);
            case 'S' -> side = OrderWords.side(scanner);
            case 'X' -> status = status(scanner);
            case 'q' -> quantity = symbol.quantity(scanner);
            case 'R' -> reduceOnly = scanner.bool();
            case LONG_KEY -> longField(scanner);
            default -> scanner.skip();
        }
    }

    private void longField(final JsonScanner scanner) {
        if (scanner.keyIs(CLIENT_ALGO_ID)) {
            ours = scanner.string() && orderId.parse(frame, scanner.textOffset(), scanner.textLength());
        } else if (scanner.keyIs(ALGO_ID)) {
            algoId = scanner.integer();
        } else if (scanner.keyIs(TRIGGER_PRICE)) {
            triggerPrice = symbol.roundedPrice(scanner);
        } else if (scanner.keyIs(ACTUAL_ORDER_ID)) {
            actualOrderId(scanner);
        } else {
            scanner.skip();
        }
    }

    /** Empty before it fired. */
    private void actualOrderId(final JsonScanner scanner) {
        final long start = scanner.mark();
        if (scanner.string() && scanner.textLength() > 0) {
            scanner.reset(start);
            actualOrderId = scanner.integer();
        }
    }

    /** OTHER for a word of a later day. */
    private static AlgoStatus status(final JsonScanner scanner) {
        final int word = OrderWords.word(scanner, STATUS_WORDS);
        return word < 0 ? AlgoStatus.OTHER : STATUSES[word];
    }

    void check(final JsonScanner scanner) {
        require(REQUIRED, scanner);
    }

    boolean publish(final EventSink sink, final int account, final long eventTimeNs) {
        final MutableDirectBuffer buffer = sink.claim();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, symbol.instrument(), account, eventTimeNs);
        encoder.orderId()
                .engine(ours ? orderId.engine() : 0)
                .epoch(ours ? orderId.epoch() : 0)
                .sequence(ours ? orderId.sequence() : 0)
                .index(ours ? orderId.index() : 0);
        encoder.algoId(algoId)
                .venueOrderId(actualOrderId)
                .triggerPrice(triggerPrice)
                .quantity(quantity)
                .side(side)
                .status(status)
                .reduceOnly(reduceOnly ? Flag.YES : Flag.NO)
                .origin(ReportOrigin.STREAM);
        return sink.commit(LENGTH);
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
