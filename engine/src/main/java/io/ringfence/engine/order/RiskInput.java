package io.ringfence.engine.order;

import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.message.AccountMarginDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.DiskLevel;
import io.ringfence.journal.message.DiskStateDecoder;
import io.ringfence.journal.message.EngineLagDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.LeverageDecoder;
import io.ringfence.journal.message.MarkPriceDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.RequestUseDecoder;
import io.ringfence.journal.message.TradeDecoder;

/** What the market and the surroundings tell that entries are checked against: prices, gaps, clock, budget, lag, margin, leverage, wallet, disk. */
final class RiskInput {
    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final DiskStateDecoder disk = new DiskStateDecoder();
    private final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
    private final MarkPriceDecoder markPrice = new MarkPriceDecoder();
    private final DepthDecoder depth = new DepthDecoder();
    private final ClockOffsetDecoder clockOffset = new ClockOffsetDecoder();
    private final RequestUseDecoder requestUse = new RequestUseDecoder();
    private final EngineLagDecoder lag = new EngineLagDecoder();
    private final AccountMarginDecoder margin = new AccountMarginDecoder();
    private final LeverageDecoder leverage = new LeverageDecoder();
    private final BalanceDecoder balance = new BalanceDecoder();

    private final Instruments instruments;
    private final MarketPrices prices;
    private final EntryGate gate;
    private final EntrySize size;
    private final OrderRecords records;
    private final RiskControls controls;
    private final DisasterStops disasters;
    private final EarlierStages earlier;

    RiskInput(final OrderParts parts, final EarlierStages earlier) {
        instruments = parts.instruments();
        prices = parts.prices();
        gate = parts.gate();
        size = parts.size();
        records = parts.records();
        controls = parts.controls();
        disasters = parts.disasters();
        this.earlier = earlier;
    }

    void onTrade(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            trade.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            prices.trade(slot.instrument(), trade.price(), slot.venueTimeNs(), slot.receiveTimeNs());
            controls.trade(slot.instrument(), trade.price());
        }
    }

    void onQuote(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            quote.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            prices.quote(
                    slot.instrument(), quote.bidPrice(), quote.askPrice(), slot.venueTimeNs(), slot.receiveTimeNs());
            controls.quote(slot.instrument(), quote.bidPrice(), quote.askPrice(), slot.receiveTimeNs());
        }
    }

    void onMarkPrice(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            markPrice.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            controls.mark(slot.instrument(), markPrice.markPrice(), slot.receiveTimeNs());
        }
    }

    /** Nobody decides on a part: a gap ends with the last one of a snapshot. */
    void onDepth(final Slot slot) {
        if (instruments.knows(slot.instrument())) {
            depth.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            if (depth.kind() == BookEventKind.RESYNC) {
                controls.bookGap(slot.instrument(), true);
            } else if (depth.kind() == BookEventKind.SNAPSHOT && depth.lastPart() == Flag.YES) {
                controls.bookGap(slot.instrument(), false);
            }
        }
    }

    void onDefinition(final Slot slot) {
        instruments.learn(slot);
        // Wrapped for each: a symbol can be read once.
        disasters.learn(slot.instrument(), definition.wrapAndApplyHeader(slot.event(), 0, eventHeader));
        size.learn(slot);
        controls.defined(slot.instrument(), definition.wrapAndApplyHeader(slot.event(), 0, eventHeader));
    }

    void onDisk(final Slot slot) {
        disk.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final boolean low = disk.level() != DiskLevel.AMPLE;
        gate.disk(low, disk.markBytes(), disk.freeBytes());
        if (low) {
            records.onAlarm(0, OrderTable.NO_ORDER, AlarmKind.DISK, disk.markBytes(), disk.freeBytes());
        }
    }

    void onClockOffset(final Slot slot) {
        clockOffset.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        gate.clockOffset(clockOffset.offsetNs());
        if (controls.clockOffset(clockOffset.offsetNs())) {
            alarm(0, AlarmKind.CLOCK_SKEW, controls.warnClockNs(), clockOffset.offsetNs());
        }
    }

    void onRequestUse(final Slot slot) {
        requestUse.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        controls.requestUse(requestUse.usedWeight(), requestUse.weightLimit(), requestUse.blockedUntilNs());
        if (requestUse.blockedUntilNs() > slot.receiveTimeNs()) {
            alarm(0, AlarmKind.REQUEST_LIMIT, requestUse.blockedUntilNs(), slot.receiveTimeNs());
        }
    }

    void onLag(final Slot slot) {
        lag.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (controls.lag(lag.events(), lag.ringSize(), lag.lagNs())) {
            alarm(0, AlarmKind.LAG, controls.maxLagNs(), lag.lagNs());
        }
    }

    void onMargin(final Slot slot) {
        margin.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        controls.margin(margin.marginBalance(), margin.maintenanceMargin());
    }

    void onLeverage(final Slot slot) {
        if (!instruments.knows(slot.instrument())) {
            return;
        }
        leverage.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        final boolean otherType =
                leverage.wantedIsolated() != Flag.NULL_VAL && leverage.wantedIsolated() != leverage.isolated();
        if (controls.leverage(slot.instrument(), leverage.leverage(), leverage.wantedLeverage(), otherType)) {
            alarm(slot.instrument(), AlarmKind.LEVERAGE, leverage.wantedLeverage(), leverage.leverage());
        }
    }

    /** The venue's wallet counts from here on; that ours was another is said. */
    void onBalance(final Slot slot) {
        balance.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (earlier.walletDrift() != 0 && balance.origin() == ReportOrigin.QUERY) {
            alarm(0, AlarmKind.BALANCE_DRIFT, balance.walletBalance(), balance.walletBalance() - earlier.walletDrift());
        }
    }

    private void alarm(final int instrument, final AlarmKind kind, final long expected, final long actual) {
        records.onAlarm(instrument, OrderTable.NO_ORDER, kind, expected, actual);
    }
}
