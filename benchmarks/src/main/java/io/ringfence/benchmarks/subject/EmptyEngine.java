package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.benchmarks.rig.RunQueue;
import io.ringfence.benchmarks.rig.Subject;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.lane.Lanes;
import io.ringfence.engine.ring.EventRing;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/** The engine's ring and lanes with stages that do nothing: what the topology itself costs. */
public final class EmptyEngine implements Subject {
    private static final int BATCH_LIMIT = 256;

    private final String name;
    private final LaneLayout layout;
    private final EventRing ring;
    private final Lanes lanes;
    private final LaneThreads threads;
    private final Finish finish = new Finish();

    public EmptyEngine(final Cores cores, final LaneLayout layout, final Idle idle, final int ringSize) {
        this.name = "engine " + layout.name() + " " + idle.name().toLowerCase(Locale.ROOT);
        this.layout = layout;
        final Halt halt = new Halt();
        ring = new EventRing(ringSize, layout.oneLaneDecides());
        final List<Stage> stages = new ArrayList<>();
        for (final String stage : LaneLayout.STAGES) {
            stages.add(new Empty(stage, nothing(stage)));
        }
        stages.add(new Empty("finish", slot -> finish.passed(slot.receivedNanos())));
        lanes = Lanes.wire(layout, ring, stages, BATCH_LIMIT, halt);
        final List<Lane> own = layout.inboundInside() ? List.of() : lanes.all();
        threads = new LaneThreads(
                own, own.stream().<IntSupplier>map(lane -> lane::poll).toList(), idle, halt, cores);
    }

    /** Each of a class of its own, as real stages are. */
    private static Consumer<Slot> nothing(final String stage) {
        return switch (stage) {
            case "journal" -> slot -> {};
            case "portfolio" -> slot -> {};
            case "indicators" -> slot -> {};
            case "signals" -> slot -> {};
            case "stops" -> slot -> {};
            default -> slot -> {};
        };
    }

    private record Empty(String name, Consumer<Slot> work) implements Stage {
        @Override
        public void onEvent(final Slot slot) {
            work.accept(slot);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void begin(final Latencies latencies) {
        finish.begin(latencies);
        threads.begin();
    }

    @Override
    public List<RunQueue> runQueues() {
        return threads.runQueues();
    }

    @Override
    public boolean offer(final long dueNanos) {
        if (!ring.hasRoom(1)) {
            return false;
        }
        final long sequence = ring.claim();
        final Slot slot = ring.slot(sequence);
        for (int at = 0; at < Tick.PAYLOAD_BYTES; at += Long.BYTES) {
            slot.event().putLong(at, sequence);
        }
        slot.eventBytes(Tick.PAYLOAD_BYTES);
        slot.receivedNanos(dueNanos);
        ring.publish(sequence);
        if (layout.inboundInside()) {
            lanes.poll();
        }
        return true;
    }

    @Override
    public long done() {
        return finish.done();
    }

    @Override
    public void end() throws InterruptedException {
        threads.end();
    }
}
