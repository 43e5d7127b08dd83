package io.ringfence.engine.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Threads of the engine. A lane is named after the first in its row: {@code inbound} or a stage.
 *
 * @param layout     which thread runs which stages
 * @param ringSize   slots, a power of two from 4 to 65536
 * @param batchLimit events a lane handles before it looks at its sockets again, 1 to 65536
 * @param idle       by lane, {@value #ALL} for those that aren't named; without either, spin
 * @param cpus       the core each lane is pinned to, by lane, 0 to 1023; lanes that aren't named float
 */
public record LaneSettings(
        @Default("auto") LayoutChoice layout,
        @Default("4096") int ringSize,
        @Default("256") int batchLimit,
        @Default("{all: spin}") Map<String, Idle> idle,
        @Default("{}") Map<String, Integer> cpus) {
    /** The key in {@code idle} that means every lane. */
    public static final String ALL = "all";

    public static final int MIN_RING_SIZE = 4;
    public static final int MAX_RING_SIZE = 65536;
    private static final int MAX_CPU = 1023;

    public LaneSettings {
        idle = Map.copyOf(idle);
        cpus = Map.copyOf(cpus);
        checkRingSize("lanes.ringSize", ringSize);
        Range.check("lanes.batchLimit", batchLimit, 1, MAX_RING_SIZE);
        checkLanes("lanes.idle", idle.keySet(), allowedInIdle());
        checkLanes("lanes.cpus", cpus.keySet(), LayoutChoice.lanes());
        cpus.forEach((lane, cpu) -> Range.check("lanes.cpus." + lane, cpu, 0, MAX_CPU));
        checkDistinct(cpus);
    }

    /** @throws IllegalArgumentException if {@code ringSize} isn't a power of two from 4 to 65536. */
    public static void checkRingSize(final String key, final int ringSize) {
        if (ringSize < MIN_RING_SIZE || ringSize > MAX_RING_SIZE || Integer.bitCount(ringSize) != 1) {
            throw new InvalidSetting(
                    key, ringSize, "must be a power of two from " + MIN_RING_SIZE + " to " + MAX_RING_SIZE);
        }
    }

    /** What the lane called {@code lane} does while there is nothing to do. */
    public Idle idleOf(final String lane) {
        return idle.getOrDefault(lane, idle.getOrDefault(ALL, Idle.SPIN));
    }

    private static void checkLanes(final String key, final Collection<String> lanes, final List<String> allowed) {
        for (final String lane : lanes) {
            if (!allowed.contains(lane)) {
                throw new InvalidSetting(key + "." + lane, lane, "is no lane; allowed: " + String.join(", ", allowed));
            }
        }
    }

    private static void checkDistinct(final Map<String, Integer> cpus) {
        if (cpus.values().stream().distinct().count() < cpus.size()) {
            throw new InvalidSetting("lanes.cpus", new TreeMap<>(cpus), "must be a different core per lane");
        }
    }

    private static List<String> allowedInIdle() {
        final List<String> allowed = new ArrayList<>(LayoutChoice.lanes());
        allowed.add(0, ALL);
        return allowed;
    }
}
