package io.ringfence.gateway.reconcile;

import io.ringfence.gateway.binance.ForcedClose;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.AccountListing;
import io.ringfence.gateway.session.AlgoListing;
import io.ringfence.gateway.session.BalanceListing;
import io.ringfence.gateway.session.IncomeListing;
import io.ringfence.gateway.session.LeverageListing;
import io.ringfence.gateway.session.OrderListing;
import io.ringfence.gateway.session.PositionListing;
import io.ringfence.gateway.session.TradeListing;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AccountMarginEncoder;
import io.ringfence.journal.message.AlgoReportEncoder;
import io.ringfence.journal.message.AlgoStatus;
import io.ringfence.journal.message.BalanceChangeEncoder;
import io.ringfence.journal.message.BalanceEncoder;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.LeverageEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.ReconciledEncoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.VenuePositionEncoder;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes what the account told as inbound events, with the venue's own times. What has no id of ours gets an all-zero
 * order id, as in reports. Owned by one run at a time; allocates.
 */
final class AccountEvents {
    /** What positions were charged or paid for being held, in the venue's word. */
    static final String FUNDING = "FUNDING_FEE";
    /** What a liquidation cost beside its trades. */
    static final String LIQUIDATION = "INSURANCE_CLEAR";

    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final AlgoReportEncoder algo = new AlgoReportEncoder();
    private final BalanceEncoder balance = new BalanceEncoder();
    private final BalanceChangeEncoder change = new BalanceChangeEncoder();
    private final VenuePositionEncoder position = new VenuePositionEncoder();
    private final LeverageEncoder leverage = new LeverageEncoder();
    private final AccountMarginEncoder margin = new AccountMarginEncoder();
    private final ReconciledEncoder reconciled = new ReconciledEncoder();
    private final ClientOrderId id = new ClientOrderId();
    private final EventSink sink;
    private final int account;
    private final String currency;
    private final ReportOrigin origin;

    /** @param sink one that waits for room */
    AccountEvents(final EventSink sink, final int account, final String currency) {
        this(sink, account, currency, ReportOrigin.HISTORY);
    }

    /** @param origin of balances and positions */
    AccountEvents(final EventSink sink, final int account, final String currency, final ReportOrigin origin) {
        this.origin = origin;
        this.sink = sink;
        this.account = account;
        this.currency = currency;
    }

    /**
     * A fill of {@code order}.
     *
     * @param cumulative what is known to be filled of the order with this fill, quantity units
     */
    void fill(final Instrument instrument, final OrderListing order, final TradeListing trade, final long cumulative) {
        final long quantity = units(order.quantity(), instrument.quantityScale());
        begin(instrument, order, trade.timeMs());
        report.tradeId(trade.tradeId())
                .lastPrice(units(trade.price(), instrument.priceScale()))
                .lastQuantity(units(trade.quantity(), instrument.quantityScale()))
                .cumulativeQuantity(cumulative)
                .fee(isInAccountCurrency(trade) ? units(trade.fee(), Money.SCALE) : 0)
                .realizedProfit(units(trade.realizedProfit(), Money.SCALE))
                .executionType(ExecutionType.TRADE)
                .status(cumulative >= quantity ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED)
                .maker(trade.maker() ? Flag.YES : Flag.NO)
                .otherFee(isInAccountCurrency(trade) ? 0 : units(trade.fee(), Money.SCALE))
                .otherFeeAsset(isInAccountCurrency(trade) ? "" : assetCode(trade.feeAsset()));
        commit(HEADER + report.encodedLength());
    }

    private static String assetCode(final String asset) {
        return asset.substring(0, Math.min(asset.length(), ExecutionReportEncoder.otherFeeAssetLength()));
    }

    /** Whether the fee is in the account's currency. */
    boolean isInAccountCurrency(final TradeListing trade) {
        return trade.feeAsset().equals(currency) || new BigDecimal(trade.fee()).signum() == 0;
    }

    /** The state of an order. */
    void state(final Instrument instrument, final OrderListing order) {
        final OrderStatus status = status(order.status());
        begin(instrument, order, order.updateTimeMs());
        report.tradeId(0)
                .lastPrice(0)
                .lastQuantity(0)
                .cumulativeQuantity(units(order.executed(), instrument.quantityScale()))
                .fee(0)
                .realizedProfit(0)
                .executionType(executionType(status))
                .status(status)
                .maker(Flag.NO)
                .otherFee(0)
                .otherFeeAsset("");
        commit(HEADER + report.encodedLength());
    }

    private void begin(final Instrument instrument, final OrderListing order, final long timeMs) {
        final MutableDirectBuffer buffer = sink.claim();
        report.wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, instrument.id(), account, timeNs(timeMs));
        final boolean ours = isOurs(order.clientOrderId());
        report.orderId()
                .engine(ours ? id.engine() : 0)
                .epoch(ours ? id.epoch() : 0)
                .sequence(ours ? id.sequence() : 0)
                .index(ours ? id.index() : 0);
        report.venueOrderId(order.orderId())
                .price(units(order.price(), instrument.priceScale()))
                .quantity(units(order.quantity(), instrument.quantityScale()))
                .side(side(order.side()))
                .reduceOnly(order.reduceOnly() ? Flag.YES : Flag.NO)
                .origin(ReportOrigin.HISTORY)
                .cause(ForcedClose.of(order.clientOrderId()));
    }

    /** A conditional order that waits for its price. */
    void algo(final Instrument instrument, final AlgoListing order) {
        algo.wrapAndApplyHeader(sink.claim(), 0, header);
        EventLayout.describe(sink.claim(), 0, instrument.id(), account, timeNs(order.updateTimeMs()));
        final boolean ours = isOurs(order.clientAlgoId());
        algo.orderId()
                .engine(ours ? id.engine() : 0)
                .epoch(ours ? id.epoch() : 0)
                .sequence(ours ? id.sequence() : 0)
                .index(ours ? id.index() : 0);
        algo.algoId(order.algoId())
                .venueOrderId(0)
                .triggerPrice(units(order.triggerPrice(), instrument.priceScale()))
                .quantity(units(order.quantity(), instrument.quantityScale()))
                .side(side(order.side()))
                .status(AlgoStatus.NEW)
                .reduceOnly(order.reduceOnly() ? Flag.YES : Flag.NO)
                .origin(ReportOrigin.HISTORY);
        commit(HEADER + algo.encodedLength());
    }

    private boolean isOurs(final String clientOrderId) {
        final byte[] text = clientOrderId.getBytes(StandardCharsets.UTF_8);
        return id.parse(new UnsafeBuffer(text), 0, text.length);
    }

    /** What changed the wallet without a fill. */
    void income(final IncomeListing listing) {
        change.wrapAndApplyHeader(sink.claim(), 0, header);
        EventLayout.describe(sink.claim(), 0, 0, account, timeNs(listing.timeMs()));
        change.change(units(listing.income(), Money.SCALE))
                .reason(listing.type().equals(FUNDING) ? BalanceReason.FUNDING : BalanceReason.LIQUIDATION)
                .transactionId(listing.transactionId())
                .asset(listing.asset());
        commit(HEADER + change.encodedLength());
    }

    void balance(final BalanceListing listing) {
        balance.wrapAndApplyHeader(sink.claim(), 0, header);
        EventLayout.describe(sink.claim(), 0, 0, account, timeNs(listing.updateTimeMs()));
        balance.walletBalance(units(listing.walletBalance(), Money.SCALE))
                .origin(origin)
                .asset(listing.asset());
        commit(HEADER + balance.encodedLength());
    }

    /**
     * @param listing null: the venue holds nothing in that instrument
     * @param askedMs venue time before which nothing was asked: what isn't held has no time of its own, and a fill may
     *     have come since
     */
    void position(final Instrument instrument, final PositionListing listing, final long askedMs) {
        position.wrapAndApplyHeader(sink.claim(), 0, header);
        EventLayout.describe(
                sink.claim(), 0, instrument.id(), account, timeNs(listing == null ? askedMs : listing.updateTimeMs()));
        position.quantity(listing == null ? 0 : units(listing.quantity(), instrument.quantityScale()))
                .entryPrice(listing == null ? 0 : units(listing.entryPrice(), instrument.priceScale()))
                .origin(origin);
        commit(HEADER + position.encodedLength());
    }

    /** How an instrument is held, and how it is to be. */
    void leverage(final Instrument instrument, final LeverageListing found, final WantedMargin wanted) {
        leverage.wrapAndApplyHeader(sink.claim(), 0, header);
        EventLayout.describe(sink.claim(), 0, instrument.id(), account, EventLayout.NO_TIME);
        leverage.leverage(found.leverage())
                .isolated(found.isolated() ? Flag.YES : Flag.NO)
                .wantedLeverage(wanted.leverage())
                .wantedIsolated(wanted.isolated());
        commit(HEADER + leverage.encodedLength());
    }

    void margin(final AccountListing listing) {
        margin.wrapAndApplyHeader(sink.claim(), 0, header);
        EventLayout.describe(sink.claim(), 0, 0, account, EventLayout.NO_TIME);
        margin.marginBalance(units(listing.marginBalance(), Money.SCALE))
                .maintenanceMargin(units(listing.maintenanceMargin(), Money.SCALE))
                .initialMargin(units(listing.initialMargin(), Money.SCALE));
        commit(HEADER + margin.encodedLength());
    }

    /** All has been told. */
    void reconciled(final int orders, final int fills, final int positions) {
        reconciled.wrapAndApplyHeader(sink.claim(), 0, header);
        EventLayout.describe(sink.claim(), 0, 0, account, EventLayout.NO_TIME);
        reconciled.orders(orders).fills(fills).positions(positions);
        commit(HEADER + reconciled.encodedLength());
    }

    private void commit(final int lengthBytes) {
        if (!sink.commit(lengthBytes)) {
            throw new IllegalStateException("the engine takes no events any more");
        }
    }

    private static long timeNs(final long timeMs) {
        return timeMs == 0 ? EventLayout.NO_TIME : TimeUnit.MILLISECONDS.toNanos(timeMs);
    }

    /** What the venue computed lies on no tick: rounded half away from zero, so that no fill is lost to a digit. */
    static long units(final BigDecimal value, final int scale) {
        return value.movePointRight(scale).setScale(0, RoundingMode.HALF_UP).longValueExact();
    }

    private static long units(final String text, final int scale) {
        return units(new BigDecimal(text), scale);
    }

    private static Side side(final String word) {
        return switch (word) {
            case "BUY" -> Side.BUY;
            case "SELL" -> Side.SELL;
            default -> throw new IllegalArgumentException("an order has side=" + word + ", neither BUY nor SELL");
        };
    }

    private static OrderStatus status(final String word) {
        return switch (word) {
            case "NEW" -> OrderStatus.NEW;
            case "PARTIALLY_FILLED" -> OrderStatus.PARTIALLY_FILLED;
            case "FILLED" -> OrderStatus.FILLED;
            case "CANCELED" -> OrderStatus.CANCELED;
            case "EXPIRED", "EXPIRED_IN_MATCH" -> OrderStatus.EXPIRED;
            case "REJECTED" -> OrderStatus.REJECTED;
            default -> OrderStatus.OTHER;
        };
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
}
