package io.ringfence.benchmarks.question;

import com.lmax.disruptor.BusySpinWaitStrategy;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.report.Series;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.benchmarks.rig.Pairs;
import io.ringfence.benchmarks.rig.Schedule;
import io.ringfence.benchmarks.rig.Slice;
import io.ringfence.benchmarks.subject.BareLogs;
import io.ringfence.benchmarks.subject.FullEngine;
import io.ringfence.benchmarks.subject.Market;
import io.ringfence.benchmarks.subject.RawDisruptor;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Question 3: from an event at the ring to the order that it causes, all stages at work. */
final class TickToOrder implements Question {
    static final int TAPE_EVENTS = 1 << 16;
    static final int QUOTES_PER_TURN = 20;
    /** Three times as many, and what an order needs is compiled, seldom taken branches included. */
    static final long ORDERS_PER_WARM_UP = 20_000;

    private static final LaneLayout LAYOUT = LaneLayout.TWO;
    private static final Path RECORDING = Path.of("../shared/data/frames/usdm-btcusdt-20240808.gz");
    private static final int RECORDED_EVENTS = 1 << 17;
    private static final long BURST_NS = 10_000_000;
    private static final long BURST_GAP_NS = 2_000_000;
    private static final long LOW_RATE = 10_000;
    private static final long ONE_S_NS = 1_000_000_000;

    /** A comparison: how many instruments, at which rates, with and without journal. */
    private record Load(int instruments, List<Long> plain, List<Long> journaling) {}

    @Override
    public String name() {
        return "tick-to-order";
    }

    private static List<Load> loads(final Extent extent) {
        final List<Long> all = List.of(LOW_RATE, 100_000L, 500_000L, 1_000_000L);
        if (extent.isFull()) {
            return List.of(new Load(1, all, all), new Load(50, all, all), new Load(400, all, all));
        }
        return List.of(
                new Load(1, all, List.of(100_000L, 500_000L)),
                new Load(50, List.of(100_000L), List.of()),
                new Load(400, List.of(100_000L, 500_000L), List.of(100_000L)));
    }

    @Override
    public void answer(final Bench bench) throws Exception {
        final Section section = new Section(
                "3. Tick to order",
                "From an event's due time to the end of `orders`, all stages at work, an order every " + QUOTES_PER_TURN
                        + " quotes, filled at once; against the raw Disruptor with as many empty handlers and, journaling, "
                        + "bare Chronicle appends of the same bytes in them. ns; layout " + LAYOUT.name() + ".",
                "instruments",
                "events/s",
                "journal",
                "raw p50",
                "engine p50",
                "order p50",
                "raw p99",
                "engine p99",
                "ratio p50",
                "ratio p90",
                "ratio p99",
                "remark");
        if (LAYOUT.threads() > bench.cores().count()) {
            section.note("needs " + LAYOUT.threads() + " cores: not measured");
        } else {
            for (final Load load : loads(bench.extent())) {
                answer(bench, section, load);
            }
            burst(bench, section);
        }
        bench.report().add(section);
    }

    private static FullEngine.Shape shape(final Optional<Path> journal) {
        return new FullEngine.Shape(LAYOUT, Idle.SPIN, Sizes.RING, QUOTES_PER_TURN, journal);
    }

    private static void answer(final Bench bench, final Section section, final Load load) throws Exception {
        final Market market = Market.generated(load.instruments(), TAPE_EVENTS);
        final int[] decisionBytes;
        try (FullEngine engine = new FullEngine(bench.cores(), market, shape(Optional.empty()));
                RawDisruptor raw = raw(bench, market, Optional.empty())) {
            engine.rehearse(bench.extent().warmUps() * ORDERS_PER_WARM_UP);
            bench.rig().warmUp(engine, bench.steady(500_000), 2);
            bench.rig().warmUp(raw, bench.steady(500_000), 2);
            for (final long rate : load.plain()) {
                compare(bench, section, load.instruments(), rate, raw, engine, false);
            }
            decisionBytes = engine.decisionBytes();
            if (load.instruments() == 1) {
                flatness(bench, section, engine);
            }
        }
        if (load.journaling().isEmpty()) {
            return;
        }
        final Path folder = bench.folder("tick");
        try (FullEngine engine = new FullEngine(bench.cores(), market, shape(Optional.of(folder.resolve("journal"))));
                RawDisruptor raw =
                        raw(bench, market, Optional.of(new BareLogs(folder.resolve("bare"), decisionBytes)))) {
            engine.rehearse(bench.extent().warmUps() * ORDERS_PER_WARM_UP);
            bench.rig().warmUp(engine, bench.steady(500_000), 2);
            bench.rig().warmUp(raw, bench.steady(500_000), 2);
            for (final long rate : load.journaling()) {
                compare(bench, section, load.instruments(), rate, raw, engine, true);
            }
        }
        Bench.delete(folder);
    }

    private static RawDisruptor raw(final Bench bench, final Market market, final Optional<BareLogs> logs) {
        return new RawDisruptor(
                bench.cores(), LAYOUT, new BusySpinWaitStrategy(), Sizes.RING, Optional.of(market.tape()), logs);
    }

    private static void compare(
            final Bench bench,
            final Section section,
            final int instruments,
            final long rate,
            final RawDisruptor raw,
            final FullEngine engine,
            final boolean journaling)
            throws Exception {
        final Pairs pairs = bench.rig()
                .alternate(raw, engine, bench.steady(rate), bench.extent().pairs());
        final String what =
                Sizes.instruments(instruments) + ", " + rate / 1000 + "k/s" + (journaling ? ", journaling" : "");
        row(section, instruments, String.valueOf(rate), journaling, pairs, engine.decided());
        bench.keep("Tick to order, " + what, pairs);
        bench.report().add(new Series("Tick to order, " + what, "order decided", histogram(engine.decided())));
        goals(bench, what, pairs, journaling);
    }

    private static void row(
            final Section section,
            final int instruments,
            final String rate,
            final boolean journaling,
            final Pairs pairs,
            final Latencies decided) {
        section.row(
                instruments,
                rate,
                journaling ? "on" : "off",
                pairs.anchor().getValueAtPercentile(50),
                pairs.subject().getValueAtPercentile(50),
                histogram(decided).getValueAtPercentile(50),
                pairs.anchor().getValueAtPercentile(99),
                pairs.subject().getValueAtPercentile(99),
                pairs.ratio(50),
                pairs.ratio(90),
                pairs.ratio(99),
                pairs.remark());
    }

    private static void goals(final Bench bench, final String what, final Pairs pairs, final boolean journaling) {
        final String name = "tick to order, " + what;
        final double must = journaling ? 1.6 : 3.0;
        final double aim = journaling ? 1.25 : 2.0;
        bench.atMost(name + ", p50", pairs, 50, must, aim);
        bench.atMost(name + ", p90", pairs, 90, must, aim);
        if (!journaling) {
            bench.atMost(name + ", p99", pairs, 99, 2.0, 1.2);
        }
    }

    static Histogram histogram(final Latencies latencies) {
        final Histogram histogram = new Histogram(1, 60 * ONE_S_NS, 3);
        for (int i = 0; i < latencies.count(); i++) {
            histogram.recordValue(Math.min(60 * ONE_S_NS, Math.max(1, latencies.nanos(i))));
        }
        return histogram;
    }

    /** The median at half of what it can take, by that at a low rate. */
    private static void flatness(final Bench bench, final Section section, final FullEngine engine) throws Exception {
        final double most = bench.rig()
                .flood(engine, TimeUnit.MILLISECONDS.toNanos(bench.extent().floodMs()))
                .perSecond();
        final long half = (long) (most / 2);
        if (half > Sizes.MOST_RATE) {
            section.note(String.format(
                    "half of what is taken is more than the rig sends on a schedule: flatness is judged at %.1f M events a second",
                    Sizes.MOST_RATE / 1e6));
        }
        final Pairs pairs = alternateRates(bench, engine, Math.min(half, Sizes.MOST_RATE));
        bench.atMost("tick to order, p50 at half of saturation by p50 at 10k/s", pairs, 50, 1.3, 1.1);
        section.note(String.format("saturated, journaling off: %.2f M events a second", most / 1e6));
    }

    private static Pairs alternateRates(final Bench bench, final FullEngine engine, final long high)
            throws InterruptedException {
        final List<Slice> low = new ArrayList<>();
        final List<Slice> busy = new ArrayList<>();
        for (int i = 0; i < bench.extent().pairs(); i++) {
            low.add(bench.rig().run(engine, bench.steady(LOW_RATE)));
            busy.add(bench.rig().run(engine, bench.steady(high)));
        }
        return new Pairs(low, busy);
    }

    /** The densest 10 ms of a recording, again and again. */
    private static void burst(final Bench bench, final Section section) throws Exception {
        final Path file = bench.home().resolve(RECORDING);
        if (!Files.isReadable(file)) {
            section.note("the recorded burst is left out: there is no " + RECORDING);
            return;
        }
        final Market market = Market.recorded(file, RECORDED_EVENTS);
        final long[] arrivals = market.densest(BURST_NS);
        final Schedule schedule =
                Schedule.repeated(arrivals, BURST_GAP_NS, bench.extent().blocks() / 5);
        try (FullEngine engine = new FullEngine(bench.cores(), market, shape(Optional.empty()));
                RawDisruptor raw = raw(bench, market, Optional.empty())) {
            engine.rehearse(bench.extent().warmUps() * ORDERS_PER_WARM_UP);
            bench.rig().warmUp(engine, bench.steady(500_000), 2);
            bench.rig().warmUp(raw, bench.steady(500_000), 2);
            final Pairs pairs =
                    bench.rig().alternate(raw, engine, schedule, bench.extent().pairs());
            row(section, 1, "burst of " + arrivals.length + " in 10 ms", false, pairs, engine.decided());
            bench.keep("Tick to order, recorded burst", pairs);
            goals(bench, "recorded burst", pairs, false);
        }
    }
}
