package io.ringfence.engine.demo;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Bytes that lanes allocate, by the JVM's own per-thread counter. The first half of the events is the warm-up: classes
 * are loaded, pools filled, code compiled.
 */
final class Allocation {
    /** One reading: events so far, and bytes so far of each lane. */
    private record Sample(long events, Map<String, Long> bytes) {}

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<String, Long> threadIds;
    private final List<Sample> samples = new ArrayList<>();

    /** @param threadIds by lane */
    Allocation(final Map<String, Long> threadIds) {
        this.threadIds = threadIds;
    }

    /** Called now and then, and when the market is over, before its end is acted upon. */
    void sample(final long events) {
        final Map<String, Long> bytes = new TreeMap<>();
        threadIds.forEach((lane, id) -> bytes.put(lane, threads.getThreadAllocatedBytes(id)));
        samples.add(new Sample(events, bytes));
    }

    /** Bytes per event of each lane after the warm-up; empty if the run was too short to tell. */
    Map<String, Double> bytesPerEvent() {
        final Map<String, Double> result = new TreeMap<>();
        if (samples.isEmpty()) {
            return result;
        }
        final Sample last = samples.get(samples.size() - 1);
        final Sample warm = samples.stream()
                .filter(sample -> sample.events() >= last.events() / 2)
                .findFirst()
                .orElse(last);
        final long events = last.events() - warm.events();
        if (events > 0) {
            last.bytes()
                    .forEach((lane, bytes) ->
                            result.put(lane, (bytes - warm.bytes().get(lane)) / (double) events));
        }
        return result;
    }

    /** The worst lane's. */
    double worst() {
        return bytesPerEvent().values().stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }
}
