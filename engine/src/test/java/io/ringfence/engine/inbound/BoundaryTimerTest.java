package io.ringfence.engine.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.config.IndicatorSettings;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BoundaryDecoder;
import io.ringfence.journal.message.MarkPriceEncoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TradeEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

class BoundaryTimerTest {
    private static final int BTC = 1;
    private static final long SECOND = 1_000_000_000L;
    private static final long START = 1_000 * SECOND;

    private final PlayedClock clock = new PlayedClock(START);
    private final List<String> seen = new ArrayList<>();
    private final EventRing ring = new EventRing(64);
    private final Lanes lanes = Lanes.wire(LaneLayout.ONE, ring, List.of(new Watcher()), 64, new Halt());
    private final Inbound inbound = new Inbound(ring, clock, 5, 8, lanes::poll);
    private final BoundaryTimer timer = new BoundaryTimer(inbound, new BoundaryClock(8, TestSettings.INDICATORS));

    @Test
    void shouldTellTheBoundariesBehindATrade() {
        trade(START + SECOND / 2);
        clock.advanceTo(START + 2 * SECOND);
        timer.poll();

        assertEquals(List.of("trade 1000", "boundary 1001"), seen);
    }

    /** A mark at a boundary's very time says nothing about trades: theirs is due all the same. */
    @Test
    void shouldNotLoseABoundaryOfTradesToAMarkPrice() {
        final IndicatorSettings usual = TestSettings.INDICATORS;
        final BoundaryTimer timer = new BoundaryTimer(
                inbound,
                new BoundaryClock(
                        8,
                        new IndicatorSettings(
                                usual.timeframes(),
                                usual.emaFast(),
                                usual.emaSlow(),
                                usual.atr(),
                                usual.rsi(),
                                usual.grace(),
                                usual.gapLimit(),
                                Optional.empty(),
                                List.of(usual.timeframes().get(1)))));
        trade(timer, START + SECOND / 2);
        mark(timer, START + SECOND);
        clock.advanceTo(START + 2 * SECOND);
        timer.poll();
        trade(timer, START + 3 * SECOND);
        clock.advanceTo(START + 20 * SECOND);
        timer.poll();

        assertEquals(
                List.of("trade 1000", "mark 1001", "boundary 1001", "trade 1003", "boundary 1004", "boundary 1005"),
                seen);
    }

    private static void mark(final BoundaryTimer timer, final long venueTimeNs) {
        final MutableDirectBuffer buffer = timer.claim();
        final MarkPriceEncoder encoder = new MarkPriceEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, BTC, 0, venueTimeNs);
        encoder.markPrice(1);
        timer.commit(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    /** One such trade would otherwise close all candles until then. */
    @Test
    void shouldTakeATradeFromTheFutureWithoutItsTime() {
        trade(START + 3_600 * SECOND);
        trade(START + 60 * SECOND);
        trade(START - 3_600 * SECOND);

        assertEquals(List.of("trade without time", "trade 1060", "trade -2600"), seen);
        assertEquals(1, timer.refusedTimes());
    }

    @Test
    void shouldMeasureTheFutureByTheVenuesClock() {
        timer.onOffset(3_600 * SECOND);
        trade(START + 3_600 * SECOND);

        assertEquals(List.of("trade 4600"), seen);
        assertEquals(0, timer.refusedTimes());
    }

    private void trade(final long venueTimeNs) {
        trade(timer, venueTimeNs);
    }

    private static void trade(final BoundaryTimer timer, final long venueTimeNs) {
        final MutableDirectBuffer buffer = timer.claim();
        final TradeEncoder encoder = new TradeEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, BTC, 0, venueTimeNs);
        encoder.price(1);
        timer.commit(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private final class Watcher implements Stage {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final BoundaryDecoder boundary = new BoundaryDecoder();

        @Override
        public String name() {
            return "journal";
        }

        @Override
        public void onEvent(final Slot slot) {
            assertEquals(BTC, slot.instrument());
            if (slot.templateId() == BoundaryDecoder.TEMPLATE_ID) {
                boundary.wrapAndApplyHeader(slot.event(), 0, header);
                seen.add("boundary " + boundary.boundaryTimeNs() / SECOND);
            } else if (slot.templateId() == MarkPriceEncoder.TEMPLATE_ID) {
                seen.add("mark " + slot.venueTimeNs() / SECOND);
            } else {
                seen.add(
                        slot.venueTimeNs() == EventLayout.NO_TIME
                                ? "trade without time"
                                : "trade " + slot.venueTimeNs() / SECOND);
            }
        }
    }
}
