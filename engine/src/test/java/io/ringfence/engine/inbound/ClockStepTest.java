package io.ringfence.engine.inbound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.BoundaryDecoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.TickDecoder;
import io.ringfence.journal.message.TradeEncoder;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.MutableDirectBuffer;
import org.junit.jupiter.api.Test;

/**
 * A clock that steps by a millisecond to an hour, forward and back, and stands still: whatever it does, receive time never
 * decreases, and a step is worth one tick and a boundary per timeframe at most.
 */
class ClockStepTest {
    private static final int BTC = 1;
    private static final long MS = 1_000_000L;
    private static final long START = 1_700_000_000_000L * MS;
    private static final long[] STEPS_MS = {1, 10, 100, 1_000, 60_000, 3_600_000};
    private static final int TURNS = 20_000;
    private static final long SEED = 20_261_121;

    private long nowNs = START;
    private final Watcher watcher = new Watcher();
    private final EventRing ring = new EventRing(64);
    private final Lanes lanes = Lanes.wire(LaneLayout.ONE, ring, List.of(watcher), 64, new Halt());
    private final Inbound inbound = new Inbound(ring, () -> nowNs, 5, 8, lanes::poll);
    private final BoundaryTimer boundaries = new BoundaryTimer(inbound, new BoundaryClock(8, TestSettings.INDICATORS));
    private final Ticker ticker = new Ticker(inbound);

    @Test
    void shouldNeverTurnTimeBack() {
        final SplittableRandom random = new SplittableRandom(SEED);
        long jumps = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            final long before = inbound.timeNs();
            move(random);
            jumps += inbound.timeNs() - before >= Ticker.INTERVAL_NS ? 1 : 0;
            if (random.nextInt(3) == 0) {
                trade(nowNs);
            }
            ticker.poll();
            boundaries.poll();
        }

        assertEquals(0, watcher.backwards, "seed=" + SEED);
        assertTrue(watcher.ticks > 100 && watcher.ticks <= jumps + TURNS / 10, "ticks=" + watcher.ticks);
        assertTrue(
                watcher.boundaries
                        <= watcher.trades * TestSettings.INDICATORS.timeframes().size(),
                "boundaries=" + watcher.boundaries + " trades=" + watcher.trades);
    }

    @Test
    void shouldTickOnceAfterAJumpAndNotWhileTimeStandsStillOrIsBack() {
        ticker.poll();
        final long first = watcher.ticks;
        nowNs += 3_600_000 * MS;
        assertEquals(1, ticker.poll());
        assertEquals(0, ticker.poll());
        nowNs -= 1_800_000 * MS;
        for (int i = 0; i < 100; i++) {
            assertEquals(0, ticker.poll());
        }
        nowNs += 1_800_000 * MS + Ticker.INTERVAL_NS;
        assertEquals(1, ticker.poll());

        assertEquals(first + 2, watcher.ticks);
        assertEquals(0, watcher.backwards);
    }

    private void move(final SplittableRandom random) {
        switch (random.nextInt(20)) {
            case 0 -> nowNs += STEPS_MS[random.nextInt(STEPS_MS.length)] * MS;
            case 1 -> nowNs -= STEPS_MS[random.nextInt(STEPS_MS.length)] * MS;
            case 2, 3, 4 -> {
                // It stands still.
            }
            default -> nowNs += random.nextLong(MS);
        }
    }

    private void trade(final long venueTimeNs) {
        final MutableDirectBuffer buffer = boundaries.claim();
        final TradeEncoder encoder = new TradeEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, BTC, 0, venueTimeNs);
        encoder.price(1);
        boundaries.commit(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
    }

    private static final class Watcher implements Stage {
        private long lastNs;
        private long backwards;
        private long ticks;
        private long boundaries;
        private long trades;

        @Override
        public String name() {
            return "journal";
        }

        @Override
        public void onEvent(final Slot slot) {
            backwards += slot.receiveTimeNs() < lastNs ? 1 : 0;
            lastNs = slot.receiveTimeNs();
            switch (slot.templateId()) {
                case TickDecoder.TEMPLATE_ID -> ticks++;
                case BoundaryDecoder.TEMPLATE_ID -> boundaries++;
                default -> trades++;
            }
        }
    }
}
