package io.ringfence.engine.portfolio;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.PositionChangedEncoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeDecoder;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/** Turns execution reports into {@code PositionChanged} decisions, one per new fill. */
public final class PortfolioStage implements StatefulStage {
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int STATE_VERSION = 1;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final PositionChangedEncoder changed = new PositionChangedEncoder();
    private final ExecutionReportDecoder report = new ExecutionReportDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();

    private final Instruments instruments;
    private final Positions positions;
    private final Balances balances;
    private final byte[] currency;

    public PortfolioStage(final StageSettings settings) {
        instruments = new Instruments(settings.maxInstruments());
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
        slot.portfolio().reset(slot);
        switch (slot.templateId()) {
            case TradeDecoder.TEMPLATE_ID -> onTrade(slot);
            case QuoteDecoder.TEMPLATE_ID -> onQuote(slot);
            case ExecutionReportDecoder.TEMPLATE_ID -> onReport(slot);
            case BalanceDecoder.TEMPLATE_ID -> onBalance(slot);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> instruments.learn(slot);
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
                + Balances.stateBytes();
    }

    @Override
    public void save(final StateWriter state) {
        instruments.save(state);
        positions.save(state);
        balances.save(state);
    }

    @Override
    public boolean load(final StateReader state) {
        instruments.load(state);
        positions.load(state);
        balances.load(state);
        state.end();
        return true;
    }

    /** The highest instrument id defined so far; 0 before any. From the stage's own lane. */
    public int highestInstrument() {
        return instruments.highest();
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

    private long net() {
        return Math.subtractExact(positions.totalRealizedProfit(), positions.totalFees());
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
        final long signed = report.side() == Side.BUY ? quantity : -quantity;
        final boolean old = report.origin() == ReportOrigin.HISTORY;
        if (positions.fill(slot.instrument(), tradeId, report.lastPrice(), signed, report.fee(), old)) {
            writeChange(slot, signed);
        }
    }

    private void writeChange(final Slot slot, final long fillQuantity) {
        final Section section = slot.portfolio();
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
                .accountFees(positions.totalFees());
        section.end(HEADER + changed.encodedLength());
    }

    private void onBalance(final Slot slot) {
        balance.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (isAccountCurrency(slot.event(), balance.limit() + BalanceDecoder.assetHeaderLength())) {
            balances.state(balance.walletBalance(), net(), balance.header().venueTimeNs());
        }
    }

    private boolean isAccountCurrency(final MutableDirectBuffer event, final int at) {
        if (balance.assetLength() != currency.length) {
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
