package io.ringfence.journal.powerloss;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Lets the power go, so many times, all from one seed: every {@value #CASES_PER_RUN} cases a new run, forced or not in
 * turn; per case a moment, and per page and file name what was left. Every {@value #TORN_EVERY}th case tears pages.
 */
final class PowerLoss {
    static final int CASES_PER_RUN = 250;
    private static final int STEPS = 45;
    private static final int TORN_EVERY = 4;
    private static final int MAX_SHOWN = 20;

    private final Path work;
    private final long seed;
    private final List<String> shown = new ArrayList<>();
    private int cases;
    private int violations;
    private int named;
    private int lost;
    private int moments;

    private PowerLoss(final Path work, final long seed) {
        this.work = work;
        this.seed = seed;
    }

    /**
     * What became of all cases.
     *
     * @param runs       generations that were written
     * @param moments    of them all
     * @param named      cases in which damage was found and named
     * @param lost       cases in which less than what was durable was left, named or not
     * @param violations cases in which something was wrong and nobody said so
     * @param shown      the first of these
     */
    record Outcome(
            int cases, long seed, int runs, int moments, int named, int lost, int violations, List<String> shown) {}

    /** @param work a folder for the files of one case at a time */
    static Outcome run(final Path work, final int cases, final long seed) throws IOException {
        final PowerLoss loss = new PowerLoss(work, seed);
        final int runs = (cases + CASES_PER_RUN - 1) / CASES_PER_RUN;
        for (int run = 0; run < runs; run++) {
            loss.run(run, Math.min(CASES_PER_RUN, cases - run * CASES_PER_RUN));
        }
        return new Outcome(loss.cases, seed, runs, loss.moments, loss.named, loss.lost, loss.violations, loss.shown);
    }

    private void run(final int number, final int count) throws IOException {
        final Path root = Files.createDirectories(work.resolve("run"));
        final SplittableRandom random = new SplittableRandom(seed + 1_000_003L * number);
        final RecordedRun run = RecordedRun.write(root, random.nextLong(), number % 2 == 0, STEPS);
        moments += run.disk().moment();
        for (int i = 0; i < count; i++) {
            lose(run, number, i);
        }
        delete(root);
    }

    private void lose(final RecordedRun run, final int number, final int index) throws IOException {
        final SplittableRandom random = new SplittableRandom(seed + 1_000_003L * number + 7L * (index + 1));
        final int moment = 1 + random.nextInt(run.disk().moment());
        final Path left = Files.createDirectories(work.resolve("left"));
        Files.createDirectories(left.resolve("e000001"));
        run.disk().lose(moment, random, index % TORN_EVERY == 0, left);
        final Judge.Verdict verdict = new Judge(run).judge(left, moment);
        delete(left);
        cases++;
        named += verdict.named() ? 1 : 0;
        lost += verdict.lost() ? 1 : 0;
        if (!verdict.violations().isEmpty()) {
            violations++;
            show("seed=" + seed + " run=" + number + " case=" + index + " moment=" + moment + ": "
                    + verdict.violations());
        }
    }

    private void show(final String violation) {
        if (shown.size() < MAX_SHOWN) {
            shown.add(violation);
        }
    }

    private static void delete(final Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            for (final Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
