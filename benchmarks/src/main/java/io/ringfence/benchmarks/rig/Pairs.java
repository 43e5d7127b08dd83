package io.ringfence.benchmarks.rig;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/**
 * Slices of an anchor and of what is compared with it, taken alternately. A ratio is the median over the pairs that are
 * alike: the cores as far apart for both, both clean enough. If too few are, all count, nothing may be
 * concluded, and {@link #remark} says so.
 */
public record Pairs(List<Slice> anchors, List<Slice> subjects) {
    /** A slice with a smaller share of clean blocks is believed only if there is no better one. */
    public static final double LEAST_CLEAN = 0.2;

    /** One pair by itself says what a moment was like. */
    static final int LEAST_ALIKE = 2;

    public Pairs {
        anchors = List.copyOf(anchors);
        subjects = List.copyOf(subjects);
        if (anchors.size() != subjects.size() || anchors.isEmpty()) {
            throw new IllegalArgumentException(
                    "anchors=" + anchors.size() + " subjects=" + subjects.size() + ": must be pairs");
        }
    }

    /** The subject's percentile by the anchor's: median, least and most over the pairs that count. */
    public Ratio ratio(final double percentile) {
        return Ratio.of(counted()
                .mapToDouble(i -> (double) subjects.get(i).judged().getValueAtPercentile(percentile)
                        / anchors.get(i).judged().getValueAtPercentile(percentile))
                .toArray());
    }

    /** What the anchor's slices that count add up to. */
    public Histogram anchor() {
        return sum(anchors);
    }

    /** What the subject's slices that count add up to. */
    public Histogram subject() {
        return sum(subjects);
    }

    private Histogram sum(final List<Slice> slices) {
        final Histogram sum = Slice.histogram();
        counted().forEach(i -> sum.add(slices.get(i).judged()));
        return sum;
    }

    /** Share of clean blocks over all slices. */
    public double cleanShare() {
        return IntStream.range(0, anchors.size())
                        .mapToDouble(i ->
                                anchors.get(i).cleanShare() + subjects.get(i).cleanShare())
                        .average()
                        .orElseThrow()
                / 2;
    }

    /** Whether enough pairs are clean and alike, {@value #LEAST_ALIKE} or all there are: otherwise nothing may be concluded. */
    public boolean isBelievable() {
        return alike() >= Math.min(LEAST_ALIKE, anchors.size());
    }

    private long alike() {
        return IntStream.range(0, anchors.size()).filter(this::isAlike).count();
    }

    /** What a reader must know to believe it; empty if nothing. */
    public String remark() {
        final List<String> remarks = new ArrayList<>();
        final long alike = alike();
        if (!isBelievable()) {
            remarks.add(alike + " of " + anchors.size() + " pairs of slices are clean and alike: all are counted");
        } else if (alike < anchors.size()) {
            remarks.add(alike + " of " + anchors.size() + " pairs count");
        }
        if (cleanShare() < LEAST_CLEAN) {
            remarks.add(String.format("only %.0f %% of the blocks are clean", 100 * cleanShare()));
        }
        return String.join("; ", remarks);
    }

    private IntStream counted() {
        final boolean any = isBelievable();
        return IntStream.range(0, anchors.size()).filter(i -> !any || isAlike(i));
    }

    private boolean isAlike(final int pair) {
        final Slice anchor = anchors.get(pair);
        final Slice subject = subjects.get(pair);
        return anchor.hop().distance() == subject.hop().distance()
                && anchor.cleanShare() >= LEAST_CLEAN
                && subject.cleanShare() >= LEAST_CLEAN;
    }
}
