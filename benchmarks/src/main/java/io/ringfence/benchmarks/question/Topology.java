package io.ringfence.benchmarks.question;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.rig.Pairs;
import io.ringfence.benchmarks.rig.Schedule;
import io.ringfence.benchmarks.rig.Slice;
import io.ringfence.benchmarks.rig.Subject;
import io.ringfence.benchmarks.subject.EmptyEngine;
import io.ringfence.benchmarks.subject.QueuedBot;
import io.ringfence.benchmarks.subject.RawDisruptor;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneLayout;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Question 2: from publishing to the end of the last stage, when the stages do nothing. */
final class Topology implements Question {
    private static final int RING = 4096;
    private static final long RATE = 100_000;
    /** As a lane's, which naps at once; by itself the Disruptor's yields a hundred times first, which at this rate is always. */
    private static final long NAP_NS = 50_000;

    private static final double MUST = 1.15;
    private static final double AIM = 1.05;

    /** What a lane does with nothing to do, and the Disruptor's word for it. */
    private record Waiting(Idle idle, Supplier<WaitStrategy> raw) {}

    private static final List<Waiting> WAITS = List.of(
            new Waiting(Idle.SPIN, BusySpinWaitStrategy::new),
            new Waiting(Idle.YIELD, YieldingWaitStrategy::new),
            new Waiting(Idle.SLEEP, () -> new SleepingWaitStrategy(0, NAP_NS)),
            new Waiting(Idle.BLOCK, BlockingWaitStrategy::new));

    @Override
    public String name() {
        return "topology";
    }

    @Override
    public void answer(final Bench bench) throws Exception {
        final Section section = new Section(
                "2. Publish to last stage",
                "The real ring and lanes with stages that do nothing, against the raw Disruptor in the same shape; "
                        + RATE + " events a second, ns.",
                "layout",
                "waiting",
                "raw p50",
                "engine p50",
                "raw p90",
                "engine p90",
                "ratio p50",
                "remark");
        for (final LaneLayout layout : LaneLayout.NAMED) {
            if (layout.inboundInside()) {
                alone(bench, section, layout);
            } else if (layout.threads() <= bench.cores().count()) {
                for (final Waiting waiting : WAITS) {
                    compare(bench, section, layout, waiting);
                }
            } else {
                section.note("layout " + layout.name() + " needs " + layout.threads() + " cores: left out");
            }
        }
        bots(bench, section);
        section.note("lanes without sockets: one with sockets spins as here, or blocks in its event loop");
        section.note(
                "sleep: both nap at once, 50 us, which is the kernel's doing and no goal; by itself the Disruptor's yields first");
        bench.report().add(section);
    }

    /** The inbound thread runs the stages itself: nothing is handed over, so there is no raw ring to compare with. */
    private static void alone(final Bench bench, final Section section, final LaneLayout layout) throws Exception {
        try (EmptyEngine engine = new EmptyEngine(bench.cores(), layout, Idle.SPIN, RING)) {
            final Schedule schedule = bench.steady(RATE);
            bench.rig().warmUp(engine, schedule, bench.extent().warmUps());
            final Slice slice = bench.rig().run(engine, schedule);
            section.row(
                    layout.name(),
                    "spin",
                    "-",
                    slice.judged().getValueAtPercentile(50),
                    "-",
                    slice.judged().getValueAtPercentile(90),
                    "-",
                    "one thread, nothing is handed over");
        }
    }

    private static void compare(
            final Bench bench, final Section section, final LaneLayout layout, final Waiting waiting) throws Exception {
        try (RawDisruptor raw =
                        new RawDisruptor(bench.cores(), layout, waiting.raw().get(), RING);
                EmptyEngine engine = new EmptyEngine(bench.cores(), layout, waiting.idle(), RING)) {
            final Pairs pairs = pairs(bench, raw, engine, bench.extent().pairs());
            final String waits = waiting.idle().name().toLowerCase(Locale.ROOT);
            row(section, layout.name(), waits, pairs);
            bench.keep("Publish to last stage, " + layout.name() + ", " + waits, pairs);
            if (waiting.idle() != Idle.SLEEP) {
                bench.atMost("publish to last stage, " + layout.name() + ", " + waits + ", p50", pairs, 50, MUST, AIM);
            }
        }
    }

    private static Pairs pairs(final Bench bench, final Subject anchor, final Subject subject, final int count)
            throws InterruptedException {
        final Schedule schedule = bench.steady(RATE);
        bench.rig().warmUp(anchor, schedule, bench.extent().warmUps());
        bench.rig().warmUp(subject, schedule, bench.extent().warmUps());
        return bench.rig().alternate(anchor, subject, schedule, count);
    }

    private static void row(final Section section, final String layout, final String waiting, final Pairs pairs) {
        section.row(
                layout,
                waiting,
                pairs.anchor().getValueAtPercentile(50),
                pairs.subject().getValueAtPercentile(50),
                pairs.anchor().getValueAtPercentile(90),
                pairs.subject().getValueAtPercentile(90),
                pairs.ratio(50),
                pairs.remark());
    }

    /** How the bots do it: a thread per step, a blocking queue or a lock between any two. */
    private static void bots(final Bench bench, final Section section) throws Exception {
        for (final QueuedBot.Between between : QueuedBot.Between.values()) {
            try (EmptyEngine engine = new EmptyEngine(bench.cores(), LaneLayout.ONE, Idle.SPIN, RING);
                    QueuedBot bot = new QueuedBot(bench.cores(), between)) {
                final Pairs pairs = pairs(bench, engine, bot, 2);
                section.row(
                        "as bots do it: " + between.text(),
                        "block",
                        pairs.anchor().getValueAtPercentile(50),
                        pairs.subject().getValueAtPercentile(50),
                        pairs.anchor().getValueAtPercentile(90),
                        pairs.subject().getValueAtPercentile(90),
                        pairs.ratio(50),
                        "left: engine, layout one; right: the bot");
            }
        }
    }
}
