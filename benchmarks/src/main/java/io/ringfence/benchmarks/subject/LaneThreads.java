package io.ringfence.benchmarks.subject;

import com.sun.management.ThreadMXBean;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.RunQueue;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.lane.LaneThread;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.agrona.concurrent.IdleStrategy;

/** The engine's lanes on threads of the engine's own kind, for as long as a slice lasts. */
final class LaneThreads {
    private static final ThreadMXBean JVM = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<Lane> lanes;
    private final List<IntSupplier> turns;
    private final List<IdleStrategy> idles;
    private final Halt halt;
    private final BusyThreads busy;
    private final List<LaneThread> running = new ArrayList<>();

    /** @param turns of each lane */
    LaneThreads(
            final List<Lane> lanes,
            final List<IntSupplier> turns,
            final Idle idle,
            final Halt halt,
            final Cores cores) {
        this.lanes = lanes;
        this.turns = turns;
        this.idles = lanes.stream().map(lane -> lane.idle(idle)).toList();
        this.halt = halt;
        this.busy = new BusyThreads(cores);
    }

    void begin() {
        for (int i = 0; i < lanes.size(); i++) {
            final int place = i + 1;
            running.add(new LaneThread(lanes.get(i), turns.get(i), idles.get(i), halt, () -> busy.enter(place)));
        }
        running.forEach(LaneThread::start);
        busy.await(lanes.size());
    }

    List<RunQueue> runQueues() {
        return busy.runQueues();
    }

    /** By name. */
    Map<String, Long> ids() {
        return busy.ids();
    }

    /** What the running threads have allocated since they began. */
    long allocatedBytes() {
        return ids().values().stream().mapToLong(JVM::getThreadAllocatedBytes).sum();
    }

    void end() throws InterruptedException {
        for (final LaneThread thread : running) {
            if (!thread.stop()) {
                throw new IllegalStateException("a lane hangs");
            }
        }
        running.clear();
        busy.clear();
    }
}
