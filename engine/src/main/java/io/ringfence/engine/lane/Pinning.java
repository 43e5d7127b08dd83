package io.ringfence.engine.lane;

import java.util.BitSet;
import java.util.Map;
import net.openhft.affinity.Affinity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pins lanes to cores. The affinity library's own locks silently hand out nothing on hosts without isolated cores, so
 * the core is named, set, and read back.
 *
 * @param cpus core by lane name; lanes that aren't named float
 */
public record Pinning(Map<String, Integer> cpus) {
    private static final Logger LOG = LoggerFactory.getLogger(Pinning.class);

    public Pinning {
        cpus = Map.copyOf(cpus);
    }

    /** Called from the lane's own thread; where it isn't possible, a plain warning says so. */
    public void pin(final String lane) {
        final Integer cpu = cpus.get(lane);
        if (cpu == null) {
            return;
        }
        final BitSet wanted = new BitSet();
        wanted.set(cpu);
        try {
            Affinity.setAffinity(wanted);
        } catch (final RuntimeException | LinkageError e) {
            LOG.warn("lane {} isn't pinned: cpu={}: {}", lane, cpu, e.toString());
            return;
        }
        final BitSet actual = Affinity.getAffinity();
        if (wanted.equals(actual)) {
            LOG.info("lane {} is pinned: cpu={}", lane, cpu);
        } else {
            LOG.warn("lane {} isn't pinned: cpu={}, this host lets it run on {}", lane, cpu, actual);
        }
    }
}
