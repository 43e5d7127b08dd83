package io.ringfence.benchmarks.rig;

import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import net.openhft.affinity.Affinity;

/**
 * The cores that a run may use: the driver's first, then one for each further spinning thread.
 *
 * @param cpus numbers as the kernel has them, distinct, at least one, all of them allowed to this process
 */
public record Cores(List<Integer> cpus) {
    private static final BitSet ALLOWED = Affinity.getAffinity();

    public Cores {
        cpus = List.copyOf(cpus);
        if (cpus.isEmpty() || cpus.stream().distinct().count() < cpus.size()) {
            throw new IllegalArgumentException("cpus=" + cpus + ": must be one core or more, all different");
        }
        if (!cpus.stream().allMatch(cpu -> cpu >= 0 && ALLOWED.get(cpu))) {
            throw new IllegalArgumentException("cpus=" + cpus + ": this process may use " + ALLOWED);
        }
    }

    /** All that this process was allowed when it began. */
    public static Cores ofProcess() {
        return new Cores(ALLOWED.stream().boxed().collect(Collectors.toList()));
    }

    public int count() {
        return cpus.size();
    }

    /** Puts the calling thread on the core of {@code place}, 0 for the driver. */
    public void pin(final int place) {
        final BitSet one = new BitSet();
        one.set(cpus.get(place));
        Affinity.setAffinity(one);
    }

    /** Lets the calling thread run wherever the process may: what housekeeping threads inherit. */
    public static void release() {
        Affinity.setAffinity(ALLOWED);
    }
}
