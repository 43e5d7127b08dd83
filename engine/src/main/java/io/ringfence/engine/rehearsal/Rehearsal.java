package io.ringfence.engine.rehearsal;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.engine.outbox.OrderOutbox;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.gateway.binance.BinanceRequests;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.order.OrderEntry;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.gateway.session.OrderEntrySession;
import io.ringfence.gateway.session.OrderRequestEncoder;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TickEncoder;
import io.ringfence.journal.message.TradeEncoder;
import io.ringfence.journal.message.Venue;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Orders on a made-up market, each encoded as for the venue and filled at once: the stages and the outbox that an engine runs, on state that
 * nothing else sees; not its journal and its sockets. Always the same. One thread.
 */
public final class Rehearsal {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int EPOCH = 1;
    private static final int INSTRUMENTS = 4;
    private static final int QUOTES_PER_TURN = 3;
    private static final int EVENTS_PER_TICK = 10;
    private static final int DRAIN_LIMIT = 16;
    private static final long HOLD_LIMIT_NS = 1_000_000_000;
    /** Of the market's time between two events: candles of a second close every hundred orders or so. */
    private static final long STEP_NS = 1_000_000;

    /** 2024-08-08 00:00 UTC. */
    private static final long START_NS = 1_723_075_200_000_000_000L;

    private static final int LEAST_PRICE = 50_000;
    private static final int MOST_PRICE = 200_000;
    private static final int LARGEST_MOVE = 20;
    private static final long QUANTITY = 5_000;

    private final Slot slot = new Slot();
    private final HandOver handOver = new HandOver(HandOver.DEFAULT_CAPACITY_BYTES, () -> {});
    private final HandOver.Handler handler = this::onHandedOver;
    private final Fill fill = new Fill(handOver.sink());
    private final UnsafeBuffer request =
            new UnsafeBuffer(ByteBuffer.allocateDirect(OrderEntrySession.MAX_REQUEST_LENGTH));
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final MessageHeaderDecoder told = new MessageHeaderDecoder();
    private final OrderPlacedDecoder placed = new OrderPlacedDecoder();
    private final QuoteEncoder quote = new QuoteEncoder();
    private final TradeEncoder trade = new TradeEncoder();
    private final TickEncoder tick = new TickEncoder();
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] prices = new long[INSTRUMENTS + 1];
    private final Stage[] row;
    private final OrderOutbox outbox;
    private final OrderRequestEncoder requests;

    private long sequence;
    private long timeNs = START_NS;

    /** @param keys what kind of key the account's requests are signed with; its own are made for the purpose */
    public Rehearsal(final Credentials.Kind keys) {
        final StageSettings settings = RehearsedSettings.of(new FlipOften(QUOTES_PER_TURN));
        outbox = new OrderOutbox(
                new FillingEntry(), () -> sequence, handOver.sink(), () -> timeNs, new Halt(), HOLD_LIMIT_NS);
        row = Stages.of(settings, outbox, DecisionSink.NONE).row().toArray(Stage[]::new);
        final List<Instrument> instruments =
                List.of(instrument(1), instrument(2), instrument(3), instrument(INSTRUMENTS));
        requests = new BinanceRequests(
                new InstrumentDirectory(instruments), ThrowAwayKeys.make(keys).credentials(), () -> timeNs);
        final Opening opening = new Opening(new Direct(), settings);
        opening.balance();
        opening.orderEntryUp();
        instruments.forEach(opening::instrument);
    }

    private static Instrument instrument(final int id) {
        return new Instrument(id, Venue.SIMULATED, MarketKind.USDM, "REHEARSED" + id, 2, 3, 1, 1, 1, Long.MAX_VALUE, 0);
    }

    /**
     * Goes on until so many orders were filled, or {@code goesOn} says no.
     *
     * @return how many were
     */
    public long run(final long orders, final BooleanSupplier goesOn) {
        while (fill.count() < orders && goesOn.getAsBoolean()) {
            for (int instrument = 1; instrument <= INSTRUMENTS; instrument++) {
                move(instrument);
                pass(quote(instrument));
                pass(trade(instrument));
            }
            if (sequence % EVENTS_PER_TICK < INSTRUMENTS) {
                pass(tick());
            }
        }
        return fill.count();
    }

    private void move(final int instrument) {
        final long next = prices[instrument] + random.nextInt(-LARGEST_MOVE, LARGEST_MOVE + 1);
        prices[instrument] = Math.min(MOST_PRICE, Math.max(LEAST_PRICE, next));
    }

    private int quote(final int instrument) {
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, timeNs);
        final long bid = prices[instrument];
        quote.updateId(sequence)
                .bidPrice(bid)
                .bidQuantity(QUANTITY)
                .askPrice(bid + 1)
                .askQuantity(QUANTITY)
                .lowestBid(bid)
                .highestAsk(bid + 1)
                .conflated(0);
        return HEADER + quote.encodedLength();
    }

    private int trade(final int instrument) {
        trade.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, instrument, 0, timeNs);
        trade.tradeId(sequence)
                .price(prices[instrument])
                .quantity(QUANTITY)
                .firstTradeId(sequence)
                .lastTradeId(sequence)
                .takerSide(random.nextBoolean() ? Side.BUY : Side.SELL)
                .aggregated(Flag.NO);
        return HEADER + trade.encodedLength();
    }

    private int tick() {
        tick.wrapAndApplyHeader(slot.event(), 0, header);
        EventLayout.describe(slot.event(), 0, 0, 0, EventLayout.NO_TIME);
        return HEADER + tick.encodedLength();
    }

    /** The event in the slot, then what it has caused. */
    private void pass(final int lengthBytes) {
        runStages(lengthBytes);
        while (handOver.drain(handler, DRAIN_LIMIT) > 0) {
            // Until nothing is on its way.
        }
    }

    private void runStages(final int lengthBytes) {
        timeNs += STEP_NS;
        sequence++;
        slot.eventBytes(lengthBytes);
        EventLayout.stamp(slot.event(), 0, EPOCH, sequence, timeNs);
        for (final Stage stage : row) {
            stage.onEvent(slot);
        }
        outbox.flush();
    }

    private boolean onHandedOver(
            final DirectBuffer buffer, final int offset, final int lengthBytes, final long receivedNanos) {
        slot.event().putBytes(0, buffer, offset, lengthBytes);
        runStages(lengthBytes);
        return true;
    }

    /** In the order socket's place. */
    private final class FillingEntry implements OrderEntry {
        @Override
        public Outcome send(
                final DirectBuffer record, final int offset, final int lengthBytes, final long receivedNanos) {
            requests.encodeOrder(record, offset, lengthBytes, request);
            told.wrap(record, offset);
            if (told.templateId() == OrderPlacedDecoder.TEMPLATE_ID) {
                placed.wrapAndApplyHeader(record, offset, told);
                fill.report(placed, prices[placed.header().instrument()]);
            }
            return Outcome.WRITTEN;
        }

        @Override
        public boolean isUp() {
            return true;
        }
    }

    /** What a start says goes through the stages at once. */
    private final class Direct implements EventSink {
        @Override
        public MutableDirectBuffer claim() {
            return slot.event();
        }

        @Override
        public boolean commit(final int lengthBytes) {
            pass(lengthBytes);
            return true;
        }

        @Override
        public void received(final long nanoTime) {
            // Nobody measures a rehearsal.
        }
    }
}
