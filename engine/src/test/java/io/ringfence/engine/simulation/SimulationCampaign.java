package io.ringfence.engine.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/** Plays seed after seed, each on one thread, several at once; tells of those in which something is wrong how to play them again. */
public final class SimulationCampaign {
    private static final int WRONG_USAGE = 2;
    private static final long PROGRESS_NANOS = 10_000_000_000L;

    private final SimulationOptions options;
    private final PrintStream log;
    private final SimulationReport report = new SimulationReport();
    private final AtomicLong nextSeed;
    private long toldNanos = System.nanoTime();

    SimulationCampaign(final SimulationOptions options, final PrintStream log) {
        this.options = options;
        this.log = log;
        nextSeed = new AtomicLong(options.from());
    }

    /** Exit status 0 without violations, 1 with, 2 for wrong usage. */
    public static void main(final String[] arguments) throws Exception {
        final SimulationOptions options;
        try {
            options = SimulationOptions.parse(arguments);
        } catch (final SimulationOptions.Wrong e) {
            System.err.println(e.getMessage());
            System.exit(WRONG_USAGE);
            return;
        }
        quiet();
        final SimulationReport report = new SimulationCampaign(options, System.err).run();
        System.out.println(options.json() ? report.json() : report.text());
        System.exit(report.violations() == 0 ? 0 : 1);
    }

    /** That a generation ended without a seal is no news here. */
    static void quiet() {
        ((Logger) LoggerFactory.getLogger("io.ringfence")).setLevel(Level.OFF);
    }

    SimulationReport run() throws IOException, InterruptedException {
        final Path folder = Files.createTempDirectory(options.folder(), "ringfence-simulation");
        final List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.threads(); i++) {
            final Thread thread = new Thread(() -> playSeeds(folder), "simulation-" + i);
            threads.add(thread);
            thread.start();
        }
        for (final Thread thread : threads) {
            thread.join();
        }
        if (options.keep() && report.violations() > 0) {
            log.println("journals are in " + folder);
        } else {
            CrashSite.delete(folder);
        }
        return report;
    }

    private void playSeeds(final Path folder) {
        for (long seed = nextSeed.getAndIncrement();
                seed < options.from() + options.seeds();
                seed = nextSeed.getAndIncrement()) {
            final Plan plan = Plan.of(seed, options.events());
            if (options.explain()) {
                log.println(plan.explain());
            }
            tell(plan, play(plan, folder.resolve("s" + seed)));
        }
    }

    private Simulation.Outcome play(final Plan plan, final Path folder) {
        try {
            return Simulation.run(plan, options.mutant(), folder, options.keep());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void tell(final Plan plan, final Simulation.Outcome outcome) {
        report.add(outcome);
        if (!outcome.violations().isEmpty()) {
            log.println("VIOLATION in " + plan.explain());
            outcome.violations().forEach(violation -> log.println("  " + violation));
            log.println("  again: scripts/simulate --seeds 1 --from " + plan.seed() + " --events " + plan.events());
        }
        if (options.explain()) {
            log.println(outcome);
        }
        final long nowNanos = System.nanoTime();
        if (nowNanos - toldNanos > PROGRESS_NANOS) {
            toldNanos = nowNanos;
            log.println(report.text());
        }
    }
}
