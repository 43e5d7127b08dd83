package io.ringfence.gateway.binance;

import static io.ringfence.gateway.json.JsonScanner.LONG_KEY;
import static io.ringfence.gateway.json.JsonScanner.NO_KEY;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BalanceChangeEncoder;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.VenuePositionEncoder;
import io.ringfence.journal.number.Money;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The same of spot's {@code outboundAccountPosition} and {@code balanceUpdate}, and {@code a} of an {@code ACCOUNT_UPDATE}: the balances in {@code B} and positions in {@code P} that changed, each an
 * event of its own; before its balance what changed it, where no fill did: funding ({@code m} is {@code FUNDING_FEE}), a
 * deposit and the like, by {@code bc}, the change without profit and fees. They are all read before the first is handed in, and the place is kept when the sink is full, so
 * that coming again with the same frame goes on where it stopped. Entry prices are averages and rounded half away from
 * zero to the instrument's scale.
 */
final class AccountFields {
    /** Rows per frame; the venue sends those that changed. */
    static final int MAX_ROWS = 1_024;

    static final int MAX_ASSET_LENGTH = 64;

    private static final byte[] ASSET_WALLET = {'w', 'b'};
    private static final byte[] CHANGE = {'b', 'c'};
    private static final byte[] FUNDING = ascii("FUNDING_FEE");
    private static final byte[] INSURANCE = ascii("INSURANCE_CLEAR");
    private static final byte[] ORDER = ascii("ORDER");
    private static final byte[] DEPOSIT = ascii("DEPOSIT");
    private static final byte[] WITHDRAW = ascii("WITHDRAW");
    private static final byte[] AMOUNT = {'p', 'a'};
    private static final byte[] ENTRY_PRICE = {'e', 'p'};
    private static final byte[] POSITION_SIDE = {'p', 's'};
    private static final byte[] BOTH = {'B', 'O', 'T', 'H'};

    private static final int BALANCE_LENGTH =
            MessageHeaderEncoder.ENCODED_LENGTH + BalanceEncoder.BLOCK_LENGTH + BalanceEncoder.assetHeaderLength();
    private static final int CHANGE_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH
            + BalanceChangeEncoder.BLOCK_LENGTH
            + BalanceChangeEncoder.assetHeaderLength();
    private static final int POSITION_LENGTH = MessageHeaderEncoder.ENCODED_LENGTH + VenuePositionEncoder.BLOCK_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final BalanceEncoder balanceEncoder = new BalanceEncoder();
    private final BalanceChangeEncoder changeEncoder = new BalanceChangeEncoder();
    private final VenuePositionEncoder positionEncoder = new VenuePositionEncoder();
    private final SymbolField symbol;
    private final DecodeCounters counters;

    /** Balances: asset's place and wallet balance. */
    private final int[] assetOffsets = new int[MAX_ROWS];

    private final int[] assetLengths = new int[MAX_ROWS];
    private final long[] wallets = new long[MAX_ROWS];
    private final long[] changes = new long[MAX_ROWS];
    private int balances;
    /** Why the balances changed; null if by fills. */
    private BalanceReason reason;

    /** Positions: instrument, signed quantity, entry price. */
    private final int[] instruments = new int[MAX_ROWS];

    private final long[] quantities = new long[MAX_ROWS];
    private final long[] entryPrices = new long[MAX_ROWS];
    private int positions;
    private int unknownSymbols;
    private int hedgePositions;

    private DirectBuffer frame;
    private boolean hasWallet;
    /** A change of which no wallet is told. */
    private boolean changeAlone;

    private boolean hasAmount;
    private boolean hedge;
    /** How many rows of the present frame the sink has taken. */
    private int taken;

    AccountFields(final SymbolField symbol, final DecodeCounters counters) {
        this.symbol = symbol;
        this.counters = counters;
    }

    void read(final DirectBuffer frame, final JsonScanner scanner) {
        begin(frame);
        scanner.enterObject();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            switch (key) {
                case 'B' -> balances(scanner);
                case 'P' -> positions(scanner);
                case 'm' -> reason(scanner);
                default -> scanner.skip();
            }
        }
    }

    private void reason(final JsonScanner scanner) {
        if (!scanner.string() || scanner.textIs(ORDER)) {
            return;
        }
        if (scanner.textIs(FUNDING)) {
            reason = BalanceReason.FUNDING;
        } else if (scanner.textIs(INSURANCE)) {
            reason = BalanceReason.LIQUIDATION;
        } else if (scanner.textIs(DEPOSIT)) {
            reason = BalanceReason.DEPOSIT;
        } else {
            reason = scanner.textIs(WITHDRAW) ? BalanceReason.WITHDRAWAL : BalanceReason.OTHER;
        }
    }

    /** {@code B} of spot's {@code outboundAccountPosition}: what is free ({@code f}) and locked ({@code l}) of each asset; together its wallet. */
    void readBalances(final DirectBuffer frame, final JsonScanner scanner) {
        begin(frame);
        balances(scanner);
    }

    /** Begins a spot {@code balanceUpdate}, whose fields are {@link #readChangedAsset} and {@link #readChange}. */
    void begin(final DirectBuffer frame) {
        this.frame = frame;
        balances = 0;
        reason = null;
        positions = 0;
        unknownSymbols = 0;
        hedgePositions = 0;
        changeAlone = false;
    }

    void readChangedAsset(final JsonScanner scanner) {
        asset(scanner);
    }

    void readChange(final JsonScanner scanner) {
        changes[0] = scanner.roundedDecimal(Money.SCALE);
        reason = changes[0] > 0 ? BalanceReason.DEPOSIT : BalanceReason.WITHDRAWAL;
        balances = 1;
        changeAlone = true;
    }

    private void balances(final JsonScanner scanner) {
        scanner.enterArray();
        while (scanner.nextElement()) {
            if (hasRoom(balances, scanner)) {
                balance(scanner);
            }
        }
    }

    private void balance(final JsonScanner scanner) {
        assetLengths[balances] = 0;
        changes[balances] = 0;
        hasWallet = false;
        wallets[balances] = 0;
        scanner.enterObject();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            balanceField(key, scanner);
        }
        if (assetLengths[balances] == 0 || !hasWallet) {
            scanner.reject(Fault.MISSING_FIELD);
        }
        balances++;
    }

    private void balanceField(final int key, final JsonScanner scanner) {
        if (key == 'a') {
            asset(scanner);
        } else if (key == 'f' || key == 'l') {
            hasWallet = true;
            wallets[balances] += scanner.roundedDecimal(Money.SCALE);
        } else if (key == LONG_KEY && scanner.keyIs(ASSET_WALLET)) {
            hasWallet = true;
            wallets[balances] = scanner.roundedDecimal(Money.SCALE);
        } else if (key == LONG_KEY && scanner.keyIs(CHANGE)) {
            changes[balances] = scanner.roundedDecimal(Money.SCALE);
        } else {
            scanner.skip();
        }
    }

    private void asset(final JsonScanner scanner) {
        scanner.string();
        if (scanner.textLength() > MAX_ASSET_LENGTH) {
            scanner.reject(Fault.TOO_LONG);
        }
        assetOffsets[balances] = scanner.textOffset();
        assetLengths[balances] = scanner.textLength();
    }

    private void positions(final JsonScanner scanner) {
        scanner.enterArray();
        while (scanner.nextElement()) {
            if (hasRoom(positions, scanner)) {
                position(scanner);
            }
        }
    }

    private void position(final JsonScanner scanner) {
        symbol.begin(frame);
        hasAmount = false;
        hedge = false;
        entryPrices[positions] = 0;
        scanner.enterObject();
        for (int key = scanner.nextKey(); key != NO_KEY; key = scanner.nextKey()) {
            positionField(key, scanner);
        }
        if (!symbol.isRead() || !hasAmount) {
            scanner.reject(Fault.MISSING_FIELD);
        }
        keepPosition();
    }

    private void positionField(final int key, final JsonScanner scanner) {
        if (key == 's') {
            symbol.read(scanner);
        } else if (key == LONG_KEY && scanner.keyIs(AMOUNT)) {
            hasAmount = true;
            quantities[positions] = symbol.isReady(scanner) ? scanner.decimal(symbol.quantityScale()) : 0;
        } else if (key == LONG_KEY && scanner.keyIs(ENTRY_PRICE)) {
            entryPrices[positions] = symbol.roundedPrice(scanner);
        } else if (key == LONG_KEY && scanner.keyIs(POSITION_SIDE)) {
            hedge = scanner.string() && !scanner.textIs(BOTH);
        } else {
            scanner.skip();
        }
    }

    private void keepPosition() {
        if (!symbol.isKnown()) {
            unknownSymbols++;
        } else if (hedge) {
            hedgePositions++;
        } else {
            instruments[positions++] = symbol.instrument();
        }
    }

    private static boolean hasRoom(final int rows, final JsonScanner scanner) {
        if (rows < MAX_ROWS) {
            return true;
        }
        scanner.reject(Fault.TOO_LONG);
        return false;
    }

    /** Whether there is anything for the engine in it. */
    boolean isEmpty() {
        return balances + positions == 0;
    }

    /** Hands in what the sink hasn't taken yet; false without room. */
    boolean publish(final EventSink sink, final int account, final long venueTimeNs) {
        while (taken < 2 * balances + positions) {
            if (!publishRow(taken, sink, account, venueTimeNs)) {
                return false;
            }
            taken++;
        }
        finish();
        return true;
    }

    /** Each balance is two rows: what changed it, and what it is. */
    private boolean publishRow(final int row, final EventSink sink, final int account, final long venueTimeNs) {
        if (changeAlone && row == 1) {
            return true;
        }
        if (row >= 2 * balances) {
            return publishPosition(row - 2 * balances, sink, account, venueTimeNs);
        }
        return row % 2 == 0
                ? publishChange(row / 2, sink, account, venueTimeNs)
                : publishBalance(row / 2, sink, account, venueTimeNs);
    }

    /** Nothing where fills made the change, or there is none. */
    private boolean publishChange(final int row, final EventSink sink, final int account, final long venueTimeNs) {
        if (reason == null || changes[row] == 0) {
            return true;
        }
        final MutableDirectBuffer buffer = sink.claim();
        changeEncoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, InstrumentDirectory.NONE, account, venueTimeNs);
        changeEncoder
                .change(changes[row])
                .reason(reason)
                .transactionId(0)
                .putAsset(frame, assetOffsets[row], assetLengths[row]);
        if (!sink.commit(CHANGE_LENGTH + assetLengths[row])) {
            return false;
        }
        counters.take(Decoded.BALANCE_CHANGE);
        return true;
    }

    /** Counts what was left out, once per frame, and is ready for the next. */
    void finish() {
        for (int i = 0; i < unknownSymbols; i++) {
            counters.skip(SkipReason.UNKNOWN_SYMBOL);
        }
        for (int i = 0; i < hedgePositions; i++) {
            counters.skip(SkipReason.HEDGE_POSITION);
        }
        forget();
    }

    /** Whatever comes next is another frame. */
    void forget() {
        taken = 0;
    }

    private boolean publishBalance(final int row, final EventSink sink, final int account, final long venueTimeNs) {
        final MutableDirectBuffer buffer = sink.claim();
        balanceEncoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, InstrumentDirectory.NONE, account, venueTimeNs);
        balanceEncoder
                .walletBalance(wallets[row])
                .origin(ReportOrigin.STREAM)
                .putAsset(frame, assetOffsets[row], assetLengths[row]);
        if (!sink.commit(BALANCE_LENGTH + assetLengths[row])) {
            return false;
        }
        counters.take(Decoded.BALANCE);
        return true;
    }

    private boolean publishPosition(final int row, final EventSink sink, final int account, final long venueTimeNs) {
        final MutableDirectBuffer buffer = sink.claim();
        positionEncoder.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instruments[row], account, venueTimeNs);
        positionEncoder.quantity(quantities[row]).entryPrice(entryPrices[row]).origin(ReportOrigin.STREAM);
        if (!sink.commit(POSITION_LENGTH)) {
            return false;
        }
        counters.take(Decoded.VENUE_POSITION);
        return true;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
