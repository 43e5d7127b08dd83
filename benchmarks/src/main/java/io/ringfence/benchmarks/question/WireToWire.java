package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.report.Goal;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.report.Series;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Pairs;
import io.ringfence.benchmarks.rig.Ratio;
import io.ringfence.benchmarks.rig.RunQueue;
import io.ringfence.benchmarks.rig.Slice;
import io.ringfence.benchmarks.subject.Answerer;
import io.ringfence.benchmarks.subject.NettyEcho;
import io.ringfence.benchmarks.subject.SpinningSockets;
import io.ringfence.benchmarks.subject.Wire;
import io.ringfence.benchmarks.subject.WiredEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Question 6: from a frame's bytes into one socket to an order's bytes out of another, measured at the other end. */
final class WireToWire implements Question {
    private static final int WARM_UP = 20_000;
    private static final int TRIPS = 500;
    /** Round trips between two looks at the run queues. */
    private static final int BLOCK = 10;
    /** Fewer than that, and it isn't the answerer that was measured. */
    private static final double LEAST_ANSWERED = 0.99;

    private static final long WARM_UP_LIMIT_NS = 5_000_000_000L;
    private static final long HIGHEST_NS = 60_000_000_000L;

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

    @Override
    public String name() {
        return "wire-to-wire";
    }

    @Override
    public void answer(final Bench bench) throws Exception {
        final Section section = new Section(
                "6. Wire to wire",
                "A quote's frame into one websocket, the order's JSON out of another, over loopback, spinning at both ends; the"
                        + " engine on one event loop. us; only blocks of " + BLOCK
                        + " trips in which no busy thread waited for a core, where there are enough.",
                "what answers",
                "p50",
                "p90",
                "p99",
                "lost");
        if (bench.cores().count() < 2) {
            section.note("needs two cores: not measured");
            bench.report().add(section);
            return;
        }
        final Path folder = bench.folder("wire");
        Cores.release();
        try (WiredEngine engine = new WiredEngine(bench.cores(), Optional.empty());
                WiredEngine journaling = new WiredEngine(bench.cores(), Optional.of(folder.resolve("journal")));
                NettyEcho netty = new NettyEcho(bench.cores(), engine.quote());
                SpinningSockets plain = new SpinningSockets(bench.cores(), engine.quote())) {
            measure(bench, section, List.of(plain, netty, engine, journaling));
        } finally {
            Cores.release();
        }
        Bench.delete(folder);
        section.note("blocking transports and TLS are not measured here");
        bench.report().add(section);
    }

    private static void measure(final Bench bench, final Section section, final List<Answerer> answerers)
            throws IOException {
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
        for (int i = 0; i < answerers.size(); i++) {
            row(bench, section, answerers.get(i).name(), turns.get(i));
        }
        goal(bench, "wire to wire, p50, by a bare Netty echo", turns.get(2), turns.get(1), 1.25, 1.1);
        goal(bench, "wire to wire, p50, by spinning sockets", turns.get(2), turns.get(0), 2.5, 1.8);
        goal(bench, "wire to wire, journaling, p50, by a bare Netty echo", turns.get(3), turns.get(1), 1.25, 1.1);
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

    private static void row(final Bench bench, final Section section, final String name, final List<Turn> turns) {
        final Histogram all = new Histogram(1, HIGHEST_NS, 3);
        turns.forEach(turn -> all.add(turn.judged()));
        section.row(
                name,
                all.getValueAtPercentile(50) / 1e3,
                all.getValueAtPercentile(90) / 1e3,
                all.getValueAtPercentile(99) / 1e3,
                turns.stream().mapToInt(Turn::lost).sum());
        bench.report().add(new Series("Wire to wire", name, all));
    }

    private static void goal(
            final Bench bench,
            final String name,
            final List<Turn> subject,
            final List<Turn> anchor,
            final double must,
            final double aim) {
        final List<Double> all = new ArrayList<>();
        final List<Double> believable = new ArrayList<>();
        for (int i = 0; i < subject.size(); i++) {
            final Turn one = subject.get(i);
            final Turn other = anchor.get(i);
            final double ratio = (double) one.judged().getValueAtPercentile(50)
                    / other.judged().getValueAtPercentile(50);
            all.add(ratio);
            if (one.isClean() && other.isClean() && other.isAnswered()) {
                believable.add(ratio);
            }
        }
        final Ratio seen = Ratio.of((believable.isEmpty() ? all : believable)
                .stream().mapToDouble(Double::doubleValue).toArray());
        bench.report()
                .add(
                        believable.isEmpty()
                                ? Goal.unmeasured(
                                        name,
                                        must,
                                        aim,
                                        "seen " + seen
                                                + ", but threads waited for a core, or the anchor lost its trips")
                                : Goal.atMost(
                                        name,
                                        seen.median(),
                                        must,
                                        aim,
                                        believable.size() + " of " + all.size() + " pairs count"));
    }
}
