package io.ringfence.engine.campaign;

import io.ringfence.engine.replay.ReplayOptions;
import io.ringfence.engine.replay.Replaying;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Starts a live engine at a venue in another process, kills it at a moment drawn from a seed, holds its journal against
 * the venue's ledger, and starts it again; at the end it lets it come to rest with the faults switched off, and verifies
 * the replay of all that was recorded.
 */
public final class CrashCampaign {
    private static final long GUARD_LIMIT_MS = 60_000;
    private static final long REST_MS = 6_000;
    private static final int STARTS_AT_MOST = 10;
    /** Generations kept between two verifications of everything that there is. */
    private static final int VERIFY_EVERY = 25;

    private static final int WRONG_USAGE = 2;
    private static final long POLL_MS = 4;

    private final CampaignOptions options;
    private final PrintStream log;
    private final SplittableRandom random;
    private final Violations violations;
    private final Path home;
    private final Path journal;
    private final List<Long> guardedMs = new ArrayList<>();
    private final boolean mayUnshare = CampaignEngine.mayUnshare();
    private CampaignVenue venue;
    private VenueBooks venueBooks;
    private EngineBooks engineBooks;
    private Judge judge;
    private int epochRead;
    private int epochVerified;

    /** How an engine's life ends. */
    private enum Moment {
        /** Some time after it is guarded, while it trades. */
        TRADING,
        /** In the first moments of its start: recovery itself. */
        STARTING,
        /** When an order has just reached the venue. */
        ORDER,
        /** While a snapshot is being written. */
        SNAPSHOT,
        /** When a log has just got a new segment. */
        SEGMENT,
        /** After it stood still for longer than every timeout. */
        STANDSTILL
    }

    CrashCampaign(final CampaignOptions options, final Path home, final PrintStream log) {
        this.options = options;
        this.home = home;
        this.log = log;
        this.journal = home.resolve("data/journal");
        this.random = new SplittableRandom(options.seed());
        this.violations = new Violations(log);
    }

    /** Exit status 0 without violations, 1 with, 2 for wrong usage. */
    public static void main(final String[] arguments) throws Exception {
        final CampaignOptions options;
        try {
            options = CampaignOptions.parse(arguments);
        } catch (final CampaignOptions.Wrong e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        final Path folder = options.folder() == null
                ? Files.createTempDirectory("crash-campaign")
                : Files.createDirectories(options.folder());
        final CrashCampaign campaign = new CrashCampaign(options, folder, System.err);
        final CampaignReport report = campaign.run();
        System.out.println(options.json() ? report.json() : report.text());
        if (report.violations() == 0 && !options.keep()) {
            campaign.deleteTree(folder);
        } else {
            System.err.println("home, journal and ledger are in " + folder);
        }
        System.exit(report.violations() == 0 ? 0 : 1);
    }

    CampaignReport run() throws Exception {
        log.println("crash campaign: kills=" + options.kills() + " seed=" + options.seed() + " faults="
                + options.faults() + " speed=" + options.speed() + " home=" + home);
        writeConfiguration(9080);
        try (CampaignVenue started = CampaignVenue.start(home, market())) {
            venue = started;
            venueBooks = new VenueBooks(venue.ledger(), violations);
            engineBooks = new EngineBooks(violations);
            judge = new Judge(venueBooks, engineBooks, violations);
            writeConfiguration(venue.port());
            for (int kill = 1; kill <= options.kills(); kill++) {
                liveAndDie(kill, drawMoment(kill));
                if (kill % VERIFY_EVERY == 0) {
                    verify();
                    prune();
                }
            }
            comeToRest();
            verify();
        }
        return new CampaignReport(options.kills(), options.seed(), violations.count(), guardedMs);
    }

    private List<String> market() {
        final List<String> market = new ArrayList<>(
                List.of("--seed", Long.toString(options.seed()), "--speed", Double.toString(options.speed())));
        options.frames().forEach(file -> market.addAll(List.of("--frames", file)));
        return market;
    }

    private void writeConfiguration(final int port) throws IOException {
        final ShippedDemo demo = new ShippedDemo()
                .eager()
                .layout(options.seed() % 2 == 0 ? "one" : "two")
                .with("segmentSize", "2MiB")
                .with("every", "10s")
                .with("instruments", options.frames().isEmpty() ? "[BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT]" : "[BTCUSDT]");
        Files.createDirectories(home.resolve("config/venues"));
        Files.writeString(home.resolve("config/engine.yaml"), demo.engineText());
        Files.writeString(home.resolve("config/venues/simulated.yaml"), demo.venueText(port));
        Files.createDirectories(home.resolve("config/stops"));
        Files.writeString(home.resolve("config/stops/demo.yaml"), demo.stopText());
    }

    /** The first is an ordinary one, so that there is something to recover. */
    private Moment drawMoment(final int kill) {
        return kill == 1 ? Moment.TRADING : Moment.values()[random.nextInt(Moment.values().length)];
    }

    private void liveAndDie(final int kill, final Moment moment) throws Exception {
        venue.faults(options.faults() + ",seed=" + (options.seed() * 1_000 + kill));
        for (int start = 1; ; start++) {
            venueBooks.read();
            final int fillsAtStart = venueBooks.fills().size();
            final boolean ownNamespace = mayUnshare && random.nextInt(4) == 0;
            final String died;
            try (CampaignEngine engine = CampaignEngine.start(home, ownNamespace);
                    GuardWatch watch = new GuardWatch(journal, newestEpoch())) {
                died = live(engine, watch, moment);
                if (died != null && start == STARTS_AT_MOST) {
                    violations.add("kill " + kill + " " + moment + ": the engine ends by itself, again and again: "
                            + engine.said());
                }
            }
            judge(fillsAtStart);
            log.println("kill " + kill + "/" + options.kills() + " " + moment + (ownNamespace ? " as process 1" : "")
                    + ": orders=" + venueBooks.orders().size() + " fills="
                    + venueBooks.fills().size() + " violations=" + violations.count()
                    + (died == null ? "" : " (" + died + ")"));
            if (died == null || start == STARTS_AT_MOST) {
                return;
            }
        }
    }

    /** Null, or why the engine was no more before it was killed. */
    private String live(final CampaignEngine engine, final GuardWatch watch, final Moment moment) throws Exception {
        if (moment == Moment.STARTING) {
            return sleep(engine, random.nextInt(4_000)) ? null : startFailed(engine);
        }
        if (!awaitGuarded(engine, watch)) {
            return startFailed(engine);
        }
        final boolean lived = switch (moment) {
            case ORDER -> sleep(engine, random.nextInt(1_000)) && awaitOrder(engine);
            case SNAPSHOT -> awaitFile(engine, ".tmp", 7_000);
            case SEGMENT -> awaitSegment(engine, 7_000);
            case STANDSTILL -> standStill(engine);
            default -> sleep(engine, random.nextInt(4_000));
        };
        if (!lived) {
            violations.add("the engine ended by itself with status " + engine.exitStatus() + ": " + engine.said());
        }
        return lived ? null : "ended by itself";
    }

    /** The venue errs when asked for the account, too; what the engine can't begin without it may refuse to begin. */
    private String startFailed(final CampaignEngine engine) {
        if (engine.isAlive()) {
            violations.add("not guarded within " + GUARD_LIMIT_MS + " ms: " + engine.said());
            return null;
        }
        if (engine.exitStatus() == WRONG_USAGE) {
            throw new IllegalStateException("the engine refuses its configuration: " + engine.said());
        }
        return "start failed with status " + engine.exitStatus() + ": "
                + engine.said().lines().reduce((first, second) -> second).orElse("");
    }

    private boolean awaitGuarded(final CampaignEngine engine, final GuardWatch watch) throws InterruptedException {
        final long deadlineNanos = engine.startedNanos() + TimeUnit.MILLISECONDS.toNanos(GUARD_LIMIT_MS);
        while (engine.isAlive() && System.nanoTime() < deadlineNanos) {
            if (watch.isGuarded()) {
                guardedMs.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - engine.startedNanos()));
                return true;
            }
            Thread.sleep(POLL_MS);
        }
        return false;
    }

    private static boolean sleep(final CampaignEngine engine, final long ms) throws InterruptedException {
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
        final long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (engine.isAlive() && System.nanoTime() < deadlineNanos && venueBooks.requests() == before) {
            Thread.sleep(1);
            venueBooks.read();
        }
        return engine.isAlive();
    }

    private boolean awaitFile(final CampaignEngine engine, final String ending, final long limitMs) throws Exception {
        return await(
                engine,
                limitMs,
                () -> list(newestGeneration().resolve("snapshots")).stream()
                        .anyMatch(file -> file.toString().endsWith(ending)));
    }

    private boolean awaitSegment(final CampaignEngine engine, final long limitMs) throws Exception {
        final int before = list(newestGeneration().resolve("events")).size();
        return await(
                engine,
                limitMs,
                () -> list(newestGeneration().resolve("events")).size() != before);
    }

    /** Kills come in any case: if nothing of the kind happens in time, then at an ordinary moment. */
    private static boolean await(final CampaignEngine engine, final long limitMs, final Condition condition)
            throws Exception {
        final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMs);
        while (engine.isAlive() && System.nanoTime() < deadlineNanos && !condition.holds()) {
            Thread.sleep(1);
        }
        return engine.isAlive();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    /** Longer than every timeout in market time; then it may go on for a while. */
    private boolean standStill(final CampaignEngine engine) throws Exception {
        sleep(engine, random.nextInt(1_000));
        engine.signal("STOP");
        Thread.sleep(3_000 + random.nextInt(2_000));
        engine.signal("CONT");
        return sleep(engine, 500 + random.nextInt(3_000));
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

    private Path newestGeneration() {
        return journal.resolve(String.format("e%06d", newestEpoch()));
    }

    private int newestEpoch() {
        return Files.isDirectory(journal) ? Journal.reading(journal).newestEpoch() : 0;
    }

    private void judge(final int fillsAtStart) throws Exception {
        if (!venue.isAlive()) {
            throw new IllegalStateException("the venue is gone; see " + home.resolve("venue.err"));
        }
        venueBooks.read();
        if (!Files.isDirectory(journal)) {
            return;
        }
        final Journal reading = Journal.reading(journal);
        for (final int epoch : reading.epochs()) {
            if (epoch > epochRead) {
                epochRead = epoch;
                judge.afterGeneration(engineBooks.read(reading.read(epoch)), fillsAtStart);
            }
        }
    }

    /** Without faults everything must come to rest: guarded, flat, and both books equal. */
    private void comeToRest() throws Exception {
        venue.faults("");
        venueBooks.read();
        final int fillsAtStart = venueBooks.fills().size();
        try (CampaignEngine engine = CampaignEngine.start(home, false);
                GuardWatch watch = new GuardWatch(journal, newestEpoch())) {
            if (awaitGuarded(engine, watch)) {
                sleep(engine, REST_MS);
            } else {
                violations.add("not guarded at the end, without faults: " + engine.said());
            }
            if (engine.isAlive()) {
                final int status = engine.end();
                violations.require(status == 0, "the last engine ended with status " + status + ": " + engine.said());
            }
        }
        judge(fillsAtStart);
        judge.atTheEnd();
        log.println("at rest: orders=" + venueBooks.orders().size() + " fills="
                + venueBooks.fills().size() + " positions=" + venueBooks.positions() + " violations="
                + violations.count());
    }

    /** Replays every generation that isn't verified yet from its own beginning: the decisions must be the recorded ones. */
    private void verify() throws Exception {
        for (final int epoch : Journal.reading(journal).epochs()) {
            if (epoch > epochVerified) {
                epochVerified = epoch;
                if (hasEvents(epoch)) {
                    verify(epoch);
                }
            }
        }
    }

    /** One that was killed before its first event has nothing to replay, and perhaps no configuration yet. */
    private boolean hasEvents(final int epoch) {
        try (LogReader events = Journal.reading(journal).read(epoch).events()) {
            return events.next();
        }
    }

    private void verify(final int epoch) throws Exception {
        final ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            final int status = new Replaying(new PrintStream(out, true, StandardCharsets.UTF_8))
                    .run(new ReplayOptions(
                            journal, epoch, true, 0, Long.MAX_VALUE, Optional.empty(), OptionalInt.empty(), true));
            violations.require(
                    status == 0,
                    "replay of generation " + epoch + " ends with status " + status + ": "
                            + out.toString(StandardCharsets.UTF_8));
        } catch (final RuntimeException e) {
            violations.add("generation " + epoch + " can't be replayed: " + e);
        }
    }

    /** What is verified and followed by a whole generation isn't needed any more; the disk is smaller than a campaign. */
    private void prune() throws IOException {
        final List<Integer> epochs = Journal.reading(journal).epochs();
        for (final int epoch : epochs.subList(0, Math.max(0, epochs.size() - 2))) {
            deleteTree(journal.resolve(String.format("e%06d", epoch)));
        }
    }

    private void deleteTree(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
