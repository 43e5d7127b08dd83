package io.ringfence.engine.replay;

import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.lane.LaneThread;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/**
 * Puts recorded events, which have their sequence and time already, into a ring and has the lanes of any layout run
 * over them. Owned by the replaying thread.
 */
final class EventFeed {
    private static final int SPINS = 10;
    private static final int YIELDS = 20;
    private static final long SHORTEST_NAP_NS = 1_000;
    /** A small ring is full again after a few events, so that a longer nap would be most of the time taken. */
    private static final long LONGEST_NAP_NS = 50_000;

    private final EventRing ring;
    private final Lanes lanes;
    private final Halt halt = new Halt();
    private final List<LaneThread> threads = new ArrayList<>();
    private final IdleStrategy idle = backoff();

    /** The ring counts from 1, the events from behind the snapshot that they follow. */
    private final long behind;

    private long published;

    EventFeed(
            final LaneLayout layout,
            final int ringSize,
            final int batchLimit,
            final List<Stage> stages,
            final long behind) {
        this.behind = behind;
        ring = new EventRing(ringSize, layout.oneLaneDecides());
        lanes = Lanes.wire(layout, ring, stages, batchLimit, halt);
        if (!layout.inboundInside()) {
            for (final Lane lane : lanes.all()) {
                threads.add(new LaneThread(lane, backoff(), halt, () -> {}));
            }
            threads.forEach(LaneThread::start);
        }
    }

    private static IdleStrategy backoff() {
        return new BackoffIdleStrategy(SPINS, YIELDS, SHORTEST_NAP_NS, LONGEST_NAP_NS);
    }

    void publish(final DirectBuffer event, final int offset, final int lengthBytes) {
        while (!ring.hasRoom(1)) {
            waitForLanes();
        }
        published = ring.claim();
        final Slot slot = ring.slot(published);
        slot.event().putBytes(0, event, offset, lengthBytes);
        slot.eventBytes(lengthBytes);
        ring.publish(published);
    }

    /** Waits until every stage is done with every event, and stops the lanes. */
    void finish() throws InterruptedException {
        try {
            while (lanes.reached() < published) {
                waitForLanes();
            }
        } finally {
            for (final LaneThread thread : threads) {
                thread.stop();
            }
        }
    }

    /** @throws ReplayHalted if a stage threw: at the same event it threw, or will throw, live. */
    private void waitForLanes() {
        if (halt.isLit()) {
            final Halt.Cause cause = halt.cause().orElseThrow();
            throw new ReplayHalted(new Halt.Cause(cause.stage(), behind + cause.sequence(), cause.failure()));
        }
        idle.idle(threads.isEmpty() ? lanes.poll() : 0);
    }
}
