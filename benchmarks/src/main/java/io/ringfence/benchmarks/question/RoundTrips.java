package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.report.Series;
import io.ringfence.benchmarks.rig.Pairs;
import io.ringfence.benchmarks.rig.Ratio;
import io.ringfence.benchmarks.rig.RunQueue;
import io.ringfence.benchmarks.rig.Slice;
import io.ringfence.benchmarks.subject.Answerer;
import io.ringfence.benchmarks.subject.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;

/** Turns of several that answer over sockets, one after the other: round trips, seen from the other end. */
final class RoundTrips {
    /** Round trips between two looks at the run queues. */
    static final int BLOCK = 10;

    private static final int WARM_UP = 20_000;
    private static final int TRIPS = 500;
    /** Fewer than that, and it isn't the answerer that was measured. */
    private static final double LEAST_ANSWERED = 0.99;

    private static final long WARM_UP_LIMIT_NS = 5_000_000_000L;
    private static final long HIGHEST_NS = 60_000_000_000L;

    private final List<Answerer> answerers;
    private final List<List<Turn>> turns;

    /**
     * Round trips of one turn; a lost one took as long as it was waited for.
     *
     * @param all         every trip, ns
     * @param clean       those of blocks in which no busy thread waited for a core, ns
     * @param blocks      as many
     * @param cleanBlocks of these
     */
    private record Turn(Histogram all, Histogram clean, int blocks, int cleanBlocks, int lost) {
        boolean isClean() {
            return cleanBlocks >= Pairs.LEAST_CLEAN * blocks;
        }

        boolean isAnswered() {
            return lost <= (1 - LEAST_ANSWERED) * all.getTotalCount();
        }

        Histogram judged() {
            return isClean() ? clean : all;
        }
    }

    /**
     * Of the middles of two that answer.
     *
     * @param counted pairs of turns of which it is; 0: none could be believed, and it is of all
     * @param pairs   there are
     */
    record Middles(Ratio ratio, int counted, int pairs) {
        boolean isBelievable() {
            return counted > 0;
        }
    }

    private RoundTrips(final List<Answerer> answerers, final List<List<Turn>> turns) {
        this.answerers = answerers;
        this.turns = turns;
    }

    /** Called from the measuring thread, which is pinned for it. */
    static RoundTrips measure(final Bench bench, final List<Answerer> answerers) throws IOException {
        answerers.forEach(Answerer::end);
        bench.cores().pin(0);
        for (final Answerer one : answerers) {
            turn(one, bench.extent() == Extent.SMOKE ? TRIPS : WARM_UP);
        }
        final List<List<Turn>> turns = new ArrayList<>();
        answerers.forEach(one -> turns.add(new ArrayList<>()));
        for (int round = 0; round < 2 * bench.extent().pairs(); round++) {
            for (int i = 0; i < answerers.size(); i++) {
                turns.get(i).add(turn(answerers.get(i), TRIPS));
            }
        }
        return new RoundTrips(answerers, turns);
    }

    private static Turn turn(final Answerer answerer, final int trips) throws IOException {
        final Histogram all = new Histogram(1, HIGHEST_NS, 3);
        final Histogram clean = new Histogram(1, HIGHEST_NS, 3);
        final Histogram block = new Histogram(1, HIGHEST_NS, 3);
        int blocks = 0;
        int cleanBlocks = 0;
        int lost = 0;
        try (RunQueue own = RunQueue.ofThisThread()) {
            answerer.begin();
            final long start = System.nanoTime();
            while (blocks * BLOCK < trips && System.nanoTime() - start < WARM_UP_LIMIT_NS) {
                block.reset();
                final long waited = own.waitedNs() + answerer.runQueue().waitedNs();
                lost += trips(answerer, block);
                final long waitedSince = own.waitedNs() + answerer.runQueue().waitedNs() - waited;
                blocks++;
                all.add(block);
                if (waitedSince <= Slice.MOST_WAITED_NS) {
                    cleanBlocks++;
                    clean.add(block);
                }
            }
            answerer.end();
        }
        return new Turn(all, clean, blocks, cleanBlocks, lost);
    }

    /** A block of them; how many were lost. */
    private static int trips(final Answerer answerer, final Histogram into) throws IOException {
        int lost = 0;
        for (int i = 0; i < BLOCK; i++) {
            final long trip = answerer.roundTrip();
            lost += trip == Wire.LOST ? 1 : 0;
            into.recordValue(trip == Wire.LOST ? Wire.LIMIT_NANOS : Math.min(HIGHEST_NS, trip));
        }
        return lost;
    }

    /** A row for each, in us: name, p50, p90, p99, lost; and its distribution for that plot. */
    void tell(final Bench bench, final Section section, final String plot) {
        for (int i = 0; i < answerers.size(); i++) {
            final String name = answerers.get(i).name();
            final Histogram all = new Histogram(1, HIGHEST_NS, 3);
            turns.get(i).forEach(turn -> all.add(turn.judged()));
            section.row(
                    name,
                    all.getValueAtPercentile(50) / 1e3,
                    all.getValueAtPercentile(90) / 1e3,
                    all.getValueAtPercentile(99) / 1e3,
                    turns.get(i).stream().mapToInt(Turn::lost).sum());
            bench.report().add(new Series(plot, name, all));
        }
    }

    /** The one's median by the other's, turn by turn, by their places in the list. */
    Middles middles(final int subject, final int anchor) {
        final List<Turn> ones = turns.get(subject);
        final List<Turn> others = turns.get(anchor);
        final int[] counted = IntStream.range(0, ones.size())
                .filter(i -> ones.get(i).isClean()
                        && others.get(i).isClean()
                        && others.get(i).isAnswered())
                .toArray();
        final IntStream taken = counted.length == 0 ? IntStream.range(0, ones.size()) : IntStream.of(counted);
        final double[] ratios = taken.mapToDouble(
                        i -> (double) ones.get(i).judged().getValueAtPercentile(50)
                                / others.get(i).judged().getValueAtPercentile(50))
                .toArray();
        return new Middles(Ratio.of(ratios), counted.length, ones.size());
    }
}
