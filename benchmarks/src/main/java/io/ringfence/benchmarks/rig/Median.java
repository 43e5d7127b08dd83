package io.ringfence.benchmarks.rig;

import java.util.Arrays;

/** The middle of some numbers. */
public final class Median {
    private Median() {}

    /** NaN of none; of an even count the mean of the middle two. */
    public static double of(final double... values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        final double[] sorted = values.clone();
        Arrays.sort(sorted);
        final int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
