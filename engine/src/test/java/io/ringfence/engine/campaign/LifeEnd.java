package io.ringfence.engine.campaign;

import io.ringfence.journal.generation.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Waits for the moments in which engines are killed. Each returns false if the engine ended by itself meanwhile. */
final class LifeEnd {
    static final long GUARD_LIMIT_MS = 60_000;

    private static final int FIRST_START_MS = 3_000;
    private static final int LIFE_MS = 1_500;
    private static final long EVENT_LIMIT_MS = 7_000;
    private static final long ORDER_LIMIT_MS = 5_000;
    /** The engine's and the venue's timeouts are 10 s and less; a silent connection's 12 s don't count a pause of its own. */
    private static final int STANDSTILL_MS = 11_000;

    private static final long POLL_MS = 4;

    private final Path journal;
    private final VenueBooks venueBooks;
    private final Tally tally;
    private final SplittableRandom random;

    LifeEnd(final Path journal, final VenueBooks venueBooks, final Tally tally, final SplittableRandom random) {
        this.journal = journal;
        this.venueBooks = venueBooks;
        this.tally = tally;
        this.random = random;
    }

    /** Anywhere from its first moment to some time after most engines are guarded. */
    boolean awaitStarting(final CampaignEngine engine) throws InterruptedException {
        final long usualMs = tally.guardedMs().stream()
                .sorted()
                .skip(tally.guardedMs().size() / 2)
                .findFirst()
                .orElse((long) FIRST_START_MS);
        return sleep(engine, random.nextLong(usualMs + usualMs / 8));
    }

    boolean awaitGuarded(final CampaignEngine engine, final GuardWatch watch) throws InterruptedException {
        final long deadlineNanos = engine.startedNanos() + TimeUnit.MILLISECONDS.toNanos(GUARD_LIMIT_MS);
        while (engine.isAlive() && System.nanoTime() < deadlineNanos) {
            if (watch.isGuarded()) {
                tally.guarded(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - engine.startedNanos()));
                return true;
            }
            Thread.sleep(POLL_MS);
        }
        return false;
    }

    boolean await(final CampaignEngine engine, final Moment moment) throws Exception {
        return switch (moment) {
            case ORDER -> sleep(engine, random.nextInt(300)) && awaitOrder(engine);
            case SNAPSHOT -> awaitSnapshot(engine);
            case SEGMENT -> awaitSwap(engine);
            case PREPARING -> awaitPrepared(engine);
            case STANDSTILL -> standStill(engine);
            default -> sleep(engine, random.nextInt(LIFE_MS));
        };
    }

    static boolean sleep(final CampaignEngine engine, final long ms) throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (engine.isAlive() && System.nanoTime() < deadlineNanos) {
            Thread.sleep(Math.min(POLL_MS, Math.max(1, ms)));
        }
        return engine.isAlive();
    }

    /** Between the moment in which an order reaches the venue and the one in which its answer is handled. */
    private boolean awaitOrder(final CampaignEngine engine) throws Exception {
        venueBooks.read();
        final long before = venueBooks.requests();
        return await(engine, ORDER_LIMIT_MS, () -> {
            venueBooks.read();
            return venueBooks.requests() != before;
        });
    }

    private boolean awaitSnapshot(final CampaignEngine engine) throws Exception {
        final Path snapshots = newestGeneration().resolve("snapshots");
        return await(
                engine,
                EVENT_LIMIT_MS,
                () -> list(snapshots).stream().anyMatch(file -> file.toString().endsWith(".tmp")));
    }

    private boolean awaitSwap(final CampaignEngine engine) throws Exception {
        try (SwapWatch watch = new SwapWatch(Journal.reading(journal).read(newestEpoch()))) {
            return await(engine, EVENT_LIMIT_MS, watch::hasSwapped);
        }
    }

    private boolean awaitPrepared(final CampaignEngine engine) throws Exception {
        final Path events = newestGeneration().resolve("events");
        final int before = list(events).size();
        return await(engine, EVENT_LIMIT_MS, () -> list(events).size() != before);
    }

    /** Kills come in any case: if nothing of the kind happens in time, then at an ordinary moment. */
    private static boolean await(final CampaignEngine engine, final long limitMs, final Condition condition)
            throws Exception {
        final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (engine.isAlive() && System.nanoTime() < deadlineNanos && !condition.holds()) {
            Thread.sleep(0, 200_000);
        }
        return engine.isAlive();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Longer than every timeout; then it may go on for a while. */
    private boolean standStill(final CampaignEngine engine) throws Exception {
        sleep(engine, random.nextInt(500));
        engine.signal("STOP");
        Thread.sleep(STANDSTILL_MS + random.nextInt(1_000));
        engine.signal("CONT");
        return sleep(engine, 200 + random.nextInt(3_000));
    }

    private Path newestGeneration() {
        return journal.resolve(String.format("e%06d", newestEpoch()));
    }

    private int newestEpoch() {
        return Journal.reading(journal).newestEpoch();
    }

    private static List<Path> list(final Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
