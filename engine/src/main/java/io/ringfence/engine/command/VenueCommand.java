package io.ringfence.engine.command;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.VenueConfig;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.VenueOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code venue}: checks the options, then runs the job. */
@Command(
        name = "venue",
        description = "Runs the simulated venue alone, speaking the Binance protocol on loopback, until it is stopped."
                + " Fees and latency are those of config/venues/simulated.yaml.")
public final class VenueCommand implements Callable<Integer> {
    /** In a generated market. */
    public static final int GENERATED_INSTRUMENTS = 8;

    private static final int MAX_PORT = 65_535;
    private static final int MAX_CLIENTS = 100;
    private static final String CONFIG = "venues/simulated.yaml";

    private final Home home;
    private final Job<VenueOptions> job;

    @Spec
    private CommandSpec spec;

    @Mixin
    private final StandardOptions standard = new StandardOptions();

    @Mixin
    private final MarketOptions market = new MarketOptions();

    @Option(
            names = "--port",
            paramLabel = "P",
            required = true,
            description = "Where to listen on 127.0.0.1, 1 to 65535; 0 takes any free one and says which.")
    private int port;

    @Option(
            names = "--start-after",
            paramLabel = "N",
            description =
                    "Waits for so many clients that follow the market clock, as the engine does, 0 to 100, before it"
                            + " plays; 0 plays at once. Default: ${DEFAULT-VALUE}.",
            defaultValue = "1")
    private int startAfter;

    public VenueCommand(final Home home, final Job<VenueOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        check("--port", port, MAX_PORT);
        final List<Path> frames = market.frames();
        check("--start-after", startAfter, MAX_CLIENTS);
        return job.run(new VenueOptions(
                port,
                frames,
                market.seed(),
                GENERATED_INSTRUMENTS,
                GeneratedMarket.ENDLESS,
                market.speed(),
                startAfter,
                config().matchingRules(),
                List.of()));
    }

    private VenueConfig config() {
        return home.hasConfig(CONFIG)
                ? ConfigLoader.loadVenue(home.config(CONFIG))
                : ConfigLoader.loadShipped("demo.yaml").venue();
    }

    private void check(final String name, final int value, final int max) {
        if (value < 0 || value > max) {
            throw new ParameterException(spec.commandLine(), name + "=" + value + ": must be from 0 to " + max);
        }
    }
}
