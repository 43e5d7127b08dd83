package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.report.Report;
import io.ringfence.benchmarks.report.ReportFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends a run that takes too long, with a report of what it has: a run that is started unattended always ends. */
final class TimeLimit {
    private static final int OVER_TIME = 3;

    private final CountDownLatch stopped = new CountDownLatch(1);

    private TimeLimit() {}

    static TimeLimit start(final int limitS, final Report report, final ReportFolder folder, final Path scratch) {
        final TimeLimit limit = new TimeLimit();
        final Thread thread = new Thread(() -> limit.watch(limitS, report, folder, scratch), "bench-time-limit");
        thread.setDaemon(true);
        thread.start();
        return limit;
    }

    void stop() {
        stopped.countDown();
    }

    private void watch(final int limitS, final Report report, final ReportFolder folder, final Path scratch) {
        try {
            if (stopped.await(limitS, TimeUnit.SECONDS)) {
                return;
            }
            Bench.say("time is over after " + limitS + " s; the report has what was measured by now");
            Thread.getAllStackTraces().forEach((thread, frames) -> {
                System.err.println(thread.getName());
                for (final StackTraceElement frame : frames) {
                    System.err.println("    " + frame);
                }
            });
            folder.write(report);
            Bench.delete(scratch);
            report.shortfalls().forEach(Bench::say);
            Bench.say(report.verdict());
        } catch (final IOException | RuntimeException | InterruptedException e) {
            e.printStackTrace(System.err);
        }
        Runtime.getRuntime().halt(OVER_TIME);
    }
}
