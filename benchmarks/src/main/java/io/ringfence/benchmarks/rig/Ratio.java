package io.ringfence.benchmarks.rig;

import java.util.Arrays;
import java.util.Locale;

/**
 * Of several pairs.
 *
 * @param median what counts
 * @param least  of any pair
 * @param most   of any pair
 */
public record Ratio(double median, double least, double most) {
    /** @throws IllegalArgumentException if there are none */
    public static Ratio of(final double... ratios) {
        if (ratios.length == 0) {
            throw new IllegalArgumentException("a ratio of no pairs");
        }
        return new Ratio(
                Median.of(ratios),
                Arrays.stream(ratios).min().orElseThrow(),
                Arrays.stream(ratios).max().orElseThrow());
    }

    /** Of the inverse: how much less instead of how much more. */
    public Ratio inverse() {
        return new Ratio(1 / median, 1 / most, 1 / least);
    }

    /** Of the pairs. */
    public String spread() {
        return String.format(Locale.ROOT, "%.2f to %.2f", least, most);
    }

    @Override
    public String toString() {
        return String.format("%.2f (%s)", median, spread());
    }
}
