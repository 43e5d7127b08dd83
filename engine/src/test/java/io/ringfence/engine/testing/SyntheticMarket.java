package io.ringfence.engine.testing;

import io.ringfence.engine.order.Outbox;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AnswerKind;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.ConnectionEncoder;
import io.ringfence.journal.message.DepthEncoder;
import io.ringfence.journal.message.ExecutionReportEncoder;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderAnswerEncoder;
import io.ringfence.journal.message.OrderIdEncoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * An endless seeded market on several instruments that answers orders: trades, quotes, depth, ticks, and for every order
 * an answer and a fill, some late, twice or refused. Fills slots without allocating, so that whatever is allocated is
 * the stages'. It is the outbox of the stages it feeds.
 */
public final class SyntheticMarket implements Outbox {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final long MS = 1_000_000L;
    private static final int PENDING = 64;

    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder decoded = new MessageHeaderDecoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final DepthEncoder depth = new DepthEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final ConnectionEncoder connection = new ConnectionEncoder();
    private final OrderAnswerEncoder answer = new OrderAnswerEncoder();
    private final ExecutionReportEncoder report = new ExecutionReportEncoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();

    private final int instruments;
    private final long[] prices;
    private final long[][] orders = new long[PENDING][6];

    private long random;
    private long sequence;
    private long timeNs = Market.START;
    private long fillId;
    private int pending;
    private boolean answered;
    private long ordersSeen;

    public SyntheticMarket(final int instruments, final long seed) {
        this.instruments = instruments;
        random = seed * 0x9E3779B97F4A7C15L + 1;
        prices = new long[instruments + 1];
        Arrays.fill(prices, 6_000_000);
    }

    /** Orders that came out of the stages. */
    public long ordersSeen() {
        return ordersSeen;
    }

    /** Puts the next event into {@code slot}. */
    public void next(final Slot slot) {
        sequence++;
        timeNs += below(2 * MS);
        slot.eventBytes(write(slot));
        EventLayout.stamp(slot.event(), 0, 1, sequence, timeNs);
    }

    private int write(final Slot slot) {
        if (sequence <= instruments) {
            return define(slot, (int) sequence);
        }
        if (sequence == instruments + 1) {
            return connect(slot);
        }
        if (pending > 0 && below(4) == 0) {
            return answered ? fill(slot) : accept(slot);
        }
        final int instrument = 1 + (int) below(instruments);
        return switch ((int) below(16)) {
            case 0 -> tick(slot);
            case 1, 2 -> depth(slot, instrument);
            case 3, 4, 5, 6, 7, 8 -> trade(slot, instrument);
            default -> quote(slot, instrument);
        };
    }

    private static int define(final Slot slot, final int id) {
        return new Instrument(id, Venue.SIMULATED, MarketKind.USDM, "S" + id, 2, 3, 10, 1, 1, 1_000_000, 0)
                .encode(slot.event(), 0);
    }

    private int connect(final Slot slot) {
        connection.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        connection.channel(ChannelKind.ORDER_ENTRY).state(ChannelState.UP).venue(Venue.SIMULATED);
        return HEADER + connection.encodedLength();
    }

    private int tick(final Slot slot) {
        tick.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        return HEADER + tick.encodedLength();
    }

    private int trade(final Slot slot, final int instrument) {
        move(instrument);
        trade.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, timeNs - below(3 * MS));
        trade.tradeId(sequence)
                .price(prices[instrument])
                .quantity(1 + below(1_000))
                .firstTradeId(sequence)
                .lastTradeId(sequence)
                .takerSide(below(2) == 0 ? Side.BUY : Side.SELL)
                .aggregated(Flag.NO);
        return HEADER + trade.encodedLength();
    }

    private void move(final int instrument) {
        // Trends of some seconds, so that averages cross and stops trail.
        final long trend = ((timeNs / (3_000 * MS) + instrument) & 1) == 0 ? 30 : -30;
        prices[instrument] = Math.max(1_000_000, prices[instrument] + 10 * (below(401) - 200 + trend));
    }

    private int quote(final Slot slot, final int instrument) {
        final long price = prices[instrument];
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, timeNs);
        quote.updateId(sequence)
                .bidPrice(price - 10)
                .bidQuantity(1_000)
                .askPrice(price)
                .askQuantity(1_000)
                .lowestBid(price - 10 - (below(8) == 0 ? 500 : 0))
                .highestAsk(price + (below(8) == 0 ? 500 : 0))
                .conflated(0);
        return HEADER + quote.encodedLength();
    }

    private int depth(final Slot slot, final int instrument) {
        depth.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, timeNs);
        depth.firstUpdateId(sequence)
                .lastUpdateId(sequence)
                .part(0)
                .kind(below(200) == 0 ? BookEventKind.SNAPSHOT : BookEventKind.DELTA)
                .lastPart(Flag.YES);
        final DepthEncoder.LevelsEncoder levels = depth.levelsCount(20);
        for (int i = 0; i < 20; i++) {
            levels.next()
                    .price(prices[instrument] + 10 * (below(400) - 200))
                    .quantity(below(3) == 0 ? 0 : 1 + below(100))
                    .side((i & 1) == 0 ? Side.BUY : Side.SELL);
        }
        return HEADER + depth.encodedLength();
    }

    private int accept(final Slot slot) {
        final long[] order = orders[pending - 1];
        answered = true;
        answer.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, (int) order[3], 1, EventLayout.NO_TIME);
        final boolean refused = below(16) == 0;
        answer.venueOrderId(sequence)
                .errorCode(refused ? -2019 : 0)
                .kind(AnswerKind.PLACE)
                .unknownOutcome(Flag.NO);
        copyId(order, answer.orderId());
        answer.putMessage(slot.event(), 0, 0);
        if (refused) {
            forget();
        }
        return HEADER + answer.encodedLength();
    }

    private int fill(final Slot slot) {
        final long[] order = orders[pending - 1];
        final long quantity = Math.abs(order[4]);
        report.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, (int) order[3], 1, timeNs);
        final boolean again = below(8) == 0;
        report.venueOrderId(sequence)
                .tradeId(order[5])
                .price(0)
                .quantity(quantity)
                .lastPrice(prices[(int) order[3]])
                .lastQuantity(quantity)
                .cumulativeQuantity(quantity)
                .fee(quantity * 1_000)
                .realizedProfit(0)
                .side(order[4] > 0 ? Side.BUY : Side.SELL)
                .executionType(ExecutionType.TRADE)
                .status(OrderStatus.FILLED)
                .maker(Flag.NO)
                .reduceOnly(Flag.NO)
                .origin(ReportOrigin.STREAM)
                .cause(FillCause.ORDER)
                .otherFee(0)
                .otherFeeAsset("");
        copyId(order, report.orderId());
        if (!again) {
            forget();
        }
        return HEADER + report.encodedLength();
    }

    private void forget() {
        pending--;
        answered = false;
    }

    private static void copyId(final long[] order, final OrderIdEncoder id) {
        id.engine(TestSettings.ENGINE_ID)
                .epoch((int) order[0])
                .sequence(order[1])
                .index((int) order[2]);
    }

    @Override
    public boolean offer(
            final DirectBuffer record,
            final int offset,
            final int lengthBytes,
            final long causeSequence,
            final long receivedNanos) {
        if (decoded.wrap(record, offset).templateId() != OrderPlacedDecoder.TEMPLATE_ID) {
            return true;
        }
        placed.wrap(
                record,
                offset + MessageHeaderDecoder.ENCODED_LENGTH,
                OrderPlacedDecoder.BLOCK_LENGTH,
                OrderPlacedDecoder.SCHEMA_VERSION);
        ordersSeen++;
        final long[] order = orders[pending++];
        answered = false;
        order[0] = placed.orderId().epoch();
        order[1] = placed.orderId().sequence();
        order[2] = placed.orderId().index();
        order[3] = placed.header().instrument();
        order[4] = placed.side() == Side.BUY ? placed.quantity() : -placed.quantity();
        order[5] = ++fillId;
        return true;
    }

    /** Uniform enough, 0 to {@code bound} - 1 (xorshift64*). */
    private long below(final long bound) {
        random ^= random >>> 12;
        random ^= random << 25;
        random ^= random >>> 27;
        return ((random * 0x2545F4914F6CDD1DL) >>> 1) % bound;
    }
}
