package io.ringfence.engine.command;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.demo.DemoOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code demo}: checks the options, then runs the job. */
@Command(
        name = "demo",
        description =
                "Plays a market on a simulated venue, trades on it over real loopback sockets, prints a report and"
                        + " verifies the replay of its own journal.")
public final class DemoCommand implements Callable<Integer> {
    private static final String CONFIG = "demo.yaml";
    private static final int DEFAULT_SECONDS = 30;
    private static final int MAX_SECONDS = 7 * 24 * 3600;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Home home;
    private final Clock clock;
    private final Job<DemoOptions> job;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final MarketOptions market = new MarketOptions();

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description =
                    "Seconds of the market to play, 1 to 604800. Default: 30 of the generated market, or the whole"
                            + " recording with --frames.")
    private Integer seconds;

    @Option(names = "--json", description = "Prints one JSON object instead of the report.")
    private boolean json;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Default: config/demo.yaml, or the copy of it in the jar.")
    private Path config;

    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "The demo's own folder of generations. Default: a new one, data/demo/<UTC time>/journal.")
    private Path journal;

    /** @param clock names the default journal folder */
    public DemoCommand(final Home home, final Clock clock, final Job<DemoOptions> job) {
        this.home = home;
        this.clock = clock;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        final List<Path> frames = market.frames();
        return job.run(new DemoOptions(
                configuration(), frames, marketNs(frames), market.speed(), market.seed(), json, journalFolder()));
    }

    private Configuration configuration() {
        if (config != null) {
            return ConfigLoader.load(config);
        }
        return home.hasConfig(CONFIG) ? ConfigLoader.load(home.config(CONFIG)) : ConfigLoader.loadShipped(CONFIG);
    }

    private long marketNs(final List<Path> frames) {
        if (seconds == null) {
            return frames.isEmpty() ? TimeUnit.SECONDS.toNanos(DEFAULT_SECONDS) : DemoOptions.WHOLE_RECORDING;
        }
        if (seconds < 1 || seconds > MAX_SECONDS) {
            throw new ParameterException(
                    spec.commandLine(), "--seconds=" + seconds + ": must be from 1 to " + MAX_SECONDS);
        }
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    private Path journalFolder() {
        return journal != null ? journal : home.resolve(Path.of("data/demo", STAMP.format(clock.instant()), "journal"));
    }
}
