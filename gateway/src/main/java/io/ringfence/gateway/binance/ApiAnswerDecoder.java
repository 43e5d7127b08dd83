package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.LONG_KEY;
import static io.ringfence.gateway.json.JsonScanner.NO_KEY;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.session.RequestAnswerListener;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Turns answers of the websocket API into events. A request's id says what it was: {@code p} and the client order id
 * for {@code order.place}, {@code c} for {@code order.cancel}; these become an order answer. {@code q} and the client
 * order id is an {@code order.status}: found, it becomes an execution report of origin QUERY, else an order answer of
 * that kind. A decimal number is any other request, told to {@link RequestAnswerListener}.
 *
 * <p>The outcome of an order request is unknown after -1006, -1007 and any status from 500 on, except -1008, which says
 * that the venue was too busy to look at it. An error without a code gets the status as its code.
 *
 * <p>A 418 or 429 says until when the venue wants to hear nothing ({@code error.data}: {@code serverTime}, {@code retryAfter}, ms since 1970); that
 * is told to {@code blocked}. A -1021 says that our time isn't the venue's, which is told to {@code untimely}.
 *
 * <p>Allocates nothing. Owned by the loop that reads the order socket.
 */
public final class ApiAnswerDecoder {
    /** The longest message text that is kept, UTF-8 bytes. */
    public static final int MAX_MESSAGE_LENGTH = 120;

    /** First character of the id of an {@code order.place}. */
    public static final byte PLACE = 'p';
    /** First character of the id of an {@code order.cancel}. */
    public static final byte CANCEL = 'c';
    /** First character of the id of an {@code order.status}. */
    public static final byte QUERY = 'q';
    /** Of a conditional order, as is the next. */
    public static final byte ALGO_PLACE = 'a';

    public static final byte ALGO_CANCEL = 'x';

    private static final byte[] ID = ascii("id");
    private static final byte[] STATUS = ascii("status");
    private static final byte[] RESULT = ascii("result");
    private static final byte[] ERROR = ascii("error");
    private static final byte[] EVENT = ascii("event");
    private static final byte[] CODE = ascii("code");
    /** What follows are fields of an answer to {@code order.cancelReplace}, in its result or in its error's data. */
    private static final byte[] DATA = ascii("data");

    private static final byte[] CANCEL_RESULT = ascii("cancelResult");
    private static final byte[] NEW_ORDER_RESPONSE = ascii("newOrderResponse");
    private static final byte[] SUCCEEDED = ascii("SUCCESS");
    private static final byte[] MESSAGE = ascii("msg");
    private static final byte[] SERVER_TIME = ascii("serverTime");
    private static final byte[] RETRY_AFTER = ascii("retryAfter");
    private static final byte[] SYMBOL = ascii("symbol");
    private static final byte[] ORDER_ID = ascii("orderId");
    private static final byte[] ALGO_ID = ascii("algoId");
    private static final byte[] UPDATE_TIME = ascii("updateTime");
    private static final byte[] TRANSACT_TIME = ascii("transactTime");

    private static final int SUCCESS = 200;
    private static final int SERVER_ERROR = 500;
    private static final int BANNED = 418;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Where the venue doesn't say. */
    private static final long BLOCKED_MS = 1_000;

    private static final int DISCONNECTED = -1006;
    private static final int TIMEOUT = -1007;
    private static final int OVERLOADED = -1008;
    private static final int OUTSIDE_RECEIVE_WINDOW = -1021;

    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH
            + OrderAnswerEncoder.BLOCK_LENGTH
            + OrderAnswerEncoder.messageHeaderLength();

    private enum Kind {
        ORDER("order answer"),
        REQUEST("request answer"),
        EVENT("event on the order socket"),
        UNKNOWN("unknown answer");

        private final String label;

        Kind(final String label) {
            this.label = label;
        }
    }

    private final JsonScanner scanner = new JsonScanner();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final OrderAnswerEncoder encoder = new OrderAnswerEncoder();
    private final ClientOrderId orderId = new ClientOrderId();
    private final OrderStateFields state = new OrderStateFields();
    private final InstrumentDirectory directory;
    private final EventSink sink;
    private final int account;
    private final RequestAnswerListener requests;
    private final LongConsumer blocked;
    private final Runnable untimely;
    private final DecodeCounters counters;
    private final DecodeErrors errors;

    private DirectBuffer frame;
    private Kind kind;
    private AnswerKind answerKind;
    private long requestId;
    private int status;
    private int errorCode;
    private long serverTimeMs;
    private long retryAfterMs;
    private int messageOffset;
    private int messageLength;
    private long resultStart;
    private boolean hasResult;
    private int instrument;
    private long venueOrderId;
    private long venueTimeNs;
    private boolean replaced;
    private int replacementCode;

    /**
     * @param sink     the one before the hand-over
     * @param account  the id that events carry
     * @param requests told of everything that isn't about an order
     */
    public ApiAnswerDecoder(
            final InstrumentDirectory directory,
            final EventSink sink,
            final int account,
            final RequestAnswerListener requests,
            final DecodeCounters counters,
            final DecodeErrors errors) {
        this(directory, sink, account, requests, counters, errors, ms -> {}, () -> {});
    }

    /**
     * @param blocked  told for how many ms the venue wants to hear nothing; perhaps more than once of one answer
     * @param untimely told that the venue took a request for too early or too late; as often
     */
    public ApiAnswerDecoder(
            final InstrumentDirectory directory,
            final EventSink sink,
            final int account,
            final RequestAnswerListener requests,
            final DecodeCounters counters,
            final DecodeErrors errors,
            final LongConsumer blocked,
            final Runnable untimely) {
        this.directory = directory;
        this.sink = sink;
        this.account = account;
        this.requests = requests;
        this.blocked = blocked;
        this.untimely = untimely;
        this.counters = counters;
        this.errors = errors;
    }

    /** Decodes one frame; {@link Outcome#NO_ROOM} asks for the same frame again. Never throws on any content. */
    public Outcome onFrame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        begin(buffer, offset, lengthBytes);
        scanner.enterObject();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            field(key);
        }
        scanner.finish();
        if (isFoundOrder()) {
            readState();
        }
        if (scanner.failed()) {
            counters.countMalformed();
            errors.record(kind.label, scanner.fault(), buffer, offset, lengthBytes, scanner.faultPosition());
            return Outcome.MALFORMED;
        }
        return publish();
    }

    private void begin(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        frame = buffer;
        kind = Kind.UNKNOWN;
        requestId = RequestAnswerListener.NO_ID;
        status = SUCCESS;
        errorCode = 0;
        serverTimeMs = 0;
        retryAfterMs = 0;
        messageOffset = offset;
        messageLength = 0;
        hasResult = false;
        instrument = InstrumentDirectory.NONE;
        venueOrderId = 0;
        venueTimeNs = EventLayout.NO_TIME;
        replaced = false;
        replacementCode = 0;
        scanner.wrap(buffer, offset, lengthBytes);
    }

    private void field(final int key) {
        if (key != LONG_KEY) {
            scanner.skip();
        } else if (scanner.keyIs(ID)) {
            id();
        } else if (scanner.keyIs(STATUS)) {
            status = number();
        } else if (scanner.keyIs(RESULT)) {
            result();
        } else if (scanner.keyIs(ERROR)) {
            error();
        } else {
            other();
        }
    }

    private void other() {
        if (scanner.keyIs(EVENT)) {
            kind = Kind.EVENT;
        }
        scanner.skip();
    }

    private void id() {
        final byte first = scanner.peek();
        if (first == 'n') {
            kind = Kind.REQUEST;
            scanner.skip();
        } else if (first == '"') {
            textId();
        } else {
            kind = Kind.REQUEST;
            requestId = scanner.integer();
        }
    }

    private void textId() {
        final long start = scanner.mark();
        if (!scanner.string() || scanner.textLength() == 0) {
            return;
        }
        final byte first = frame.getByte(scanner.textOffset());
        if (kindOf(first) != AnswerKind.NULL_VAL) {
            orderId(first);
        } else {
            kind = Kind.REQUEST;
            scanner.reset(start);
            requestId = scanner.integer();
        }
    }

    private void orderId(final byte first) {
        if (orderId.parse(frame, scanner.textOffset() + 1, scanner.textLength() - 1)) {
            kind = Kind.ORDER;
            answerKind = kindOf(first);
        } else {
            scanner.reject(Fault.UNKNOWN_WORD);
        }
    }

    private static AnswerKind kindOf(final byte first) {
        return switch (first) {
            case PLACE -> AnswerKind.PLACE;
            case CANCEL -> AnswerKind.CANCEL;
            case QUERY -> AnswerKind.QUERY;
            case ALGO_PLACE -> AnswerKind.ALGO_PLACE;
            case ALGO_CANCEL -> AnswerKind.ALGO_CANCEL;
            default -> AnswerKind.NULL_VAL;
        };
    }

    private int number() {
        final long value = scanner.integer();
        if (value != (int) value) {
            scanner.reject(Fault.OUT_OF_RANGE);
        }
        return (int) value;
    }

    private void result() {
        if (scanner.peek() != '{') {
            scanner.skip();
            return;
        }
        scanner.enterObject();
        hasResult = true;
        resultStart = scanner.mark();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            resultField(key);
        }
    }

    private boolean isFoundOrder() {
        return kind == Kind.ORDER && answerKind == AnswerKind.QUERY && status == SUCCESS && errorCode == 0;
    }

    /** Once more over the result, now that the instrument and so its scales are known. */
    private void readState() {
        if (scanner.failed()) {
            return;
        }
        if (!hasResult) {
            scanner.reject(Fault.MISSING_FIELD);
        } else if (instrument != InstrumentDirectory.NONE) {
            scanner.reset(resultStart);
            state.read(scanner, directory.priceScale(instrument), directory.quantityScale(instrument));
        }
    }

    private void resultField(final int key) {
        if (key != LONG_KEY) {
            scanner.skip();
        } else if (scanner.keyIs(SYMBOL)) {
            symbol();
        } else if (scanner.keyIs(ORDER_ID) || scanner.keyIs(ALGO_ID)) {
            venueOrderId = scanner.integer();
        } else if (scanner.keyIs(UPDATE_TIME) || scanner.keyIs(TRANSACT_TIME)) {
            venueTimeNs = VenueTime.read(scanner);
        } else {
            replacementField();
        }
    }

    private void replacementField() {
        if (scanner.keyIs(CANCEL_RESULT)) {
            replaced = scanner.string() && scanner.textIs(SUCCEEDED);
        } else if (scanner.keyIs(NEW_ORDER_RESPONSE) && scanner.peek() == '{') {
            replacement();
        } else {
            scanner.skip();
        }
    }

    /** The new order, or why it was refused. */
    private void replacement() {
        scanner.enterObject();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            if (key == LONG_KEY && scanner.keyIs(CODE)) {
                replacementCode = number();
            } else {
                resultField(key);
            }
        }
    }

    private void data() {
        scanner.enterObject();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            if (key != LONG_KEY) {
                scanner.skip();
            } else if (scanner.keyIs(SERVER_TIME)) {
                serverTimeMs = scanner.integer();
            } else if (scanner.keyIs(RETRY_AFTER)) {
                retryAfterMs = scanner.integer();
            } else {
                replacementField();
            }
        }
    }

    private void symbol() {
        if (scanner.string()) {
            instrument = directory.find(frame, scanner.textOffset(), scanner.textLength());
        }
    }

    private void error() {
        if (scanner.peek() != '{') {
            scanner.skip();
            return;
        }
        scanner.enterObject();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            errorField(key);
        }
    }

    private void errorField(final int key) {
        if (key == LONG_KEY && scanner.keyIs(CODE)) {
            errorCode = number();
        } else if (key == LONG_KEY && scanner.keyIs(MESSAGE)) {
            message();
        } else if (key == LONG_KEY && scanner.keyIs(DATA) && scanner.peek() == '{') {
            data();
        } else {
            scanner.skip();
        }
    }

    private void message() {
        if (scanner.string()) {
            messageOffset = scanner.textOffset();
            messageLength = wholeCharacters(scanner.textLength());
        }
    }

    /** Cuts before a character, not within one. */
    private int wholeCharacters(final int length) {
        if (length <= MAX_MESSAGE_LENGTH) {
            return length;
        }
        int end = MAX_MESSAGE_LENGTH;
        while (end > 0 && (frame.getByte(messageOffset + end) & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private Outcome publish() {
        if (replacementCode != 0) {
            // Of a replacement that half failed, the new order's own code says more than -2021.
            errorCode = replacementCode;
        }
        if (errorCode == 0 && status != SUCCESS) {
            errorCode = status;
        }
        if (status == TOO_MANY_REQUESTS || status == BANNED) {
            final boolean said = serverTimeMs != 0 && retryAfterMs > serverTimeMs;
            blocked.accept(said ? retryAfterMs - serverTimeMs : BLOCKED_MS);
        }
        if (errorCode == OUTSIDE_RECEIVE_WINDOW) {
            untimely.run();
        }
        return switch (kind) {
            case ORDER -> isFoundOrder() ? publishState() : publishAnswer();
            case REQUEST -> tellRequest();
            case EVENT, UNKNOWN -> skip();
        };
    }

    private Outcome publishState() {
        if (instrument == InstrumentDirectory.NONE) {
            counters.skip(SkipReason.UNKNOWN_SYMBOL);
            return Outcome.SKIPPED;
        }
        state.encode(sink.claim(), header, orderId, instrument, account);
        return committed(OrderStateFields.LENGTH, Decoded.EXECUTION_REPORT);
    }

    private Outcome committed(final int lengthBytes, final Decoded decoded) {
        if (!sink.commit(lengthBytes)) {
            counters.countNoRoom();
            return Outcome.NO_ROOM;
        }
        counters.take(decoded);
        return Outcome.TAKEN;
    }

    private Outcome publishAnswer() {
        final MutableDirectBuffer buffer = sink.claim();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument, account, venueTimeNs);
        encoder.orderId()
                .engine(orderId.engine())
                .epoch(orderId.epoch())
                .sequence(orderId.sequence())
                .index(orderId.index());
        encoder.venueOrderId(venueOrderId)
                .errorCode(errorCode)
                .kind(answerKind)
                .unknownOutcome(isUnknown() ? Flag.YES : Flag.NO)
                .replaced(replaced ? Flag.YES : Flag.NO)
                .putMessage(frame, messageOffset, messageLength);
        return committed(LENGTH + messageLength, Decoded.ORDER_ANSWER);
    }

    /** A question changes nothing. */
    private boolean isUnknown() {
        return answerKind != AnswerKind.QUERY && isOutcomeUnknown();
    }

    private boolean isOutcomeUnknown() {
        return errorCode == DISCONNECTED || errorCode == TIMEOUT || (status >= SERVER_ERROR && errorCode != OVERLOADED);
    }

    private Outcome tellRequest() {
        requests.onAnswer(requestId, status, errorCode);
        counters.take(Decoded.REQUEST_ANSWER);
        return Outcome.TAKEN;
    }

    private Outcome skip() {
        counters.skip(kind == Kind.EVENT ? SkipReason.UNWANTED_TYPE : SkipReason.UNKNOWN_SHAPE);
        return Outcome.SKIPPED;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
