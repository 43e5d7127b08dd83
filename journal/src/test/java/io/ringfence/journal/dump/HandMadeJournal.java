package io.ringfence.journal.dump;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.SignalEncoder;
import io.ringfence.journal.message.SignalReason;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;

/** A small journal of one generation, written event by event. */
final class HandMadeJournal implements AutoCloseable {
    static final int BTC = 1;
    static final long START_NS = 1_723_075_200_000_000_000L;
    private static final long NS_PER_MS = 1_000_000;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[4096]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final Journal journal;
    private final Generation generation;
    private long sequence;

    HandMadeJournal(final Path folder) {
        journal = Journal.open(folder);
        generation = journal.start(
                GenerationOptions.defaults().withSegmentBytes(16L << 20).withReserveAheadBytes(1L << 20));
    }

    long define() {
        final Instrument btc = new Instrument(
                BTC, Venue.BINANCE_USDM, MarketKind.USDM, "BTCUSDT", 2, 3, 10, 1, 1, 1_000_000, 10_000_000_000L);
        return event(btc.encode(buffer, 0));
    }

    long trade(final long id, final long price, final long quantity, final Side side) {
        final TradeEncoder trade = new TradeEncoder().wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, BTC, 0, START_NS);
        trade.tradeId(id)
                .price(price)
                .quantity(quantity)
                .firstTradeId(id)
                .lastTradeId(id)
                .takerSide(side)
                .aggregated(Flag.NO);
        return event(MessageHeaderEncoder.ENCODED_LENGTH + trade.encodedLength());
    }

    long quote() {
        final QuoteEncoder quote = new QuoteEncoder().wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, BTC, 0, EventLayout.NO_TIME);
        quote.updateId(77)
                .bidPrice(6_180_020)
                .bidQuantity(1_500)
                .askPrice(6_180_030)
                .askQuantity(2)
                .lowestBid(6_180_000)
                .highestAsk(6_180_050)
                .conflated(3);
        return event(MessageHeaderEncoder.ENCODED_LENGTH + quote.encodedLength());
    }

    long depth() {
        final DepthEncoder depth = new DepthEncoder().wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, BTC, 0, START_NS);
        depth.firstUpdateId(5).lastUpdateId(9).part(0).kind(BookEventKind.DELTA).lastPart(Flag.YES);
        depth.levelsCount(2)
                .next()
                .price(6_180_020)
                .quantity(0)
                .side(Side.BUY)
                .next()
                .price(6_180_030)
                .quantity(4)
                .side(Side.SELL);
        return event(MessageHeaderEncoder.ENCODED_LENGTH + depth.encodedLength());
    }

    long tick() {
        final TickEncoder tick = new TickEncoder().wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, 0, 0, EventLayout.NO_TIME);
        return event(MessageHeaderEncoder.ENCODED_LENGTH + tick.encodedLength());
    }

    long report() {
        final ExecutionReportEncoder report = new ExecutionReportEncoder().wrapAndApplyHeader(buffer, 0, header);
        EventLayout.describe(buffer, 0, BTC, 1, START_NS);
        report.orderId().engine(1).epoch(1).sequence(2).index(0x500);
        report.venueOrderId(900)
                .tradeId(11)
                .price(0)
                .quantity(2)
                .lastPrice(6_180_030)
                .lastQuantity(2)
                .cumulativeQuantity(2)
                .fee(1_234_000)
                .realizedProfit(-50_000_000)
                .side(Side.BUY)
                .executionType(ExecutionType.TRADE)
                .status(OrderStatus.FILLED)
                .maker(Flag.NO)
                .reduceOnly(Flag.NO)
                .origin(ReportOrigin.STREAM)
                .cause(FillCause.ORDER)
                .otherFee(0)
                .otherFeeAsset("");
        return event(MessageHeaderEncoder.ENCODED_LENGTH + report.encodedLength());
    }

    /** The decisions at the latest event: a signal and an order. */
    void decide() {
        final SignalEncoder signal = new SignalEncoder().wrapAndApplyHeader(buffer, 4, header);
        signal.header().sequence(sequence).epoch(1).instrument(BTC).account(1).index(0x300);
        signal.strategy(0)
                .target((byte) 1)
                .reason(SignalReason.NAMED)
                .strength(0.5)
                .emaFast(61_800.25)
                .emaSlow(Double.NaN)
                .rsi(55)
                .atr(1)
                .referencePrice(6_180_030)
                .timeframeNs(60_000_000_000L);
        signal.seenCount(1).next().value(6_180_025).isPrice(Flag.YES).name("ema_12 1m");
        signal.reasonName("cross-up").strategyName("ema-cross");
        final int middle = finish(0, signal.encodedLength());
        final OrderPlacedEncoder order = new OrderPlacedEncoder().wrapAndApplyHeader(buffer, middle + 4, header);
        order.header().sequence(sequence).epoch(1).instrument(BTC).account(1).index(0x500);
        order.orderId().engine(1).epoch(1).sequence(sequence).index(0x500);
        order.price(0)
                .quantity(2)
                .referencePrice(6_180_030)
                .notional(12_360_060_000L)
                .causeSequence(sequence)
                .side(Side.BUY)
                .type(OrderType.MARKET)
                .timeInForce(TimeInForce.GTC)
                .purpose(OrderPurpose.ENTRY)
                .reduceOnly(Flag.NO)
                .causeIndex(0x300);
        final int end = finish(middle, order.encodedLength());
        generation.decisions().append(sequence, buffer, 0, end);
    }

    /** Seals the generation. */
    @Override
    public void close() {
        generation.seal(generation.ended());
        journal.close();
    }

    private long event(final int lengthBytes) {
        sequence++;
        EventLayout.stamp(buffer, 0, generation.epoch(), sequence, START_NS + sequence * NS_PER_MS);
        generation.events().append(sequence, buffer, 0, lengthBytes);
        return sequence;
    }

    private int finish(final int start, final int encodedLength) {
        final int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + encodedLength;
        final int end = start + 4 + ((lengthBytes + 3) & -4);
        buffer.putInt(start, lengthBytes);
        for (int i = start + 4 + lengthBytes; i < end; i++) {
            buffer.putByte(i, (byte) 0);
        }
        return end;
    }
}
