package io.ringfence.engine.command;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.Mode;
import io.ringfence.engine.config.Names;
import io.ringfence.engine.run.RunOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code run}: checks the options and whether this may trade, then runs the job. */
@Command(name = "run", description = "Runs the engine until it is stopped (Ctrl-C, SIGTERM).")
public final class RunCommand implements Callable<Integer> {
    private static final String CONFIG = "engine.yaml";
    private static final int MOST = 4_096;

    private final Home home;
    private final Job<RunOptions> job;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Option(names = "--config", paramLabel = "FILE", description = "Default: config/engine.yaml in the home folder.")
    private Path config;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "paper, shadow or live. Default: as the configuration says; live must be said in both.")
    private Mode mode;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Opens positions only in the N instruments that the scanner ranks best, 1 to 4096. Default:"
                    + " scanner.top of the configuration; 0 there: in all.")
    private Integer top;

    @Option(names = "--quiet", description = "No line per order, fill and closed position.")
    private boolean quiet;

    @Option(
            names = "--json",
            description =
                    "Prints one JSON object a line: steps of the start, what the engine is, what it does, its end.")
    private boolean json;

    @Option(
            names = "--capture",
            paramLabel = "DIR",
            description =
                    "Also writes the received frames to this folder: in a folder named after the generation, a file per"
                            + " symbol, which --frames of venue and demo can play.")
    private Path capture;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "The folder of generations. Default: journal.directory of the configuration.")
    private Path journal;

    public RunCommand(final Home home, final Job<RunOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        final Configuration written = written(config == null ? home.config(CONFIG) : config);
        final Mode effective = mode(written);
        final Configuration configuration = written.withEngine(written.engine().withMode(effective))
                .withVenue(written.venue().withKeysBelow(home.folder()));
        checkOrderEntry(configuration);
        return job.run(
                new RunOptions(configuration, quiet, json, Optional.ofNullable(capture), journalFolder(configuration)));
    }

    private Configuration written(final Path file) {
        if (top == null) {
            return ConfigLoader.load(file);
        }
        if (top < 1 || top > MOST) {
            throw new ParameterException(spec.commandLine(), "--top=" + top + ": must be from 1 to " + MOST);
        }
        return ConfigLoader.load(file, top);
    }

    private Mode mode(final Configuration written) {
        final Mode configured = written.engine().mode();
        if ((configured == Mode.LIVE) != (mode == Mode.LIVE) && (mode == null || mode == Mode.LIVE)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "live must be said in the configuration and on the command line: the configuration says mode: "
                            + Names.of(configured) + ", the command line "
                            + (mode == null ? "nothing" : "--mode " + Names.of(mode)));
        }
        return mode == null ? configured : mode;
    }

    private void checkOrderEntry(final Configuration configuration) {
        if (configuration.engine().mode() != Mode.LIVE) {
            return;
        }
        if (!configuration.venue().ordersStayOnLoopback()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--mode live: order entry to "
                            + configuration.venue().api().orElseThrow().getHost()
                            + " is refused: for now orders go to loopback addresses only");
        }
        if (configuration.venue().api().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--mode live: venue " + configuration.venue().name() + " has no order entry (key api)");
        }
    }

    private Path journalFolder(final Configuration configuration) {
        return journal != null
                ? journal
                : home.resolve(configuration.engine().journal().directory());
    }
}
