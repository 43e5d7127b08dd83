package io.ringfence.engine.campaign;

import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.AlarmKind;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One market, one venue, one journal: an engine that is killed and started again, judged each time, and comes to rest at
 * the end. Owned by the campaign's thread.
 */
final class Leg {
    private static final long REST_MS = 6_000;
    /** What a market must have left for the engine to come to rest in. */
    private static final long LAST_MS = 25_000;

    private static final int STARTS_AT_MOST = 10;
    private static final int WRONG_USAGE = 2;
    private static final int KEPT_GENERATIONS = 3;

    /** The demo's, with a stop at the venue that is followed often, and near enough to fire while no engine is there. */
    private static final String STOP = """
            hard: {distance: 0.1%}
            trail: {activation: 0.03%, distance: 0.04%}
            disaster: {distance: 0.05%, step: 0.01%, every: 1s, trigger: last}
            """;

    private final CampaignOptions options;
    private final PlayedMarket market;
    private final long seed;
    private final Path home;
    private final List<String> flags;
    private final Violations violations;
    private final Tally tally;
    private final PrintStream log;
    private final Path journal;
    private final SplittableRandom random;
    private final VenueBooks venueBooks;
    private final EngineBooks engineBooks;
    private final Judge judge;
    private final EngineWatch engineWatch;
    private final LifeEnd lifeEnd;
    private final boolean mayUnshare = CampaignEngine.mayUnshare();
    private CampaignVenue venue;
    private int epochRead;
    private int epochToReplay;
    private boolean lastAsProcess1;
    private int kills;

    /**
     * @param seed  of moments and faults
     * @param flags of the engines' JVM
     */
    Leg(
            final CampaignOptions options,
            final PlayedMarket market,
            final long seed,
            final Path home,
            final List<String> flags,
            final Violations violations,
            final Tally tally,
            final PrintStream log) {
        this.options = options;
        this.market = market;
        this.seed = seed;
        this.home = home;
        this.flags = flags;
        this.violations = violations;
        this.tally = tally;
        this.log = log;
        journal = home.resolve("data/journal");
        random = new SplittableRandom(seed);
        venueBooks = new VenueBooks(CampaignVenue.ledger(home), violations, market.spot());
        engineBooks = new EngineBooks(violations);
        judge = new Judge(venueBooks, engineBooks, violations);
        engineWatch = new EngineWatch(venueBooks, violations, tally);
        lifeEnd = new LifeEnd(journal, venueBooks, tally, random);
    }

    /** Kills so often, or as often as the market lasts; returns how often that was. */
    int run(final int wanted) throws Exception {
        writeConfiguration(9080);
        final long endNanos = market.lastsMs() == Long.MAX_VALUE
                ? Long.MAX_VALUE
                : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(market.lastsMs() - LAST_MS);
        try (CampaignVenue started = CampaignVenue.start(home, market.options());
                ReplayJudge replay = new ReplayJudge(violations)) {
            venue = started;
            writeConfiguration(venue.port());
            while (kills < wanted && (endNanos == Long.MAX_VALUE || System.nanoTime() < endNanos)) {
                liveAndDie(kills == 0 ? Moment.TRADING : Moment.draw(random), replay);
                prune(replay.replayedUpTo());
            }
            comeToRest();
            replaySealed(replay);
            replay.finish();
            tally.replayed(replay.generations(), replay.events(), replay.decisions());
        }
        tally.traded(venueBooks.orders().size(), venueBooks.fills().size());
        tally.rested(venueBooks.algos().size(), (int) venueBooks.algos().values().stream()
                .filter(VenueBooks.VenueAlgo::hasFired)
                .count());
        return kills;
    }

    /** Two legs of one, two of the other, so that each has both markets. */
    private String durability() {
        return switch (options.durability()) {
            case PROCESS -> "process";
            case DEVICE -> "device";
            case BOTH -> (seed - 1) / 2 % 2 == 0 ? "process" : "device";
        };
    }

    private String layout() {
        if (durability().equals("device")) {
            return "journal-apart";
        }
        return seed % 2 == 0 ? "one" : "two";
    }

    private void writeConfiguration(final int port) throws IOException {
        final ShippedDemo shipped = new ShippedDemo();
        final ShippedDemo demo = (market.spot() ? shipped.onSpot() : shipped)
                .eager()
                .withStop(STOP)
                .layout(layout())
                .with("segmentSize", "1MiB\n  durability: " + durability())
                .with("every", "10s")
                .with("instruments", market.instruments());
        Files.createDirectories(home.resolve("config/venues"));
        Files.writeString(home.resolve("config/engine.yaml"), demo.engineText());
        Files.writeString(home.resolve("config/venues/simulated.yaml"), demo.venueText(port));
        Files.createDirectories(home.resolve("config/stops"));
        Files.writeString(home.resolve("config/stops/demo.yaml"), demo.stopText());
    }

    /** The first kill is an ordinary one, so that there is something to recover. */
    private void liveAndDie(final Moment moment, final ReplayJudge replay) throws Exception {
        venue.faults(options.faults() + ",seed=" + (seed * 1_000 + kills));
        for (int start = 1; ; start++) {
            venueBooks.read();
            final int fillsAtStart = venueBooks.fills().size();
            final int epochBefore = newestEpoch();
            // Often twice in a row: then the same process id comes again.
            final boolean asProcess1 = mayUnshare && random.nextInt(4) < (lastAsProcess1 ? 2 : 1);
            final String died;
            try (CampaignEngine engine = CampaignEngine.start(home, flags, asProcess1);
                    GuardWatch watch = new GuardWatch(journal, epochBefore)) {
                died = live(engine, watch, moment);
                if (died != null && start == STARTS_AT_MOST) {
                    violations.add("kill " + (kills + 1) + " " + moment + ": the engine ends by itself, again and"
                            + " again: " + engine.said());
                }
            }
            final EngineBooks.Story last = judgeDead(fillsAtStart);
            replaySealed(replay);
            if (died == null) {
                kills++;
                tally.killed(moment, market.name());
                hits(last, epochBefore, moment, asProcess1).forEach(tally::hit);
            }
            lastAsProcess1 = asProcess1;
            log.println("kill " + tally.kills() + "/" + options.kills() + " " + market.name() + " " + moment
                    + (asProcess1 ? " as process 1" : "") + ": orders="
                    + venueBooks.orders().size() + " fills="
                    + venueBooks.fills().size() + " replayed="
                    + replay.replayedUpTo() + " violations=" + violations.count()
                    + (died == null ? "" : " (" + died + ")"));
            if (died == null || start == STARTS_AT_MOST) {
                return;
            }
        }
    }

    private Set<Hit> hits(
            final EngineBooks.Story last, final int epochBefore, final Moment moment, final boolean asProcess1) {
        final Set<Hit> hits = EnumSet.noneOf(Hit.class);
        if (last == null || last.epoch() <= epochBefore) {
            hits.add(Hit.BEFORE_ITS_GENERATION);
        } else {
            hits.addAll(PostMortem.of(Journal.reading(journal).read(last.epoch()), last, venueBooks));
        }
        if (moment == Moment.STANDSTILL) {
            hits.add(Hit.AFTER_A_STANDSTILL);
        }
        if (asProcess1) {
            hits.add(Hit.AS_PROCESS_1);
        }
        if (asProcess1 && lastAsProcess1) {
            hits.add(Hit.AS_THE_SAME_PROCESS_ID);
        }
        return hits;
    }

    /** Null, or why the engine was no more before it was killed. */
    private String live(final CampaignEngine engine, final GuardWatch watch, final Moment moment) throws Exception {
        if (moment == Moment.STARTING) {
            return lifeEnd.awaitStarting(engine) ? null : startFailed(engine);
        }
        if (!lifeEnd.awaitGuarded(engine, watch)) {
            return startFailed(engine);
        }
        if (!lifeEnd.await(engine, moment)) {
            violations.add("the engine ended by itself with status " + engine.exitStatus() + " (" + moment + "): "
                    + engine.said());
            return "ended by itself";
        }
        return null;
    }

    /** The venue errs when asked for the account, too; what the engine can't begin without it may refuse to begin. */
    private String startFailed(final CampaignEngine engine) {
        if (engine.isAlive()) {
            violations.add("not guarded within " + LifeEnd.GUARD_LIMIT_MS + " ms: " + engine.said());
            return null;
        }
        if (engine.exitStatus() == WRONG_USAGE) {
            throw new IllegalStateException("the engine refuses its configuration: " + engine.said());
        }
        return "start failed with status " + engine.exitStatus() + ": "
                + engine.said().lines().reduce((first, second) -> second).orElse("");
    }

    private int newestEpoch() {
        return Files.isDirectory(journal) ? Journal.reading(journal).newestEpoch() : 0;
    }

    /** Returns the story of the newest generation that was read now; null if there was none. */
    private EngineBooks.Story judgeDead(final int fillsAtStart) throws Exception {
        if (!venue.isAlive()) {
            throw new IllegalStateException("the venue is gone; see " + home.resolve("venue.err"));
        }
        venueBooks.read();
        if (!Files.isDirectory(journal)) {
            return null;
        }
        EngineBooks.Story newest = null;
        final Journal reading = Journal.reading(journal);
        for (final int epoch : reading.epochs()) {
            if (epoch > epochRead) {
                epochRead = epoch;
                newest = engineBooks.read(reading.read(epoch));
                GenerationWalk.run(reading.read(epoch), engineWatch);
                judge.afterGeneration(newest, fillsAtStart);
                newest.alarms().forEach(this::tell);
            }
        }
        return newest;
    }

    private void tell(final EngineBooks.Alarm alarm) {
        tally.alarm(alarm.kind().name().toLowerCase(Locale.ROOT));
        if (alarm.kind() == AlarmKind.POSITION_DRIFT) {
            log.println("  alarm " + alarm.kind() + " " + alarm.text());
        }
    }

    /** Without faults everything must come to rest: guarded, flat, and both books equal. */
    private void comeToRest() throws Exception {
        venue.faults("");
        venueBooks.read();
        final int fillsAtStart = venueBooks.fills().size();
        try (CampaignEngine engine = CampaignEngine.start(home, flags, false);
                GuardWatch watch = new GuardWatch(journal, newestEpoch())) {
            if (lifeEnd.awaitGuarded(engine, watch)) {
                LifeEnd.sleep(engine, REST_MS);
            } else {
                violations.add("not guarded at the end, without faults: " + engine.said());
            }
            if (engine.isAlive()) {
                final int status = engine.end();
                violations.require(status == 0, "the last engine ended with status " + status + ": " + engine.said());
            }
        }
        judgeDead(fillsAtStart);
        judge.atTheEnd(engineWatch.disasters());
        log.println("at rest: orders=" + venueBooks.orders().size() + " fills="
                + venueBooks.fills().size() + " positions=" + venueBooks.positions() + " violations="
                + violations.count());
    }

    /** Whose seal has been written, by itself or by the start behind it. */
    private void replaySealed(final ReplayJudge replay) {
        if (!Files.isDirectory(journal)) {
            return;
        }
        final Journal reading = Journal.reading(journal);
        for (final int epoch : reading.epochs()) {
            if (epoch > epochToReplay) {
                final RecordedGeneration generation = reading.read(epoch);
                if (generation.seal().isEmpty()) {
                    return;
                }
                epochToReplay = epoch;
                replay.add(generation);
            }
        }
    }

    /** What is judged and replayed and followed by others isn't needed any more; the disk is smaller than a campaign. */
    private void prune(final int replayedUpTo) throws IOException {
        if (options.keep() || !Files.isDirectory(journal)) {
            return;
        }
        final List<Integer> epochs = Journal.reading(journal).epochs();
        for (final int epoch : epochs.subList(0, Math.max(0, epochs.size() - KEPT_GENERATIONS))) {
            if (epoch <= replayedUpTo) {
                CrashCampaign.deleteTree(journal.resolve(String.format("e%06d", epoch)));
            }
        }
    }
}
