package io.ringfence.engine.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;

/** What a campaign came to. Filled by whoever plays seeds, one at a time. */
final class SimulationReport {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double NANOS = 1e9;

    private final Map<String, Long> sums = new TreeMap<>();
    private final long beganNanos = System.nanoTime();
    private long seeds;
    private long violations;

    synchronized void add(final Simulation.Outcome outcome) {
        seeds++;
        violations += outcome.violations().isEmpty() ? 0 : 1;
        sum("events", outcome.events());
        sum("crashes", outcome.crashes());
        sum("faults", outcome.faults());
        sum("orders", outcome.orders());
        sum("entries", outcome.entries());
        sum("fills", outcome.fills());
        sum("stops_hit", outcome.stopsHit());
        sum("disaster_stops_placed", outcome.stopsPlaced());
        sum("disaster_stops_fired", outcome.stopsFired());
        sum("clean_stops", outcome.cleanStops());
        sum("standstills", outcome.standstills());
        sum("clock_jumps", outcome.hostJumps());
        sum("snapshots", outcome.snapshots());
        outcome.alarms().forEach((kind, count) -> sum("alarm_" + kind, count));
    }

    private void sum(final String name, final long value) {
        sums.merge(name, value, Long::sum);
    }

    synchronized long seeds() {
        return seeds;
    }

    /** Seeds in which something was wrong. */
    synchronized long violations() {
        return violations;
    }

    synchronized String json() {
        try {
            final var root = JSON.createObjectNode().put("seeds", seeds).put("violations", violations);
            sums.forEach(root::put);
            return JSON.writeValueAsString(
                    root.put("seconds", Math.round(seconds())).put("events_per_second", Math.round(rate())));
        } catch (final JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    synchronized String text() {
        return String.format(
                "%,d seeds, %,d events, %,d crashes, %,d faults, %,d orders, %,d fills, %,d with violations; %.0f s, %,.0f"
                        + " events/s",
                seeds,
                of("events"),
                of("crashes"),
                of("faults"),
                of("orders"),
                of("fills"),
                violations,
                seconds(),
                rate());
    }

    private long of(final String name) {
        return sums.getOrDefault(name, 0L);
    }

    private double seconds() {
        return (System.nanoTime() - beganNanos) / NANOS;
    }

    private double rate() {
        return of("events") / seconds();
    }
}
