package io.ringfence.engine.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Starts a live engine at a venue in another process, kills it at a moment drawn from a seed, holds its journal against
 * the venue's ledger and against one replay of all of it, and starts it again: in legs, each with a market, a venue and a
 * journal of its own; at the end of each it lets the engine come to rest with the faults switched off.
 */
public final class CrashCampaign {
    /** Kills in a generated market, before a recorded one is played. */
    private static final int LEG_KILLS = 60;

    private final CampaignOptions options;
    private final Path folder;
    private final PrintStream log;
    private final Violations violations;
    private final Tally tally = new Tally();

    CrashCampaign(final CampaignOptions options, final Path folder, final PrintStream log) {
        this.options = options;
        this.folder = folder;
        this.log = log;
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
        final Path folder = options.folder().isEmpty()
                ? Files.createTempDirectory("crash-campaign")
                : Files.createDirectories(options.folder().get());
        final CampaignReport report = new CrashCampaign(options, folder, System.err).run();
        System.out.println(options.json() ? report.json() : report.text());
        if (report.violations() == 0 && !options.keep()) {
            deleteTree(folder);
        } else {
            System.err.println("homes, journals and ledgers are in " + folder);
        }
        System.exit(report.violations() == 0 ? 0 : 1);
    }

    CampaignReport run() throws Exception {
        log.println("crash campaign: kills=" + options.kills() + " seed=" + options.seed() + " market="
                + options.market() + " faults=" + options.faults() + " speed=" + options.speed() + " folder=" + folder);
        if (!CampaignEngine.mayUnshare()) {
            log.println("no engine is process 1 of a namespace: making them isn't permitted here");
        }
        final List<String> flags = options.quickJvm() ? ClassArchive.make(folder) : List.of();
        for (int number = 1; tally.kills() < options.kills(); number++) {
            leg(number, flags);
        }
        return new CampaignReport(tally.kills(), options.seed(), violations.count(), tally);
    }

    private void leg(final int number, final List<String> flags) throws Exception {
        final long seed = options.seed() * 100 + number;
        final PlayedMarket market = market(number, seed);
        final Path home = Files.createDirectories(folder.resolve("leg" + number));
        log.println("leg " + number + ": " + market.name() + " market, seed " + seed);
        final int before = violations.count();
        final int wanted = Math.min(Math.min(LEG_KILLS, (options.kills() + 1) / 2), options.kills() - tally.kills());
        if (new Leg(options, market, seed, home, flags, violations, tally, log).run(wanted) == 0) {
            throw new IllegalStateException("the " + market.name() + " market is too short to kill anything in");
        }
        if (violations.count() == before && !options.keep()) {
            deleteTree(home);
        }
    }

    /** By turns, the generated one first. */
    private PlayedMarket market(final int number, final long seed) throws IOException {
        final boolean recorded = switch (options.market()) {
            case GENERATED -> false;
            case RECORDED, SPOT -> true;
            case BOTH -> number % 2 == 0;
        };
        return recorded
                ? PlayedMarket.recorded(seed, options.market() == CampaignOptions.MarketChoice.SPOT, options.frames())
                : PlayedMarket.generated(seed, options.speed());
    }

    static void deleteTree(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
