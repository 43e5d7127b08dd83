package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.report.Goal;
import io.ringfence.benchmarks.report.Report;
import io.ringfence.benchmarks.report.Series;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Pairs;
import io.ringfence.benchmarks.rig.Ratio;
import io.ringfence.benchmarks.rig.Rig;
import io.ringfence.benchmarks.rig.Schedule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * What every question needs.
 *
 * @param scratch a folder on the disk that journals would lie on; emptied at the end
 * @param home    the repository
 */
record Bench(Cores cores, Rig rig, Extent extent, Report report, Path scratch, Path home) {
    Schedule steady(final long perSecond) {
        return Schedule.steady(perSecond, extent.blocks());
    }

    /** A folder of its own for one subject. */
    Path folder(final String name) {
        try {
            return Files.createTempDirectory(Files.createDirectories(scratch), name);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A goal that a percentile's ratio must not be above; without enough pairs that can be believed it isn't judged. */
    void atMost(final String name, final Pairs pairs, final double percentile, final double must, final double aim) {
        final Ratio ratio = pairs.ratio(percentile);
        report.add(
                pairs.isBelievable()
                        ? Goal.atMost(name, ratio.median(), must, aim, ratio.spread() + but(pairs.remark()))
                        : Goal.unmeasured(name, must, aim, "seen " + ratio + ", but " + pairs.remark()));
    }

    private static String but(final String remark) {
        return remark.isEmpty() ? "" : "; " + remark;
    }

    /** Both distributions, for plots and {@code .hlog}. */
    void keep(final String plot, final Pairs pairs) {
        report.add(new Series(plot, pairs.anchors().get(0).subject(), pairs.anchor()));
        report.add(new Series(plot, pairs.subjects().get(0).subject(), pairs.subject()));
    }

    static void say(final String text) {
        System.out.println(text);
    }

    static void delete(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
