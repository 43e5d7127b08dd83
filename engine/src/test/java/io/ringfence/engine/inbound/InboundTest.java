package io.ringfence.engine.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.QuoteEncoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.message.TradeEncoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class InboundTest {
    private static final int BTC = 1;
    private static final int ETH = 2;

    private final PlayedClock clock = new PlayedClock(1_000);
    private final EventRing ring = new EventRing(4);
    private final Watcher watcher = new Watcher();
    private final Lanes lanes = Lanes.wire(LaneLayout.TWO, ring, List.of(watcher), 1, new Halt());
    private final Inbound inbound = new Inbound(ring, clock, 5, 8, Inbound.Inside.NONE);

    @Test
    void shouldStampSequenceEpochAndATimeThatNeverDecreases() {
        trade(BTC, 100);
        clock.advanceTo(2_000);
        trade(BTC, 101);

        drain();

        assertEquals(List.of("1 trade 1 100 @1000", "2 trade 1 101 @2000"), watcher.seen);
        assertEquals(2_000, inbound.receiveTimeNs());
    }

    @Test
    void shouldConflateQuotesPerInstrumentWhileTheRingIsFull() {
        fill();

        assertTrue(quote(BTC, 100, 102));
        assertTrue(quote(ETH, 50, 51));
        assertTrue(quote(BTC, 90, 103));
        assertTrue(quote(BTC, 95, 99));

        drain();
        inbound.flush();
        drain();

        assertEquals(
                List.of(
                        "4 quote 1 95/99 lowest=90 highest=103 conflated=2",
                        "5 quote 2 50/51 lowest=50 highest=51 conflated=0"),
                watcher.seen.subList(3, 5));
        assertEquals(2, inbound.conflated());
    }

    /** Else what waited longest would look fastest. */
    @Test
    void shouldKeepWhenTheBytesOfAnEventArrivedHoweverLongItWaits() {
        inbound.received(11);
        fill();
        inbound.received(22);
        assertTrue(quote(BTC, 100, 102));
        inbound.received(33);
        assertTrue(quote(BTC, 101, 102));
        lanes.poll();
        lanes.poll();
        inbound.received(44);
        assertTrue(trade(BTC, 101));
        drain();

        assertEquals(List.of(11L, 11L, 11L, 33L, 44L), watcher.receivedNanos);
    }

    @Test
    void shouldNotTakeAnEmptySideForTheLowestBid() {
        fill();

        assertTrue(quote(BTC, 90, 103));
        assertTrue(quote(BTC, 0, 104));
        assertTrue(quote(BTC, 95, 99));
        drain();
        inbound.flush();
        drain();

        assertEquals("4 quote 1 95/99 lowest=90 highest=104 conflated=2", watcher.seen.get(3));
    }

    @Test
    void shouldRefuseATradeWithoutRoomAndKeepItBehindTheQuotesThatWait() {
        fill();
        assertTrue(quote(BTC, 100, 102));

        assertFalse(trade(BTC, 101));
        lanes.poll();
        lanes.poll();
        assertTrue(trade(BTC, 101));
        drain();

        assertEquals(
                List.of("4 quote 1 100/102 lowest=100 highest=102 conflated=0", "5 trade 1 101 @1000"),
                watcher.seen.subList(3, 5));
    }

    @Test
    void shouldKeepASlotForReportsThatTheMarketCannotTake() {
        fill();
        assertFalse(trade(BTC, 1));

        final UnsafeBuffer report = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        final int lengthBytes = encodeTrade(report, BTC, 77);

        assertTrue(inbound.offer(report, 0, lengthBytes, 0));
        assertFalse(inbound.offer(report, 0, lengthBytes, 0));
    }

    @Test
    void shouldPrepareNoSlotWhoseEventNobodyHasReadYet() {
        fill();
        final UnsafeBuffer report = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        assertTrue(inbound.offer(report, 0, encodeTrade(report, BTC, 77), 0));

        drain();

        assertEquals(
                List.of("1 trade 1 1 @1000", "2 trade 1 1 @1000", "3 trade 1 1 @1000", "4 trade 1 77 @1000"),
                watcher.seen);
    }

    @Test
    void shouldRunTheStagesWhenNobodyElseWould() {
        final EventRing own = new EventRing(4);
        final Lanes inside = Lanes.wire(LaneLayout.ONE, own, List.of(watcher), 1, new Halt());
        final Inbound alone = new Inbound(own, clock, 5, 8, inside::poll);

        for (int i = 0; i < 100; i++) {
            assertTrue(alone.commit(encodeTrade(alone.claim(), BTC, i)));
        }

        assertEquals(100, alone.published());
        assertEquals(0, alone.conflated());
    }

    @Test
    void shouldLeaveNothingBehindOfAClaimThatIsNotCommitted() {
        encodeTrade(inbound.claim(), BTC, 666);

        trade(BTC, 1);
        drain();

        assertEquals(List.of("1 trade 1 1 @1000"), watcher.seen);
    }

    private void fill() {
        while (trade(BTC, 1)) {
            assertTrue(inbound.published() <= ring.size());
        }
        assertEquals(3, inbound.published());
    }

    private void drain() {
        while (lanes.poll() > 0) {
            // until there is nothing left
        }
    }

    private boolean trade(final int instrument, final long price) {
        return inbound.commit(encodeTrade(inbound.claim(), instrument, price));
    }

    private static int encodeTrade(final MutableDirectBuffer buffer, final int instrument, final long price) {
        final TradeEncoder encoder = new TradeEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, instrument, 0, EventLayout.NO_TIME);
        encoder.price(price);
        return MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength();
    }

    private boolean quote(final int instrument, final long bid, final long ask) {
        final MutableDirectBuffer buffer = inbound.claim();
        final QuoteEncoder encoder = new QuoteEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, instrument, 0, EventLayout.NO_TIME);
        encoder.bidPrice(bid).askPrice(ask).lowestBid(bid).highestAsk(ask).conflated(0);
        return inbound.commit(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private static final class Watcher implements Stage {
        private final List<String> seen = new ArrayList<>();
        private final List<Long> receivedNanos = new ArrayList<>();

        @Override
        public String name() {
            return "journal";
        }

        @Override
        public void onEvent(final Slot slot) {
            final MessageHeaderDecoder header = new MessageHeaderDecoder();
            receivedNanos.add(slot.receivedNanos());
            if (slot.templateId() == QuoteDecoder.TEMPLATE_ID) {
                final QuoteDecoder quote = new QuoteDecoder().wrapAndApplyHeader(slot.event(), 0, header);
                seen.add(slot.sequence() + " quote " + slot.instrument() + " " + quote.bidPrice() + "/"
                        + quote.askPrice()
                        + " lowest=" + quote.lowestBid() + " highest=" + quote.highestAsk() + " conflated="
                        + quote.conflated());
            } else {
                final TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(slot.event(), 0, header);
                assertEquals(5, slot.epoch());
                seen.add(slot.sequence() + " trade " + slot.instrument() + " " + trade.price() + " @"
                        + slot.receiveTimeNs());
            }
        }
    }
}
