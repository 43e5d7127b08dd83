package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.LONG_KEY;
import static io.ringfence.gateway.json.JsonScanner.NO_KEY;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.json.Literal;
import io.ringfence.gateway.json.Numeral;
import io.ringfence.gateway.json.Phrase;
import io.ringfence.gateway.session.UserStreamNotices;
import io.ringfence.journal.event.EventLayout;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * Turns the frames of one user-data stream, of USD-M or spot, into inbound events. On spot {@code executionReport} becomes an execution report,
 * or, while a conditional order waits for its price, an algo report as on USD-M; {@code outboundAccountPosition} a balance per asset, {@code
 * balanceUpdate} a balance change. On USD-M: {@code ORDER_TRADE_UPDATE} into an execution
 * report, {@code ACCOUNT_UPDATE} into a balance per asset and a venue position per instrument. Raw frames and combined
 * ones ({@code {"stream":...,"data":{...}}}) are taken, as are events wrapped as {@code {"event":{...}}}. Everything
 * else (TRADE_LITE, ACCOUNT_CONFIG_UPDATE, MARGIN_CALL, ...) is skipped and counted by type: it repeats what
 * reports say, or concerns what the engine doesn't use.
 *
 * <p>Allocates nothing. Owned by the loop that reads the socket.
 */
public final class UserDataDecoder {
    private static final byte[] DATA = ascii("data");
    private static final byte[] EVENT = ascii("event");
    private static final byte[] RESULT = ascii("result");
    private static final byte[] REPORT = ascii("ORDER_TRADE_UPDATE");
    private static final byte[] ALGO = ascii("ALGO_UPDATE");
    private static final byte[] ACCOUNT = ascii("ACCOUNT_UPDATE");
    private static final byte[] SPOT_REPORT = ascii("executionReport");
    private static final byte[] SPOT_BALANCES = ascii("outboundAccountPosition");
    private static final byte[] SPOT_CHANGE = ascii("balanceUpdate");
    private static final byte[] SPOT_ENDED = ascii("eventStreamTerminated");
    private static final byte[] STATUS = ascii("status");
    private static final byte[] EXPIRED = ascii("listenKeyExpired");
    private static final byte[] SHUTDOWN = ascii("serverShutdown");

    private static final Literal REPORT_HEAD = Literal.of("{\"e\":\"ORDER_TRADE_UPDATE");
    private static final Literal THEN_TRANSACTION_TIME = Literal.of("\",\"T\":");
    private static final Literal THEN_EVENT_TIME = Literal.of(",\"E\":");
    private static final Literal THEN_ORDER = Literal.of(",\"o\":{\"s\":\"");
    private static final Literal END_OF_BOTH = Literal.of("}}");

    private enum Kind {
        REPORT("ORDER_TRADE_UPDATE"),
        ALGO("ALGO_UPDATE"),
        ACCOUNT("ACCOUNT_UPDATE"),
        SPOT_REPORT("executionReport"),
        SPOT_BALANCES("outboundAccountPosition"),
        SPOT_CHANGE("balanceUpdate"),
        EXPIRED("listenKeyExpired"),
        SHUTDOWN("serverShutdown"),
        UNWANTED("unwanted user data"),
        ANSWER("control answer"),
        UNKNOWN("unknown user data");

        private final String label;

        Kind(final String label) {
            this.label = label;
        }
    }

    private final JsonScanner scanner = new JsonScanner();
    private final EventSink sink;
    private final int account;
    private final UserStreamNotices notices;
    private final DecodeCounters counters;
    private final DecodeErrors errors;
    private final SymbolField symbol;
    private final ReportFields report;
    private final AlgoFields algo;
    private final AccountFields accountFields;

    /** How reports begin. */
    private final Phrase reportHead = new Phrase();

    private Numeral reportTransactionTime;
    private Numeral reportEventTime;

    private DirectBuffer frame;
    private Kind kind;
    private int typeOffset;
    private int typeLength;
    private long eventTimeNs;
    private long transactionTimeNs;
    private boolean hasBody;
    private int status;

    /**
     * @param sink         the one before the hand-over
     * @param account      the id that events carry
     * @param accountAsset the account's currency, in which fees count
     */
    public UserDataDecoder(
            final InstrumentDirectory directory,
            final EventSink sink,
            final int account,
            final String accountAsset,
            final UserStreamNotices notices,
            final DecodeCounters counters,
            final DecodeErrors errors) {
        this.sink = sink;
        this.account = account;
        this.notices = notices;
        this.counters = counters;
        this.errors = errors;
        symbol = new SymbolField(directory);
        report = new ReportFields(symbol, accountAsset.getBytes(StandardCharsets.UTF_8));
        algo = new AlgoFields(symbol);
        accountFields = new AccountFields(symbol, counters);
    }

    /**
     * Decodes one frame. {@link Outcome#NO_ROOM} asks for the same frame again, and no other: an account update goes on
     * where it stopped. Never throws on any content.
     */
    public Outcome onFrame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        scanner.wrapInPlace(buffer, offset, lengthBytes);
        begin(buffer);
        if (readUsualReport() && scanner.isAtEnd()) {
            return publish();
        }
        scanner.wrap(buffer, offset, lengthBytes);
        begin(buffer);
        readFrame();
        scanner.finish();
        if (!scanner.failed()) {
            return publish();
        }
        counters.countMalformed();
        errors.record(kind.label, scanner.fault(), buffer, offset, lengthBytes, scanner.faultPosition());
        return Outcome.MALFORMED;
    }

    /** The connection was replaced: a frame that found no room isn't going to come again. */
    public void forget() {
        accountFields.forget();
    }

    /**
     * Reads a report that is, key for key, as USD-M writes them: three times as fast as asking for its keys. False for
     * every other frame, about which nothing is known then.
     */
    private boolean readUsualReport() {
        return (recallHead() || learnHead()) && report.readUsual(frame, scanner) && scanner.passes(END_OF_BOTH);
    }

    private boolean recallHead() {
        if (!scanner.passes(reportHead)) {
            return false;
        }
        kind = Kind.REPORT;
        hasBody = true;
        transactionTimeNs = VenueTime.recall(scanner, reportTransactionTime);
        eventTimeNs = VenueTime.recall(scanner, reportEventTime);
        return true;
    }

    private boolean learnHead() {
        if (!scanner.passes(REPORT_HEAD) || !scanner.passes(THEN_TRANSACTION_TIME)) {
            return false;
        }
        kind = Kind.REPORT;
        hasBody = true;
        transactionTimeNs = VenueTime.read(scanner);
        if (!scanner.passes(THEN_EVENT_TIME)) {
            return false;
        }
        eventTimeNs = VenueTime.read(scanner);
        if (!scanner.passes(THEN_ORDER)) {
            return false;
        }
        if (scanner.teach(reportHead, 0, Phrase.NO_DECIMALS)) {
            reportTransactionTime = reportHead.integerOf("\"T");
            reportEventTime = VenueTime.unlessNeedless(reportHead.integerOf("\"E"), reportTransactionTime);
            if (!reportHead.tells("\"T") || !reportHead.tells("\"E")) {
                reportHead.forget();
            }
        }
        return true;
    }

    private void readFrame() {
        if (scanner.enterObject()) {
            object(scanner.mark(), false);
        }
    }

    private void begin(final DirectBuffer buffer) {
        frame = buffer;
        kind = Kind.UNKNOWN;
        hasBody = false;
        status = 0;
        eventTimeNs = EventLayout.NO_TIME;
        transactionTimeNs = EventLayout.NO_TIME;
        symbol.begin(buffer);
    }

    /**
     * The frame, or the event in its envelope. The venue writes the type first, and then one pass will do; otherwise it is
     * looked for, and the fields are read in a second.
     */
    private void object(final long start, final boolean enveloped) {
        int key = scanner.nextKey();
        if (key == 'e') {
            type();
            if (isWanted()) {
                event();
                return;
            }
            key = scanner.nextKey();
        }
        for (; key != NO_KEY; key = scanner.nextKey()) {
            lookFor(key, enveloped);
        }
        if (isWanted() && !scanner.failed() && !hasBody) {
            scanner.reset(start);
            event();
        }
    }

    private boolean isWanted() {
        return kind == Kind.REPORT || kind == Kind.ACCOUNT || kind == Kind.ALGO || isSpot();
    }

    private boolean isSpot() {
        return kind == Kind.SPOT_REPORT || kind == Kind.SPOT_BALANCES || kind == Kind.SPOT_CHANGE;
    }

    private void lookFor(final int key, final boolean enveloped) {
        if (key == 'e') {
            type();
        } else if (key == LONG_KEY && !enveloped && isEnvelope() && scanner.peek() == '{') {
            scanner.enterObject();
            object(scanner.mark(), true);
        } else {
            answer(key);
        }
    }

    /** Of a request on the same connection, as spot has it. */
    private void answer(final int key) {
        if (key == LONG_KEY && scanner.keyIs(STATUS)) {
            kind = Kind.ANSWER;
            status = (int) scanner.integer();
            return;
        }
        if (key == LONG_KEY && scanner.keyIs(RESULT)) {
            kind = Kind.ANSWER;
        }
        scanner.skip();
    }

    private boolean isEnvelope() {
        return scanner.keyIs(DATA) || scanner.keyIs(EVENT);
    }

    private void type() {
        if (scanner.string()) {
            typeOffset = scanner.textOffset();
            typeLength = scanner.textLength();
            kind = kindOfType();
            hasBody = false;
        }
    }

    private Kind kindOfType() {
        if (scanner.textIs(REPORT)) {
            return Kind.REPORT;
        }
        if (scanner.textIs(ACCOUNT)) {
            return Kind.ACCOUNT;
        }
        if (scanner.textIs(ALGO)) {
            return Kind.ALGO;
        }
        if (scanner.textIs(EXPIRED) || scanner.textIs(SPOT_ENDED)) {
            return Kind.EXPIRED;
        }
        return kindOfSpotType();
    }

    private Kind kindOfSpotType() {
        if (scanner.textIs(SPOT_REPORT)) {
            return Kind.SPOT_REPORT;
        }
        if (scanner.textIs(SPOT_BALANCES)) {
            return Kind.SPOT_BALANCES;
        }
        if (scanner.textIs(SPOT_CHANGE)) {
            return Kind.SPOT_CHANGE;
        }
        return scanner.textIs(SHUTDOWN) ? Kind.SHUTDOWN : Kind.UNWANTED;
    }

    private void event() {
        if (kind == Kind.SPOT_REPORT) {
            spotReport();
            return;
        }
        if (kind == Kind.SPOT_CHANGE) {
            accountFields.begin(frame);
        }
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            eventField(key);
        }
        if (!scanner.failed() && !hasBody) {
            scanner.reject(Fault.MISSING_FIELD);
        }
    }

    /** Its fields are those of the event, without a body of their own. */
    private void spotReport() {
        hasBody = true;
        report.begin(frame);
        report.read(scanner);
        report.check(scanner);
    }

    private void spotField(final int key) {
        switch (key) {
            case 'E' -> eventTimeNs = VenueTime.read(scanner);
            case 'T', 'u' -> transactionTimeNs = VenueTime.read(scanner);
            case 'B' -> spotBalances();
            case 'a' -> accountFields.readChangedAsset(scanner);
            case 'd' -> spotChange();
            default -> scanner.skip();
        }
    }

    private void spotBalances() {
        hasBody = true;
        accountFields.readBalances(frame, scanner);
    }

    private void spotChange() {
        hasBody = true;
        accountFields.readChange(scanner);
    }

    private void eventField(final int key) {
        if (isSpot()) {
            spotField(key);
            return;
        }
        switch (key) {
            case 'E' -> eventTimeNs = VenueTime.read(scanner);
            case 'T' -> transactionTimeNs = VenueTime.read(scanner);
            case 'o' -> order();
            case 'a' -> account();
            default -> scanner.skip();
        }
    }

    private void order() {
        if (kind == Kind.ALGO) {
            conditionalOrder();
            return;
        }
        if (kind != Kind.REPORT) {
            scanner.skip();
            return;
        }
        hasBody = true;
        report.begin(frame);
        scanner.enterObject();
        report.read(scanner);
        report.check(scanner);
    }

    private void conditionalOrder() {
        hasBody = true;
        algo.begin(frame);
        scanner.enterObject();
        algo.read(scanner);
        algo.check(scanner);
    }

    private void account() {
        if (kind != Kind.ACCOUNT) {
            scanner.skip();
            return;
        }
        hasBody = true;
        accountFields.read(frame, scanner);
    }

    private Outcome publish() {
        return switch (kind) {
            case REPORT -> publishReport();
            case ALGO -> publishAlgo();
            case ACCOUNT, SPOT_BALANCES, SPOT_CHANGE -> publishAccount();
            case SPOT_REPORT -> report.isWaiting() ? publishWaiting() : publishReport();
            case EXPIRED -> expired();
            case SHUTDOWN -> skip(SkipReason.SERVER_SHUTDOWN);
            case ANSWER -> answered();
            case UNWANTED -> unwanted();
            case UNKNOWN -> skip(SkipReason.UNKNOWN_SHAPE);
        };
    }

    private Outcome publishReport() {
        if (!symbol.isKnown()) {
            return skip(SkipReason.UNKNOWN_SYMBOL);
        }
        if (!report.publish(sink, account, VenueTime.either(transactionTimeNs, eventTimeNs))) {
            return noRoom();
        }
        if (report.hasForeignFee()) {
            counters.skip(SkipReason.FOREIGN_FEE);
        }
        counters.take(Decoded.EXECUTION_REPORT);
        return Outcome.TAKEN;
    }

    private Outcome answered() {
        if (status != 0) {
            notices.answered(status);
        }
        return skip(SkipReason.CONTROL_ANSWER);
    }

    private Outcome publishWaiting() {
        if (!symbol.isKnown()) {
            return skip(SkipReason.UNKNOWN_SYMBOL);
        }
        if (!report.publishWaiting(sink, account, VenueTime.either(transactionTimeNs, eventTimeNs))) {
            return noRoom();
        }
        counters.take(Decoded.ALGO_REPORT);
        return Outcome.TAKEN;
    }

    private Outcome publishAlgo() {
        if (!symbol.isKnown()) {
            return skip(SkipReason.UNKNOWN_SYMBOL);
        }
        if (!algo.publish(sink, account, VenueTime.either(transactionTimeNs, eventTimeNs))) {
            return noRoom();
        }
        counters.take(Decoded.ALGO_REPORT);
        return Outcome.TAKEN;
    }

    private Outcome publishAccount() {
        if (accountFields.isEmpty()) {
            accountFields.finish();
            return Outcome.SKIPPED;
        }
        final long venueTimeNs = VenueTime.either(transactionTimeNs, eventTimeNs);
        return accountFields.publish(sink, account, venueTimeNs) ? Outcome.TAKEN : noRoom();
    }

    private Outcome expired() {
        notices.listenKeyExpired();
        return unwanted();
    }

    private Outcome unwanted() {
        counters.skipType(frame, typeOffset, typeLength);
        return Outcome.SKIPPED;
    }

    private Outcome noRoom() {
        counters.countNoRoom();
        return Outcome.NO_ROOM;
    }

    private Outcome skip(final SkipReason reason) {
        counters.skip(reason);
        return Outcome.SKIPPED;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
