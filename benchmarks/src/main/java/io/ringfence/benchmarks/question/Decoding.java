package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.DecodeBenchmark;
import io.ringfence.benchmarks.DecodeFrames;
import io.ringfence.benchmarks.report.Goal;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.OwnCost;
import io.ringfence.benchmarks.rig.Ratio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Question 1: what a frame costs, from its bytes to exact longs; our scanner and two libraries in turn. */
final class Decoding implements Question {
    private static final long WARM_UP_NS = 200_000_000;
    private static final long WARM_UP_LIMIT_NS = 15_000_000_000L;
    /** So many sweeps in a row without one that is faster by more than a hundredth, and code is compiled. */
    private static final int SAME_SWEEPS = 60;

    private static final double SAME = 0.99;
    private static final double MUST = 3;
    private static final double AIM = 4;
    /** Counting costs some bytes itself. */
    private static final double NO_BYTES = 0.01;

    private static final Path RECORDING = Path.of("../shared/data/frames/usdm-btcusdt-20240808.gz");

    @Override
    public String name() {
        return "decoding";
    }

    @Override
    public void answer(final Bench bench) {
        final Section section = new Section(
                "1. Decode",
                "CPU time and allocated bytes per frame, the same frames and the same fields as the same exact longs, which is "
                        + "checked frame by frame; least of " + bench.extent().pairs()
                        + " rounds in turn. Ours encodes an event besides.",
                "frame",
                "of",
                "ours ns",
                "Jackson streaming ns",
                "fastjson2 ns",
                "ours B",
                "Jackson B",
                "fastjson2 B",
                "fastest peer by ours");
        bench.cores().pin(0);
        try {
            for (final DecodeFrames.Kind kind : DecodeFrames.Kind.values()) {
                compare(bench, section, kind);
            }
        } finally {
            Cores.release();
        }
        bench.report().add(section);
    }

    private static void compare(final Bench bench, final Section section, final DecodeFrames.Kind kind) {
        final Path file = bench.home().resolve(RECORDING);
        final boolean recorded = kind != DecodeFrames.Kind.REPORT && Files.isReadable(file);
        final DecodeBenchmark frames = DecodeBenchmark.of(kind, recorded ? Optional.of(file) : Optional.empty());
        final int sweeps = kind == DecodeFrames.Kind.DEPTH ? 2 : 12;
        final double[] ratios = new double[bench.extent().pairs()];
        OwnCost ours = warm(frames::ours, bench, sweeps);
        OwnCost jackson = warm(() -> jackson(frames), bench, sweeps);
        OwnCost fastjson2 = warm(frames::fastjson2, bench, sweeps);
        for (int i = 0; i < ratios.length; i++) {
            final OwnCost one = sweep(frames::ours, sweeps);
            final OwnCost two = sweep(() -> jackson(frames), sweeps);
            final OwnCost three = sweep(frames::fastjson2, sweeps);
            ratios[i] = Math.min(two.nanos(), three.nanos()) / one.nanos();
            ours = ours.best(one);
            jackson = jackson.best(two);
            fastjson2 = fastjson2.best(three);
        }
        final Ratio ratio = Ratio.of(ratios);
        final String name = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        section.row(
                name,
                recorded ? "a recording" : "a generator",
                ours.nanos(),
                jackson.nanos(),
                fastjson2.nanos(),
                ours.bytes(),
                jackson.bytes(),
                fastjson2.bytes(),
                ratio);
        bench.report().add(Goal.atLeast("decode " + name + ", fastest peer by ours", ratio.median(), MUST, AIM, ""));
        bench.report().add(Goal.atMost("decode " + name + ", bytes allocated", ours.bytes(), NO_BYTES, NO_BYTES, ""));
    }

    /** Until the compilers are through with it, which on a busy machine takes them longer than any fixed time. */
    private static OwnCost warm(final Runnable decode, final Bench bench, final int sweeps) {
        final long start = System.nanoTime();
        OwnCost least = sweep(decode, sweeps);
        int same = 0;
        while (System.nanoTime() - start < bench.extent().warmUps() * WARM_UP_NS
                || (same < SAME_SWEEPS && System.nanoTime() - start < WARM_UP_LIMIT_NS)) {
            final OwnCost next = sweep(decode, sweeps);
            same = next.nanos() < SAME * least.nanos() ? 0 : same + 1;
            least = least.best(next);
        }
        return sweep(decode, sweeps);
    }

    private static OwnCost sweep(final Runnable decode, final int sweeps) {
        return OwnCost.of(
                () -> {
                    for (int i = 0; i < sweeps; i++) {
                        decode.run();
                    }
                },
                (long) sweeps * DecodeFrames.COUNT);
    }

    private static void jackson(final DecodeBenchmark frames) {
        try {
            frames.jackson();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
