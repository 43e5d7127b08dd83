package io.ringfence.benchmarks.question;

import com.lmax.disruptor.BusySpinWaitStrategy;
import io.ringfence.benchmarks.report.Goal;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.rig.Flood;
import io.ringfence.benchmarks.rig.Median;
import io.ringfence.benchmarks.rig.Ratio;
import io.ringfence.benchmarks.rig.Subject;
import io.ringfence.benchmarks.subject.BareLogs;
import io.ringfence.benchmarks.subject.ExchangeCorePeer;
import io.ringfence.benchmarks.subject.FullEngine;
import io.ringfence.benchmarks.subject.Market;
import io.ringfence.benchmarks.subject.RawDisruptor;
import io.ringfence.benchmarks.subject.Rerun;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Question 5: as much as it takes, with and without journal, and from the journal. */
final class Saturation implements Question {
    private static final LaneLayout LAYOUT = LaneLayout.TWO;
    private static final double MILLION = 1e6;
    private static final double REPLAY_MUST = 1.5;
    private static final double REPLAY_AIM = 5;

    @Override
    public String name() {
        return "saturation";
    }

    @Override
    public void answer(final Bench bench) throws Exception {
        final Section section = new Section(
                "5. Saturated",
                "Events a second as fast as they are taken, million; one instrument, all stages at work.",
                "what",
                "anchor",
                "engine",
                "ratio");
        final Market market = Market.generated(1, TickToOrder.TAPE_EVENTS);
        if (LAYOUT.threads() > bench.cores().count()) {
            section.note("needs " + LAYOUT.threads() + " cores: only the replay is measured");
        } else {
            final int[] decisionBytes = plain(bench, section, market);
            journaling(bench, section, market, decisionBytes);
        }
        replay(bench, section, market);
        bench.report().add(section);
    }

    private static FullEngine.Shape shape(final Optional<Path> journal) {
        return new FullEngine.Shape(LAYOUT, Idle.SPIN, Sizes.RING, TickToOrder.QUOTES_PER_TURN, journal);
    }

    private static int[] plain(final Bench bench, final Section section, final Market market) throws Exception {
        try (FullEngine engine = new FullEngine(bench.cores(), market, shape(Optional.empty()));
                RawDisruptor raw = raw(bench, market, Optional.empty())) {
            engine.rehearse(bench.extent().warmUps() * TickToOrder.ORDERS_PER_WARM_UP);
            compare(bench, section, "journal off", raw, engine);
            section.note(String.format(
                    "an order in so many events: %.0f, since a fill in a flood comes behind all that fits into the ring; of exchange-core's"
                            + " commands each is one",
                    engine.eventsPerOrder()));
            besideExchangeCore(bench, section, engine);
            return engine.decisionBytes();
        }
    }

    /** Events that it takes by commands that an exchange takes: neither is the other's work, but both are all of theirs. */
    private static void besideExchangeCore(final Bench bench, final Section section, final FullEngine engine)
            throws Exception {
        final String name = "saturated, journal off, by exchange-core";
        final Optional<ExchangeCorePeer> peer = ExchangeCorePeer.prepared();
        if (peer.isEmpty()) {
            bench.report().add(Goal.unmeasured(name, 1, 2, "exchange-core's jars could not be had"));
            return;
        }
        final int floodMs = bench.extent().floodMs();
        final int times = Math.max(2, bench.extent().pairs() / 2);
        final double[] anchors = new double[times];
        final double[] engines = new double[times];
        final double[] ratios = new double[times];
        for (int i = 0; i < times; i++) {
            anchors[i] = peer.get().perSecond(2L * floodMs, floodMs);
            engines[i] = bench.rig()
                    .flood(engine, TimeUnit.MILLISECONDS.toNanos(floodMs))
                    .perSecond();
            ratios[i] = engines[i] / anchors[i];
        }
        final Ratio ratio = Ratio.of(ratios);
        section.row(
                "journal off, by exchange-core's commands",
                Median.of(anchors) / MILLION,
                Median.of(engines) / MILLION,
                ratio);
        bench.report().add(Goal.atLeast(name, ratio.median(), 1, 2, ""));
    }

    private static RawDisruptor raw(final Bench bench, final Market market, final Optional<BareLogs> logs) {
        return new RawDisruptor(
                bench.cores(), LAYOUT, new BusySpinWaitStrategy(), Sizes.RING, Optional.of(market.tape()), logs);
    }

    private static void journaling(
            final Bench bench, final Section section, final Market market, final int[] decisionBytes) throws Exception {
        final Path folder = bench.folder("saturated");
        try (FullEngine engine = new FullEngine(bench.cores(), market, shape(Optional.of(folder.resolve("journal"))));
                RawDisruptor raw =
                        raw(bench, market, Optional.of(new BareLogs(folder.resolve("bare"), decisionBytes)))) {
            engine.rehearse(bench.extent().warmUps() * TickToOrder.ORDERS_PER_WARM_UP);
            final Optional<Ratio> ratio = compare(bench, section, "journaling", raw, engine);
            final String name = "saturated, journaling, by bare Chronicle in the handler";
            bench.report()
                    .add(ratio.map(seen -> Goal.atLeast(name, seen.median(), 0.7, 0.9, ""))
                            .orElseGet(() -> Goal.unmeasured(name, 0.7, 0.9, "threads waited for a core")));
        }
        Bench.delete(folder);
    }

    private static Optional<Ratio> compare(
            final Bench bench, final Section section, final String what, final Subject anchor, final Subject engine)
            throws InterruptedException {
        final long nanos = TimeUnit.MILLISECONDS.toNanos(bench.extent().floodMs());
        bench.rig().flood(engine, nanos);
        bench.rig().flood(anchor, nanos / 2);
        final List<Double> ratios = new ArrayList<>();
        final List<Double> believable = new ArrayList<>();
        final List<Double> anchors = new ArrayList<>();
        final List<Double> engines = new ArrayList<>();
        for (int i = 0; i < Math.max(2, bench.extent().pairs() / 2); i++) {
            final Flood one = bench.rig().flood(anchor, nanos);
            final Flood other = bench.rig().flood(engine, nanos);
            ratios.add(other.perSecond() / one.perSecond());
            if (one.isBelievable() && other.isBelievable()) {
                believable.add(ratios.get(i));
            }
            anchors.add(one.perSecond());
            engines.add(other.perSecond());
        }
        final Ratio ratio = Ratio.of(array(believable.isEmpty() ? ratios : believable));
        section.row(what, Median.of(array(anchors)) / MILLION, Median.of(array(engines)) / MILLION, ratio);
        return believable.isEmpty() ? Optional.empty() : Optional.of(ratio);
    }

    private static double[] array(final List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A journal that was just written, through the stages again, on one lane in step, decisions compared. */
    private static void replay(final Bench bench, final Section section, final Market market) throws Exception {
        final Path folder = bench.folder("replay");
        try (Rerun rerun =
                Rerun.record(folder, bench.cores(), market, bench.extent().floodMs() * 1_000)) {
            double most = 0;
            for (int i = 0; i < bench.extent().pairs(); i++) {
                most = Math.max(most, rerun.replay());
            }
            section.row("replay of " + rerun.events() + " events, each decision compared", "-", most / MILLION, "-");
            bench.report()
                    .add(Goal.atLeast(
                            "replay on one lane, million events a second",
                            most / MILLION,
                            REPLAY_MUST,
                            REPLAY_AIM,
                            ""));
        }
        Bench.delete(folder);
    }
}
