package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import io.ringfence.journal.testing.Allocation;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Steady state allocates nothing, by the JVM's own count per thread. */
class DecodeAllocationTest {
    static final int ROUNDS = 5;
    private static final int ATTEMPTS = 10;

    /** Counts and forgets. */
    static final class Drain implements EventSink {
        private final UnsafeBuffer claimed = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        long events;

        @Override
        public MutableDirectBuffer claim() {
            return claimed;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            events++;
            return true;
        }

        @Override
        public void received(final long nanoTime) {}
    }

    @ParameterizedTest
    @EnumSource
    void shouldNotAllocateForMarketFrames(final RecordedMarket market) {
        final RecordedMarket.Frames frames = market.frames();
        final RecordedMarket.Line[] lines = frames.lines().toArray(RecordedMarket.Line[]::new);
        final UnsafeBuffer[] snapshot = snapshot(market, frames);
        final Drain drain = new Drain();
        final InstrumentDirectory directory = Venues.directory(market.kind);
        final DecodeCounters counters = new DecodeCounters();
        final BookSyncs books =
                new BookSyncs(market.kind, directory.maxId(), drain, id -> {}, () -> 0, BookSyncs.DEFAULT_QUEUE_LENGTH);
        final MarketDecoder decoder = new MarketDecoder(
                market.kind, directory, drain, books, time -> {}, counters, new DecodeErrors(() -> 0, 4));

        final long least = least(() -> {
            books.loseAll();
            for (int i = 0; i < lines.length; i++) {
                if (lines[i].snapshot()) {
                    load(books, snapshot);
                } else {
                    decoder.onFrame(frames.bytes(), lines[i].offset(), lines[i].length());
                }
            }
        });

        assertEquals(0, least);
        assertEquals(0, counters.malformed());
        assertEquals(ROUNDS - 1, books.resyncs(market.instrument));
    }

    private static UnsafeBuffer[] snapshot(final RecordedMarket market, final RecordedMarket.Frames frames) {
        final RecordedMarket.Line line = frames.lines().stream()
                .filter(RecordedMarket.Line::snapshot)
                .findFirst()
                .orElseThrow();
        return new MarketRig(market.kind)
                .snapshot(market.instrument, frames.bytes(), line.offset(), line.length())
                .toArray(UnsafeBuffer[]::new);
    }

    private static void load(final BookSyncs books, final UnsafeBuffer[] snapshot) {
        for (int i = 0; i < snapshot.length; i++) {
            books.onSnapshotPart(snapshot[i], 0, snapshot[i].capacity());
        }
    }

    @Test
    void shouldNotAllocateForUserDataAndAnswers() {
        final Drain drain = new Drain();
        final DecodeCounters counters = new DecodeCounters();
        final DecodeErrors errors = new DecodeErrors(() -> 0, 4);
        final UserDataDecoder user = new UserDataDecoder(Venues.usdm(), drain, 1, "USDT", () -> {}, counters, errors);
        final ApiAnswerDecoder answers =
                new ApiAnswerDecoder(Venues.usdm(), drain, 1, (id, status, error) -> {}, counters, errors);
        final UnsafeBuffer report = Venues.frame("{\"e\":\"ORDER_TRADE_UPDATE\",\"T\":1772462607926,\"o\":{"
                + "\"s\":\"BTCUSDT\",\"c\":\"x\",\"S\":\"BUY\",\"q\":\"0.8\",\"x\":\"NEW\",\"X\":\"NEW\",\"i\":4904025190,"
                + "\"z\":\"0.8\"}}");
        final UnsafeBuffer account = Venues.frame("{\"e\":\"ACCOUNT_UPDATE\",\"T\":1564745798939,\"a\":{\"B\":["
                + "{\"a\":\"USDT\",\"wb\":\"1\"}],\"P\":[{\"s\":\"BTCUSDT\",\"pa\":\"-0.02\",\"ep\":\"6563.665\"}]}}");
        final UnsafeBuffer answer = Venues.frame("{\"id\":17,\"status\":200}");
        final UnsafeBuffer state = Venues.frame("{\"id\":\"q" + new ClientOrderId().set(1, 2, 3, 4)
                + "\",\"status\":200,\"result\":{\"orderId\":7,\"symbol\":\"BTCUSDT\",\"status\":\"NEW\","
                + "\"price\":\"43187.00\",\"origQty\":\"0.010\",\"executedQty\":\"0\",\"side\":\"BUY\"}}");

        final long least = least(() -> {
            for (int i = 0; i < 20_000; i++) {
                user.onFrame(report, 0, report.capacity());
                user.onFrame(account, 0, account.capacity());
                answers.onFrame(answer, 0, answer.capacity());
                answers.onFrame(state, 0, state.capacity());
            }
        });

        assertEquals(0, least);
        assertEquals(ROUNDS * 20_000L * 4, drain.events);
    }

    @Test
    void shouldNotAllocateForMalformedFrames() {
        final MarketRig rig = new MarketRig(MarketKind.USDM);
        final UnsafeBuffer broken = Venues.frame("{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"p\":\"x\"}");

        final long least = least(() -> {
            for (int i = 0; i < 20_000; i++) {
                rig.decoder.onFrame(broken, 0, broken.capacity());
            }
        });

        assertEquals(0, least);
    }

    @Test
    void shouldNotAllocateForSignedOrders() {
        final OrderEncoder encoder = new OrderEncoder(
                Venues.usdm(), ThrowAwayKeys.make(Credentials.Kind.HMAC).credentials(), 5_000);
        final UnsafeBuffer record = new UnsafeBuffer(new byte[256]);
        final OrderPlacedEncoder placed = new OrderPlacedEncoder();
        placed.wrapAndApplyHeader(record, 0, new MessageHeaderEncoder());
        placed.header().instrument(Venues.BTC);
        placed.price(6_180_030).quantity(5).side(Side.BUY).type(OrderType.LIMIT).timeInForce(TimeInForce.IOC);
        placed.purpose(OrderPurpose.ENTRY).reduceOnly(Flag.YES);
        final UnsafeBuffer out = new UnsafeBuffer(new byte[OrderEncoder.MAX_REQUEST_LENGTH]);

        // Compiling takes its time where others compute, too.
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
            least = least(() -> {
                for (int i = 0; i < 20_000; i++) {
                    encoder.encodePlace(record, 0, 1_723_161_256_322L + i, out, 0);
                }
            });
        }

        assertEquals(0, least);
    }

    /** Rounds warm the code up; compiling may allocate on this thread, so the least of them counts. */
    static long least(final Runnable round) {
        Allocation.ofThisThread();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            final long before = Allocation.ofThisThread();
            round.run();
            least = Math.min(least, Allocation.ofThisThread() - before);
        }
        return least;
    }
}
