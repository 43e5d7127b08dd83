package io.ringfence.journal.view;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.DisasterChangedEncoder;
import io.ringfence.journal.message.DisasterPlacedEncoder;
import io.ringfence.journal.message.DisasterState;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderChangedEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.PositionChangedEncoder;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.StopArmedEncoder;
import io.ringfence.journal.message.StopReason;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.testing.Flips;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A generation with an instrument, quotes, an order, a position and a stop, and the view of it. */
final class ViewedRun implements AutoCloseable {
    static final String SYMBOL = "BTCUSDT";
    static final int EPOCH = 1;

    private static final int INSTRUMENT = 1;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final Journal journal;
    private final Generation generation;
    private final ViewWriter writer;
    private final UnsafeBuffer event = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final UnsafeBuffer section = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private volatile long sequence;
    private long decidedAt;
    private long bid;
    private long ask;

    ViewedRun(final Path folder, final AtStart begin) {
        journal = Journal.open(folder);
        generation = journal.start(GenerationOptions.defaults().withSegmentBytes(8 << 20));
        writer = new ViewWriter(
                journal.read(generation.epoch()),
                16,
                List.of(new LaneCounter("inbound", () -> sequence), new LaneCounter("orders", () -> sequence - 2)),
                begin);
        append(new Instrument(INSTRUMENT, Venue.SIMULATED, MarketKind.USDM, SYMBOL, 2, 3, 10, 1, 1, 1_000_000, 0)
                .encode(event, 0));
    }

    ViewWriter writer() {
        return writer;
    }

    void quote(final long bid, final long ask) {
        this.bid = bid;
        this.ask = ask;
        final QuoteEncoder quote = new QuoteEncoder();
        quote.wrapAndApplyHeader(event, 0, header);
        EventLayout.describe(event, 0, INSTRUMENT, 0, EventLayout.NO_TIME);
        quote.updateId(1)
                .bidPrice(bid)
                .bidQuantity(1)
                .askPrice(ask)
                .askQuantity(1)
                .lowestBid(bid)
                .highestAsk(ask)
                .conflated(0);
        append(HEADER + quote.encodedLength());
    }

    /** At the newest event. */
    void order() {
        fresh();
        final OrderPlacedEncoder order = new OrderPlacedEncoder();
        order.wrapAndApplyHeader(section, Integer.BYTES, header);
        order.header()
                .sequence(sequence)
                .epoch(EPOCH)
                .instrument(INSTRUMENT)
                .account(1)
                .index(1280);
        order.orderId().engine(1).epoch(EPOCH).sequence(sequence).index(1280);
        order.price(0)
                .quantity(2_500)
                .referencePrice(6_000_000)
                .notional(0)
                .causeSequence(1)
                .side(Side.BUY)
                .type(OrderType.MARKET)
                .timeInForce(TimeInForce.IOC)
                .purpose(OrderPurpose.ENTRY)
                .reduceOnly(Flag.NO)
                .causeIndex(768);
        decide(HEADER + order.encodedLength());
    }

    void change(final long placedAt, final OrderState to) {
        fresh();
        final OrderChangedEncoder change = new OrderChangedEncoder();
        change.wrapAndApplyHeader(section, Integer.BYTES, header);
        change.header()
                .sequence(sequence)
                .epoch(EPOCH)
                .instrument(INSTRUMENT)
                .account(1)
                .index(1280);
        change.orderId().engine(1).epoch(EPOCH).sequence(placedAt).index(1280);
        change.venueOrderId(7)
                .filledQuantity(500)
                .errorCode(0)
                .from(OrderState.DECIDED)
                .to(to);
        decide(HEADER + change.encodedLength());
    }

    void position(final long quantity, final long price) {
        fresh();
        final PositionChangedEncoder position = new PositionChangedEncoder();
        position.wrapAndApplyHeader(section, Integer.BYTES, header);
        position.header()
                .sequence(sequence)
                .epoch(EPOCH)
                .instrument(INSTRUMENT)
                .account(1)
                .index(256);
        position.quantity(quantity)
                .entryPrice(price)
                .openCost(quantity * price * 1_000)
                .realizedProfit(0)
                .fees(150_000_000)
                .fillPrice(price)
                .fillQuantity(quantity)
                .accountRealized(0)
                .accountFees(150_000_000);
        decide(HEADER + position.encodedLength());
    }

    void stop(final long price) {
        fresh();
        final StopArmedEncoder stop = new StopArmedEncoder();
        stop.wrapAndApplyHeader(section, Integer.BYTES, header);
        stop.header()
                .sequence(sequence)
                .epoch(EPOCH)
                .instrument(INSTRUMENT)
                .account(1)
                .index(1024);
        stop.side(Side.BUY)
                .reason(StopReason.INITIAL)
                .quantity(2_500)
                .stopPrice(price)
                .entryPrice(6_000_000);
        decide(HEADER + stop.encodedLength());
    }

    /** One that is to rest at the venue. */
    void disaster(final long price) {
        fresh();
        final DisasterPlacedEncoder disaster = new DisasterPlacedEncoder();
        disaster.wrapAndApplyHeader(section, Integer.BYTES, header);
        disaster.header()
                .sequence(sequence)
                .epoch(EPOCH)
                .instrument(INSTRUMENT)
                .account(1)
                .index(1281);
        disaster.orderId().engine(1).epoch(EPOCH).sequence(sequence).index(1281);
        disaster.triggerPrice(price)
                .quantity(2_500)
                .stopPrice(5_990_000)
                .side(Side.SELL)
                .byMark(Flag.NO);
        disaster.replaces().engine(0).epoch(0).sequence(0).index(0);
        decide(HEADER + disaster.encodedLength());
    }

    void disasterChange(final long placedAt, final DisasterState to) {
        fresh();
        final DisasterChangedEncoder change = new DisasterChangedEncoder();
        change.wrapAndApplyHeader(section, Integer.BYTES, header);
        change.header()
                .sequence(sequence)
                .epoch(EPOCH)
                .instrument(INSTRUMENT)
                .account(1)
                .index(1281);
        change.orderId().engine(1).epoch(EPOCH).sequence(placedAt).index(1281);
        change.algoId(7).errorCode(0).from(DisasterState.PLACED).to(to);
        decide(HEADER + change.encodedLength());
    }

    long sequence() {
        return sequence;
    }

    private void append(final int lengthBytes) {
        final long next = sequence + 1;
        EventLayout.stamp(event, 0, EPOCH, next, 1_700_000_000_000_000_000L + next);
        generation.events().append(next, event, 0, lengthBytes);
        sequence = next;
    }

    /** Decisions of one event are one record. */
    private void fresh() {
        if (decidedAt == sequence) {
            quote(bid, ask);
        }
    }

    private void decide(final int recordBytes) {
        section.putInt(0, recordBytes, ByteOrder.LITTLE_ENDIAN);
        decidedAt = sequence;
        generation.decisions().append(sequence, section, 0, Integer.BYTES + recordBytes);
    }

    /** In its first record. */
    void damageDecisions() throws IOException {
        final byte fill = 0x5A;
        section.setMemory(0, section.capacity(), fill);
        generation.decisions().append(sequence, section, 0, section.capacity());
        Flips.flipRecordOf(
                journal.read(EPOCH).place(LogKind.DECISIONS).directory().resolve("000000/19700101F.cq4"), fill);
    }

    /** Ends where a stage failed. */
    void halt() throws InterruptedException {
        writer.stop();
        generation.seal(generation.halted("stops", sequence, new IllegalStateException("no")));
    }

    /** Ends in order. */
    void end() throws InterruptedException {
        writer.stop();
        generation.seal(generation.ended());
    }

    @Override
    public void close() {
        journal.close();
    }

    /** A process that shows a position until it is killed. */
    static final class Process {
        private Process() {}

        public static void main(final String[] arguments) throws InterruptedException {
            final ViewedRun run = new ViewedRun(Path.of(arguments[0]), AtStart.NOTHING);
            run.writer().start();
            run.quote(5_999_990, 6_000_000);
            run.position(2_500, 6_000_000);
            while (!run.writer().isLive()) {
                Thread.sleep(10);
            }
            System.out.println("live");
            while (true) {
                run.quote(5_999_990, 6_000_000);
                Thread.sleep(1);
            }
        }
    }
}
