package io.ringfence.engine.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What each thread of a layout does while there is nothing to do, on one machine: as configured, but never more spinning
 * threads than cores, since one too many costs all of them milliseconds. Those that would be too many sleep, in this
 * order: {@code journal} where it stands alone, beside the decisions; then the other lanes without sockets, as events pass
 * them; then {@code inbound}, which a frame wakes; the lane with {@code orders}, each event of which would cost a wake-up, last.
 *
 * @param byLane  by the lane's name: {@code inbound}, or the first stage in its row
 * @param demoted the lanes that were to spin and sleep instead, in the order above
 */
public record LaneIdles(Map<String, Idle> byLane, List<String> demoted) {
    public LaneIdles {
        byLane = Map.copyOf(byLane);
        demoted = List.copyOf(demoted);
    }

    /**
     * @param configured what each lane, by name, was asked to do
     * @param cores      that the process may use, at least 1
     */
    public static LaneIdles on(final int cores, final LaneLayout layout, final Function<String, Idle> configured) {
        final Map<String, Idle> byLane = new LinkedHashMap<>();
        final List<String> spinning = new ArrayList<>();
        for (final String lane : leastMissedFirst(layout)) {
            final Idle idle = configured.apply(lane);
            byLane.put(lane, idle);
            if (idle == Idle.SPIN) {
                spinning.add(lane);
            }
        }
        final List<String> demoted = spinning.subList(0, Math.max(0, spinning.size() - cores));
        demoted.forEach(lane -> byLane.put(lane, Idle.SLEEP));
        return new LaneIdles(byLane, demoted);
    }

    /** A row without sockets begins with {@code journal} only as the first. */
    private static List<String> leastMissedFirst(final LaneLayout layout) {
        if (layout.inboundInside()) {
            return List.of(LayoutChoice.INBOUND);
        }
        final List<String> lanes = new ArrayList<>();
        layout.rows().forEach(row -> lanes.add(row.get(0)));
        lanes.add(lanes.size() - 1, LayoutChoice.INBOUND);
        return lanes;
    }

    /** @throws IllegalArgumentException if the layout has no such lane */
    public Idle of(final String lane) {
        final Idle idle = byLane.get(lane);
        if (idle == null) {
            throw new IllegalArgumentException("lane=" + lane + ": the layout has " + byLane.keySet());
        }
        return idle;
    }

    /** Threads that never leave their core. */
    public int spinning() {
        return (int) byLane.values().stream().filter(Idle.SPIN::equals).count();
    }
}
