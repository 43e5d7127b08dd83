package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.LONG_KEY;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.json.Literal;
import io.ringfence.gateway.json.Numeral;
import io.ringfence.gateway.json.Phrases;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.AlgoReportEncoder;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderIdEncoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.number.Money;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * {@code o} of an {@code ORDER_TRADE_UPDATE}. A fee in another asset than the account's currency isn't converted here: it
 * goes into the report as another asset's, the fee in the account's currency is 0 then, and the case is counted. Prices, fee and profit are rounded half away from zero where
 * they have more decimals than we keep, so that no fill is lost to a digit.
 */
final class ReportFields extends EventFields {
    private static final long REQUIRED =
            bit('s') | bit('c') | bit('S') | bit('x') | bit('X') | bit('i') | bit('q') | bit('z');
    private static final byte[] PROFIT = {'r', 'p'};
    /** Order types of spot that wait for a price, by how they begin. */
    private static final byte[] STOP_LOSS = {'S', 'T', 'O', 'P', '_', 'L', 'O', 'S', 'S'};

    private static final byte[] TAKE_PROFIT = {'T', 'A', 'K', 'E', '_', 'P', 'R', 'O', 'F', 'I', 'T'};
    private static final int ALGO_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + AlgoReportEncoder.BLOCK_LENGTH;
    private static final int LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + ExecutionReportEncoder.BLOCK_LENGTH;

    private static final ExecutionType[] EXECUTION_TYPES = {
        ExecutionType.NEW,
        ExecutionType.TRADE,
        ExecutionType.CANCELED,
        ExecutionType.EXPIRED,
        ExecutionType.REJECTED,
        ExecutionType.AMENDMENT,
        ExecutionType.CALCULATED
    };
    private static final OrderWords.Words EXECUTION_WORDS =
            new OrderWords.Words("NEW", "TRADE", "CANCELED", "EXPIRED", "REJECTED", "AMENDMENT", "CALCULATED");
    private static final int FEE_ASSET_LENGTH = ExecutionReportEncoder.otherFeeAssetLength();

    /** What a report of USD-M says between the values that are wanted, key for key as recorded. */
    private static final Literal THEN_CLIENT_ID = Literal.of(",\"c\":\"");

    private static final Literal THEN_SIDE = Literal.of(",\"S\":");
    private static final Literal THEN_TYPE = Literal.of(",\"o\":");
    private static final Literal THEN_TIME_IN_FORCE = Literal.of(",\"f\":");
    private static final Literal THEN_QUANTITY = Literal.of(",\"q\":");
    private static final Literal THEN_PRICE = Literal.of(",\"p\":");
    private static final Literal THEN_AVERAGE_PRICE = Literal.of(",\"ap\":");
    private static final Literal THEN_STOP_PRICE = Literal.of(",\"sp\":");
    private static final Literal THEN_EXECUTION = Literal.of(",\"x\":");
    private static final Literal THEN_STATUS = Literal.of(",\"X\":");
    private static final Literal THEN_VENUE_ID = Literal.of(",\"i\":");
    private static final Literal THEN_LAST_QUANTITY = Literal.of(",\"l\":");
    private static final Literal THEN_CUMULATIVE = Literal.of(",\"z\":");
    private static final Literal THEN_LAST_PRICE = Literal.of(",\"L\":");
    private static final Literal THEN_FEE = Literal.of(",\"n\":");
    private static final Literal THEN_FEE_ASSET = Literal.of(",\"N\":");
    private static final Literal THEN_TIME = Literal.of(",\"T\":");
    private static final Literal THEN_TRADE_ID = Literal.of(",\"t\":");
    private static final Literal THEN_BIDS = Literal.of(",\"b\":");
    private static final Literal THEN_ASKS = Literal.of(",\"a\":");
    private static final Literal THEN_MAKER = Literal.of(",\"m\":");
    private static final Literal THEN_REDUCE_ONLY = Literal.of(",\"R\":");
    private static final Literal THEN_WORKING_TYPE = Literal.of(",\"wt\":");
    private static final Literal THEN_ORIGINAL_TYPE = Literal.of(",\"ot\":");
    private static final Literal THEN_POSITION_SIDE = Literal.of(",\"ps\":");
    private static final Literal THEN_CLOSE_ALL = Literal.of(",\"cp\":");
    private static final Literal THEN_PROFIT = Literal.of(",\"rp\":");
    private static final Literal THEN_PROTECT = Literal.of(",\"pP\":");
    private static final Literal THEN_ALGO_ID = Literal.of(",\"si\":");
    private static final Literal THEN_ALGO_SIDE = Literal.of(",\"ss\":");
    private static final Literal THEN_ALGO_TYPE = Literal.of(",\"st\":");
    private static final Literal THEN_PREVENTION = Literal.of(",\"V\":");
    private static final Literal THEN_PRICE_MATCH = Literal.of(",\"pm\":");
    private static final Literal THEN_GOOD_TILL = Literal.of(",\"gtd\":");
    private static final Literal THEN_EXPIRY_REASON = Literal.of(",\"er\":");

    /** What reports say between their amounts, and what is told by it, by its place. */
    private final Phrases terms = new Phrases();

    private final Side[] sides = new Side[Phrases.COUNT];
    private final boolean[] conditionals = new boolean[Phrases.COUNT];
    private final Phrases states = new Phrases();
    private final ExecutionType[] executionTypes = new ExecutionType[Phrases.COUNT];
    private final OrderStatus[] statuses = new OrderStatus[Phrases.COUNT];
    private final Numeral[] venueOrderIds = new Numeral[Phrases.COUNT];
    private final Phrases feeAssets = new Phrases();
    private final Numeral[] fillTimes = new Numeral[Phrases.COUNT];
    private final Phrases flags = new Phrases();
    private final boolean[] makers = new boolean[Phrases.COUNT];
    private final boolean[] reducers = new boolean[Phrases.COUNT];
    private final Phrases ends = new Phrases();

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionReportEncoder encoder = new ExecutionReportEncoder();
    private final AlgoReportEncoder algoEncoder = new AlgoReportEncoder();
    private final ClientOrderId orderId = new ClientOrderId();
    private final byte[] accountAsset;
    private final byte[] feeAsset = new byte[FEE_ASSET_LENGTH];
    private DirectBuffer frame;

    private boolean ours;
    private boolean named;
    private FillCause cause;
    private Side side;
    private ExecutionType executionType;
    private OrderStatus status;
    private long venueOrderId;
    private long tradeId;
    private long price;
    private long quantity;
    private long lastPrice;
    private long lastQuantity;
    private long cumulativeQuantity;
    private long fee;
    private long realizedProfit;
    private boolean feeInAccountAsset;
    private boolean maker;
    private boolean reduceOnly;
    private boolean conditional;
    private boolean worked;
    private long stopPrice;

    ReportFields(final SymbolField symbol, final byte[] accountAsset) {
        super(symbol);
        this.accountAsset = accountAsset;
    }

    void begin(final DirectBuffer frame) {
        begin();
        this.frame = frame;
        tradeId = 0;
        price = 0;
        lastPrice = 0;
        lastQuantity = 0;
        fee = 0;
        realizedProfit = 0;
        feeInAccountAsset = true;
        Arrays.fill(feeAsset, (byte) 0);
        cause = FillCause.ORDER;
        maker = false;
        reduceOnly = false;
        conditional = false;
        worked = false;
        stopPrice = 0;
        ours = false;
        named = false;
    }

    @Override
    void field(final int key, final JsonScanner scanner) {
        switch (key) {
            case 's' -> symbol.read(scanner);
            case 'c' -> clientOrderId(scanner);
            case 'S' -> side = OrderWords.side(scanner);
            case 'x' -> executionType = executionType(scanner);
            case 'X' -> status = OrderWords.status(scanner);
            case 'i' -> venueOrderId = scanner.integer();
            case 'T' -> transactionTimeNs = VenueTime.read(scanner);
            default -> amount(key, scanner);
        }
    }

    /**
     * Takes the fields as USD-M writes them, key for key, from the symbol's text to the object's last.
     *
     * @return false if these are others, or otherwise: to be read anew
     */
    boolean readUsual(final DirectBuffer frame, final JsonScanner scanner) {
        begin(frame);
        seen(REQUIRED);
        return symbol.readText(scanner)
                && readUsualTerms(scanner)
                && readUsualState(scanner)
                && readUsualFill(scanner)
                && readUsualRest(scanner);
    }

    private boolean readUsualTerms(final JsonScanner scanner) {
        if (!scanner.passes(THEN_CLIENT_ID) || !scanner.plainText()) {
            return false;
        }
        takeClientOrderId(scanner);
        if (!recallTerms(scanner) && !learnTerms(scanner)) {
            return false;
        }
        quantity = symbol.quantity(scanner);
        if (!scanner.passes(THEN_PRICE)) {
            return false;
        }
        price = symbol.roundedPrice(scanner);
        return scanner.skips(THEN_AVERAGE_PRICE);
    }

    private boolean recallTerms(final JsonScanner scanner) {
        final int known = terms.pass(scanner);
        if (known != Phrases.NONE) {
            side = sides[known];
            conditional = conditionals[known];
        }
        return known != Phrases.NONE;
    }

    private boolean learnTerms(final JsonScanner scanner) {
        final long start = scanner.mark();
        if (!scanner.passes(THEN_SIDE)) {
            return false;
        }
        side = OrderWords.side(scanner);
        if (!scanner.passes(THEN_TYPE)) {
            return false;
        }
        type(scanner);
        if (!scanner.skips(THEN_TIME_IN_FORCE) || !scanner.passes(THEN_QUANTITY)) {
            return false;
        }
        final int place = terms.learn(scanner, start);
        if (place != Phrases.NONE) {
            sides[place] = side;
            conditionals[place] = conditional;
        }
        return true;
    }

    private boolean readUsualState(final JsonScanner scanner) {
        return recallState(scanner) || learnState(scanner);
    }

    private boolean recallState(final JsonScanner scanner) {
        final int known = states.pass(scanner);
        if (known != Phrases.NONE) {
            executionType = executionTypes[known];
            status = statuses[known];
            venueOrderId = scanner.number(venueOrderIds[known]);
        }
        return known != Phrases.NONE;
    }

    private boolean learnState(final JsonScanner scanner) {
        final long start = scanner.mark();
        if (!scanner.skips(THEN_STOP_PRICE) || !scanner.passes(THEN_EXECUTION)) {
            return false;
        }
        executionType = executionType(scanner);
        if (!scanner.passes(THEN_STATUS)) {
            return false;
        }
        status = OrderWords.status(scanner);
        if (!scanner.passes(THEN_VENUE_ID)) {
            return false;
        }
        venueOrderId = scanner.integer();
        if (!scanner.passes(THEN_LAST_QUANTITY)) {
            return false;
        }
        final int place = states.learn(scanner, start);
        if (place != Phrases.NONE) {
            executionTypes[place] = executionType;
            statuses[place] = status;
            venueOrderIds[place] = states.integerOf(place, "\"i");
        }
        return true;
    }

    private boolean readUsualFill(final JsonScanner scanner) {
        lastQuantity = symbol.quantity(scanner);
        if (!scanner.passes(THEN_CUMULATIVE)) {
            return false;
        }
        cumulativeQuantity = symbol.quantity(scanner);
        if (!scanner.passes(THEN_LAST_PRICE)) {
            return false;
        }
        lastPrice = symbol.roundedPrice(scanner);
        if (scanner.passes(THEN_FEE)) {
            fee = money(scanner);
        }
        if (!recallFeeAsset(scanner) && !learnFeeAsset(scanner)) {
            return false;
        }
        tradeId(scanner);
        return true;
    }

    private boolean recallFeeAsset(final JsonScanner scanner) {
        final int known = feeAssets.pass(scanner);
        if (known != Phrases.NONE) {
            transactionTimeNs = VenueTime.recall(scanner, fillTimes[known]);
        }
        return known != Phrases.NONE;
    }

    /** What is learned is that of the account, or none; another asset is read each time. */
    private boolean learnFeeAsset(final JsonScanner scanner) {
        final long start = scanner.mark();
        if (scanner.passes(THEN_FEE_ASSET)) {
            feeAsset(scanner);
        }
        if (!scanner.passes(THEN_TIME)) {
            return false;
        }
        transactionTimeNs = VenueTime.read(scanner);
        if (!scanner.passes(THEN_TRADE_ID)) {
            return false;
        }
        final int place = feeInAccountAsset ? feeAssets.learn(scanner, start) : Phrases.NONE;
        if (place != Phrases.NONE) {
            fillTimes[place] = feeAssets.integerOf(place, "\"T");
        }
        return true;
    }

    private boolean readUsualRest(final JsonScanner scanner) {
        if (!recallFlags(scanner) && !learnFlags(scanner)) {
            return false;
        }
        realizedProfit = money(scanner);
        if (ends.pass(scanner) != Phrases.NONE) {
            return true;
        }
        final long start = scanner.mark();
        final boolean ended = skipsUsualEnd(scanner);
        if (ended) {
            ends.learn(scanner, start);
        }
        return ended;
    }

    private boolean recallFlags(final JsonScanner scanner) {
        final int known = flags.pass(scanner);
        if (known != Phrases.NONE) {
            maker = makers[known];
            reduceOnly = reducers[known];
        }
        return known != Phrases.NONE;
    }

    private boolean learnFlags(final JsonScanner scanner) {
        final long start = scanner.mark();
        if (!scanner.skips(THEN_BIDS) || !scanner.skips(THEN_ASKS) || !scanner.passes(THEN_MAKER)) {
            return false;
        }
        maker = scanner.bool();
        if (!scanner.passes(THEN_REDUCE_ONLY)) {
            return false;
        }
        reduceOnly = scanner.bool();
        final boolean described = scanner.skips(THEN_WORKING_TYPE)
                && scanner.skips(THEN_ORIGINAL_TYPE)
                && scanner.skips(THEN_POSITION_SIDE)
                && scanner.skips(THEN_CLOSE_ALL)
                && scanner.passes(THEN_PROFIT);
        if (!described) {
            return false;
        }
        final int place = flags.learn(scanner, start);
        if (place != Phrases.NONE) {
            makers[place] = maker;
            reducers[place] = reduceOnly;
        }
        return true;
    }

    private static boolean skipsUsualEnd(final JsonScanner scanner) {
        if (!scanner.skips(THEN_PROTECT) || !scanner.skips(THEN_ALGO_ID) || !scanner.skips(THEN_ALGO_SIDE)) {
            return false;
        }
        scanner.skips(THEN_ALGO_TYPE);
        final boolean ended =
                scanner.skips(THEN_PREVENTION) && scanner.skips(THEN_PRICE_MATCH) && scanner.skips(THEN_GOOD_TILL);
        scanner.skips(THEN_EXPIRY_REASON);
        return ended;
    }

    private void amount(final int key, final JsonScanner scanner) {
        switch (key) {
            case 'p' -> price = isNull(scanner) ? 0 : symbol.roundedPrice(scanner);
            case 'q' -> quantity = symbol.quantity(scanner);
            case 'z' -> cumulativeQuantity = symbol.quantity(scanner);
            case 'l' -> lastQuantity = isNull(scanner) ? 0 : symbol.quantity(scanner);
            case 'L' -> lastPrice = isNull(scanner) ? 0 : symbol.roundedPrice(scanner);
            case 't' -> tradeId(scanner);
            default -> rest(key, scanner);
        }
    }

    private void rest(final int key, final JsonScanner scanner) {
        switch (key) {
            case 'n' -> fee = money(scanner);
            case 'N' -> feeAsset(scanner);
            case 'm' -> maker = scanner.bool();
            case 'R' -> reduceOnly = scanner.bool();
            case 'C' -> originalOrderId(scanner);
            case 'o' -> type(scanner);
            case 'P' -> stopPrice = isNull(scanner) ? 0 : symbol.roundedPrice(scanner);
            case 'W' -> worked = scanner.skip();
            case LONG_KEY -> profit(scanner);
            default -> scanner.skip();
        }
    }

    private void clientOrderId(final JsonScanner scanner) {
        final boolean text = scanner.string();
        if (named) {
            return;
        }
        if (text) {
            takeClientOrderId(scanner);
        } else {
            ours = false;
            cause = FillCause.ORDER;
        }
    }

    /** The venue's own names are none of ours. */
    private void takeClientOrderId(final JsonScanner scanner) {
        ours = orderId.parse(frame, scanner.textOffset(), scanner.textLength());
        cause = ours ? FillCause.ORDER : ForcedClose.of(frame, scanner.textOffset(), scanner.textLength());
    }

    /** Spot: without a trade it is -1. */
    private void tradeId(final JsonScanner scanner) {
        tradeId = isNull(scanner) ? 0 : Math.max(0, scanner.integer());
    }

    /** Spot: of a cancelled order, {@code c} is the cancel's name and this is the order's; else it is empty. It comes behind {@code c}. */
    private void originalOrderId(final JsonScanner scanner) {
        if (scanner.string() && scanner.textLength() > 0) {
            ours = orderId.parse(frame, scanner.textOffset(), scanner.textLength());
            named = true;
        }
    }

    private void type(final JsonScanner scanner) {
        if (scanner.string()) {
            conditional = begins(STOP_LOSS, scanner) || begins(TAKE_PROFIT, scanner);
        }
    }

    private boolean begins(final byte[] word, final JsonScanner scanner) {
        if (scanner.textLength() < word.length) {
            return false;
        }
        for (int i = 0; i < word.length; i++) {
            if (frame.getByte(scanner.textOffset() + i) != word[i]) {
                return false;
            }
        }
        return true;
    }

    private void feeAsset(final JsonScanner scanner) {
        if (scanner.peek() != '"') {
            scanner.skip();
        } else if (scanner.string()) {
            feeInAccountAsset = scanner.textIs(accountAsset);
            if (!feeInAccountAsset) {
                frame.getBytes(scanner.textOffset(), feeAsset, 0, Math.min(scanner.textLength(), FEE_ASSET_LENGTH));
            }
        }
    }

    private void profit(final JsonScanner scanner) {
        if (scanner.keyIs(PROFIT)) {
            realizedProfit = money(scanner);
        } else {
            scanner.skip();
        }
    }

    private static long money(final JsonScanner scanner) {
        return isNull(scanner) ? 0 : scanner.roundedDecimal(Money.SCALE);
    }

    /** Passes over a null: what doesn't apply to an order is left out, 0 or null, as the venue likes. */
    private static boolean isNull(final JsonScanner scanner) {
        return scanner.peek() == 'n' && scanner.skip();
    }

    private static ExecutionType executionType(final JsonScanner scanner) {
        final int word = OrderWords.word(scanner, EXECUTION_WORDS);
        return word < 0 ? ExecutionType.OTHER : EXECUTION_TYPES[word];
    }

    void check(final JsonScanner scanner) {
        require(REQUIRED, scanner);
    }

    boolean hasForeignFee() {
        return fee != 0 && !feeInAccountAsset;
    }

    boolean publish(final EventSink sink, final int account, final long eventTimeNs) {
        final MutableDirectBuffer buffer = sink.claim();
        encoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, symbol.instrument(), account, VenueTime.either(transactionTimeNs, eventTimeNs));
        putOrderId(encoder.orderId());
        encoder.venueOrderId(venueOrderId)
                .tradeId(tradeId)
                .price(price)
                .quantity(quantity)
                .lastPrice(lastPrice)
                .lastQuantity(lastQuantity)
                .cumulativeQuantity(cumulativeQuantity)
                .fee(hasForeignFee() ? 0 : fee)
                .realizedProfit(realizedProfit)
                .side(side)
                .executionType(executionType)
                .status(status)
                .maker(maker ? Flag.YES : Flag.NO)
                .origin(ReportOrigin.STREAM)
                .cause(cause)
                .otherFee(hasForeignFee() ? fee : 0)
                .putOtherFeeAsset(feeAsset, 0)
                .reduceOnly(reduceOnly ? Flag.YES : Flag.NO);
        return sink.commit(LENGTH);
    }

    /** Spot: whether it tells of a conditional order that hasn't come to its price; such an order is in the books from {@code W} on. */
    boolean isWaiting() {
        return conditional && !worked;
    }

    /** What happened to a waiting conditional order of spot, as what USD-M tells of its own. */
    boolean publishWaiting(final EventSink sink, final int account, final long eventTimeNs) {
        final MutableDirectBuffer buffer = sink.claim();
        algoEncoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, symbol.instrument(), account, VenueTime.either(transactionTimeNs, eventTimeNs));
        putOrderId(algoEncoder.orderId());
        algoEncoder
                .algoId(venueOrderId)
                .venueOrderId(0)
                .triggerPrice(stopPrice)
                .quantity(quantity)
                .side(side)
                .status(algoStatus(status))
                .reduceOnly(Flag.NO)
                .origin(ReportOrigin.STREAM);
        return sink.commit(ALGO_LENGTH);
    }

    private static AlgoStatus algoStatus(final OrderStatus status) {
        return switch (status) {
            case NEW -> AlgoStatus.NEW;
            case CANCELED -> AlgoStatus.CANCELED;
            case EXPIRED -> AlgoStatus.EXPIRED;
            case REJECTED -> AlgoStatus.REJECTED;
            default -> AlgoStatus.OTHER;
        };
    }

    /** All zero where the order isn't ours. */
    private void putOrderId(final OrderIdEncoder target) {
        target.engine(ours ? orderId.engine() : 0)
                .epoch(ours ? orderId.epoch() : 0)
                .sequence(ours ? orderId.sequence() : 0)
                .index(ours ? orderId.index() : 0);
    }
}
