package io.ringfence.engine.portfolio;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.engine.stage.Symbols;
import io.ringfence.journal.message.AccountChangedEncoder;
import io.ringfence.journal.message.BalanceChangeDecoder;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.PositionChangedEncoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.number.Money;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/**
 * Turns execution reports into {@code PositionChanged} decisions, one per new fill, and what changes the wallet otherwise into {@code
 * AccountChanged}. A fee in another asset counts at the middle of the market where that asset is traded against the account's currency here;
 * otherwise it is kept by itself.
 */
public final class PortfolioStage implements StatefulStage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int ASSET_LENGTH = ExecutionReportDecoder.otherFeeAssetLength();
    private static final int MAX_CURRENCY = 16;
    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final int STATE_VERSION = 5;
    /** Before it, nothing was said of the wallet. */
    private static final int SCHEMA_OF_ACCOUNT = 2;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PositionChangedEncoder changed = new PositionChangedEncoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final GenerationStartedDecoder started = new GenerationStartedDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final BalanceChangeDecoder balanceChange = new BalanceChangeDecoder();
    private final AccountChangedEncoder accountChanged = new AccountChangedEncoder();

    private final Instruments instruments;
    private final Positions positions;
    private final Balances balances;
    private final OtherFees otherFees = new OtherFees();
    private final Charges charges = new Charges();
    private final Symbols symbols;
    private final byte[] currency;
    private final byte[] pair = new byte[ASSET_LENGTH + MAX_CURRENCY];
    private boolean tellsAccount = true;
    /** What fees in other assets were worth: they are fees like others, but no statement of the wallet shows them; money. */
    private long paidInOthers;

    private long quantityBefore;
    private long heldBefore;
    private long profitBefore;
    private long feesBefore;

    public PortfolioStage(final StageSettings settings) {
        instruments = new Instruments(settings.maxInstruments());
        symbols = new Symbols(settings.maxInstruments());
        positions = new Positions(instruments, settings.maxInstruments());
        balances = new Balances(settings.initialBalance());
        currency = settings.currency().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return "portfolio";
    }

    @Override
    public void onEvent(final Slot slot) {
        slot.empty(Slot.PORTFOLIO);
        switch (slot.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(slot);
            case QuoteDecoder.TEMPLATE_ID -> onQuote(slot);
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(slot);
            case BalanceDecoder.TEMPLATE_ID -> onBalance(slot);
            case BalanceChangeDecoder.TEMPLATE_ID -> onBalanceChange(slot);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onDefinition(slot);
            case GenerationStartedDecoder.TEMPLATE_ID -> onGenerationStarted(slot);
            default -> {}
        }
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return Instruments.stateBytes(highestInstrument)
                + Positions.stateBytes(highestInstrument)
                + Balances.stateBytes()
                + Symbols.stateBytes(highestInstrument)
                + OtherFees.stateBytes()
                + Charges.stateBytes()
                + 2 * Long.BYTES;
    }

    @Override
    public void save(final StateWriter state) {
        instruments.save(state);
        positions.save(state);
        balances.save(state);
        symbols.save(state, instruments.highest());
        otherFees.save(state);
        charges.save(state);
        state.putFlag(tellsAccount);
        state.putLong(paidInOthers);
    }

    @Override
    public boolean load(final StateReader state) {
        instruments.load(state);
        positions.load(state);
        balances.load(state);
        symbols.load(state, instruments.highest());
        otherFees.load(state);
        charges.load(state);
        tellsAccount = state.getFlag();
        paidInOthers = state.getLong();
        state.end();
        return true;
    }

    /** The highest instrument id defined so far; 0 before any. From the stage's own lane. */
    public int highestInstrument() {
        return instruments.highest();
    }

    /** As they were defined last. For reports, after the last event or from the stage's own lane. */
    public Instruments instruments() {
        return instruments;
    }

    /** For reports, after the last event or from the stage's own lane. */
    public Positions positions() {
        return positions;
    }

    /** The account's wallet, money 1e-8. */
    public long walletBalance() {
        return balances.wallet(positions.totalRealizedProfit(), positions.totalFees());
    }

    /** The wallet with all fills so far, whether the venue has stated it since or not; money 1e-8. */
    public long walletAfterFills() {
        return balances.walletAfterFills(net());
    }

    /** What the venue must state as the account's balance: on spot, what is held has been paid from it; money 1e-8. */
    public long balanceAfterFills() {
        return Math.subtractExact(Math.addExact(walletAfterFills(), paidInOthers), positions.totalSpotCost());
    }

    /** All funding so far, money 1e-8; positive came in. */
    public long funding() {
        return balances.funding();
    }

    /** Fees in {@code asset} that could not be valued, 1e-8 of it. */
    public long otherFees(final String asset) {
        return otherFees.of(nameOf(asset.getBytes(StandardCharsets.US_ASCII)));
    }

    private static long nameOf(final byte[] asset) {
        long name = 0;
        for (int i = 0; i < Math.min(asset.length, Long.BYTES); i++) {
            name |= (asset[i] & 0xFFL) << (i * Byte.SIZE);
        }
        return name;
    }

    private long net() {
        return Math.subtractExact(positions.totalRealizedProfit(), positions.totalFees());
    }

    private void onDefinition(final Slot slot) {
        instruments.learn(slot);
        definition.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        symbols.learn(slot.instrument(), definition);
    }

    private void onGenerationStarted(final Slot slot) {
        started.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        tellsAccount = started.schemaVersion() >= SCHEMA_OF_ACCOUNT;
    }

    private void onTrade(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            trade.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            positions.trade(slot.instrument(), trade.price());
        }
    }

    private void onQuote(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            quote.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            positions.quote(slot.instrument(), quote.bidPrice(), quote.askPrice());
        }
    }

    private void onReport(final Slot slot) {
        report.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final long tradeId = report.tradeId();
        final long quantity = report.lastQuantity();
        if (tradeId == 0 || quantity == 0) {
            return;
        }
        if (!instruments.knows(slot.instrument())) {
            throw new IllegalStateException("fill of an instrument without definition: instrument=" + slot.instrument()
                    + " tradeId=" + tradeId + " sequence=" + slot.sequence());
        }
        try {
            book(slot, tradeId, signed(quantity));
        } catch (final ArithmeticException overflow) {
            throw new ArithmeticException("fill doesn't fit the position: instrument=" + slot.instrument() + " tradeId="
                    + tradeId + " price=" + report.lastPrice() + " quantity=" + signed(quantity) + " sequence="
                    + slot.sequence() + "; " + overflow.getMessage());
        }
    }

    private long signed(final long quantity) {
        return report.side() == Side.BUY ? quantity : -quantity;
    }

    private void book(final Slot slot, final long tradeId, final long signed) {
        final boolean old = report.origin() == ReportOrigin.HISTORY;
        final long otherFee = otherFee();
        final boolean inBase = otherFee != 0 && isBaseFee(slot.instrument());
        final long worth = otherFee == 0 || inBase ? 0 : worthOfOtherFee(otherFee);
        final long fee = worth == UNKNOWN ? report.fee() : Math.addExact(report.fee(), worth);
        final long baseFee = inBase ? baseUnits(slot.instrument(), otherFee) : 0;
        final long before = spent();
        remember(slot.instrument());
        if (positions.fill(slot.instrument(), tradeId, report.lastPrice(), signed, fee, baseFee, old)) {
            if (worth != UNKNOWN) {
                paidInOthers = Math.addExact(paidInOthers, worth);
            }
            final long change = Math.subtractExact(spent(), before);
            final boolean held = balances.filled(change, report.header().venueTimeNs());
            if (worth == UNKNOWN) {
                otherFees.add(otherFeeName(), otherFee);
            }
            writeChange(slot, signed);
            if (held) {
                // What nobody could explain when it was stated is explained now, and was no deposit.
                writeAccount(slot, Math.negateExact(change), BalanceReason.OTHER);
            }
        }
    }

    /** What a venue's statement of the wallet changes by with the fills. */
    private long spent() {
        return Math.subtractExact(Math.addExact(net(), paidInOthers), positions.totalSpotCost());
    }

    /** On spot, whether the fee was taken from the base asset: its name and the currency's make the symbol. */
    private boolean isBaseFee(final int instrument) {
        return instruments.isSpot(instrument) && symbols.of(instrument) == Symbols.hash(pair, readPairOfOtherFee());
    }

    /** Rounded half away from zero where the instrument's scale is coarser than the fee. */
    private long baseUnits(final int instrument, final long amount) {
        final int scale = instruments.quantityScale(instrument);
        return scale >= Money.SCALE
                ? Math.multiplyExact(amount, Money.powerOfTen(scale - Money.SCALE))
                : Money.multiplyDivide(amount, 1, Money.powerOfTen(Money.SCALE - scale));
    }

    private long otherFee() {
        final long amount = report.otherFee();
        return amount == ExecutionReportDecoder.otherFeeNullValue() ? 0 : amount;
    }

    private long otherFeeName() {
        long name = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            name |= (report.otherFeeAsset(i) & 0xFFL) << (i * Byte.SIZE);
        }
        return name;
    }

    /** In the account's currency by the market of the two, if there is one here that has a price; {@link #UNKNOWN}. */
    private long worthOfOtherFee(final long amount) {
        final int market = symbols.find(pair, readPairOfOtherFee(), instruments.highest());
        final long twice = market == Symbols.NONE ? 0 : positions.twiceMiddle(market);
        return twice == 0
                ? UNKNOWN
                : Money.notionalAtMiddle(twice, amount, instruments.priceScale(market), Money.SCALE);
    }

    /** The asset of the report's fee and the account's currency, into {@link #pair}; returns their length. */
    private int readPairOfOtherFee() {
        int length = 0;
        while (length < ASSET_LENGTH && report.otherFeeAsset(length) != 0) {
            pair[length] = report.otherFeeAsset(length);
            length++;
        }
        System.arraycopy(currency, 0, pair, length, currency.length);
        return length + currency.length;
    }

    /** What a fill does is told by what was before it. */
    private void remember(final int instrument) {
        quantityBefore = positions.quantity(instrument);
        heldBefore = Math.addExact(quantityBefore, positions.dust(instrument));
        profitBefore = positions.totalRealizedProfit();
        feesBefore = positions.totalFees();
    }

    private void writeChange(final Slot slot, final long fillQuantity) {
        final Section section = slot.section(Slot.PORTFOLIO);
        final int instrument = slot.instrument();
        changed.wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .quantity(positions.quantity(instrument))
                .entryPrice(positions.entryPrice(instrument))
                .openCost(positions.openCost(instrument))
                .realizedProfit(positions.realizedProfit(instrument))
                .fees(positions.fees(instrument))
                .fillPrice(report.lastPrice())
                .fillQuantity(fillQuantity)
                .accountRealized(positions.totalRealizedProfit())
                .accountFees(positions.totalFees())
                .dust(positions.dust(instrument))
                .quantityBefore(quantityBefore)
                .fillNet(positions.quantity(instrument) + positions.dust(instrument) - heldBefore)
                .fillProfit(positions.totalRealizedProfit() - profitBefore)
                .fillFee(positions.totalFees() - feesBefore)
                .dustCost(positions.dustCost(instrument));
        section.end(HEADER + changed.encodedLength());
    }

    private void onBalance(final Slot slot) {
        balance.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (isAccountCurrency(slot.event(), balance.limit() + BalanceDecoder.assetHeaderLength())) {
            final long unexplained = stated(balance.header().venueTimeNs());
            if (unexplained != 0) {
                writeAccount(slot, unexplained, BalanceReason.OTHER);
            }
        }
    }

    /** On spot a purchase leaves the wallet: with what is held at its cost it is what profit, fees and deposits made it, as on futures. */
    private long stated(final long venueTimeNs) {
        if (!isSpot()) {
            final long own = Math.subtractExact(balance.walletBalance(), paidInOthers);
            return balance.origin() == ReportOrigin.QUERY
                    ? balances.stateAsked(own, net(), venueTimeNs)
                    : balances.state(own, net(), venueTimeNs);
        }
        final long paid = Math.subtractExact(positions.totalSpotCost(), paidInOthers);
        final long wallet = Math.addExact(balance.walletBalance(), paid);
        return balances.stateOfSpot(wallet, net(), venueTimeNs, balance.origin() == ReportOrigin.HISTORY);
    }

    /** A venue is of one kind. */
    private boolean isSpot() {
        return instruments.highest() > 0 && instruments.isSpot(instruments.highest());
    }

    private boolean isAccountCurrency(final MutableDirectBuffer event, final int at) {
        return isAccountCurrency(event, at, balance.assetLength());
    }

    private void onBalanceChange(final Slot slot) {
        balanceChange.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final int at = balanceChange.limit() + BalanceChangeDecoder.assetHeaderLength();
        if (isAccountCurrency(slot.event(), at, balanceChange.assetLength())) {
            if (isNewChange()) {
                book(slot);
            }
        }
    }

    /** A deposit is in no list that is asked for. */
    private boolean isNewChange() {
        final BalanceReason reason = balanceChange.reason();
        final boolean listed = reason == BalanceReason.FUNDING || reason == BalanceReason.LIQUIDATION;
        return !listed
                || charges.take(
                        balanceChange.change(),
                        reason.value(),
                        balanceChange.header().venueTimeNs(),
                        balanceChange.transactionId());
    }

    private void book(final Slot slot) {
        final BalanceReason reason = balanceChange.reason();
        final boolean moves = balances.charge(
                balanceChange.change(),
                reason == BalanceReason.FUNDING,
                balanceChange.header().venueTimeNs());
        if (!moves) {
            // A statement held it before it was told: what nobody could explain then is explained now.
            writeAccount(slot, Math.negateExact(balanceChange.change()), BalanceReason.OTHER);
        }
        writeAccount(slot, balanceChange.change(), reason);
    }

    private void writeAccount(final Slot slot, final long change, final BalanceReason reason) {
        if (!tellsAccount) {
            return;
        }
        final Section section = slot.section(Slot.PORTFOLIO);
        accountChanged
                .wrapAndApplyHeader(section.buffer(), section.begin(), header)
                .wallet(walletAfterFills())
                .change(change)
                .funding(balances.funding())
                .reason(reason);
        section.end(HEADER + accountChanged.encodedLength());
    }

    private boolean isAccountCurrency(final MutableDirectBuffer event, final int at, final int length) {
        if (length != currency.length) {
            return false;
        }
        for (int i = 0; i < currency.length; i++) {
            if (event.getByte(at + i) != currency[i]) {
                return false;
            }
        }
        return true;
    }
}
