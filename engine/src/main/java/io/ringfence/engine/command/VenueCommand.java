package io.ringfence.engine.command;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.VenueConfig;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.simulated.FaultOptions;
import io.ringfence.gateway.simulated.RequestLimits;
import io.ringfence.gateway.simulated.VenueOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    private final Job<VenueRunOptions> job;

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

    @Option(
            names = "--faults",
            paramLabel = "SPEC",
            defaultValue = "",
            description = {
                "What goes wrong on purpose, as <kind>=<probability>[:<longest time>], separated by commas; a time is"
                        + " written 500ms or 5s and belongs to delay and late. A request meets one fault at most. Kinds:",
                "drop: carried out, the answer is lost; delay: carried out, the answer comes later; late: carried out"
                        + " later; duplicate: the answer or user data message comes twice; disconnect: the connection"
                        + " closes between request and answer, or instead of a user data message; unknown: -1006 or"
                        + " -1007, carried out or not; http5xx: a server error, carried out or not; overload: -1008.",
                "Example: drop=0.05,delay=0.1:5s,disconnect=0.01,seed=7. The seed is --seed unless named."
            })
    private String faults;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Appends the venue's books to this file: a JSON object per line for every order request,"
                    + " order, refusal, fill, cancel and expiry, with positions and balances.")
    private Path ledger;

    @Option(
            names = "--instruments",
            paramLabel = "N",
            description = "How many a generated market has, 1 to 512. Default: ${DEFAULT-VALUE}.",
            defaultValue = "" + GENERATED_INSTRUMENTS)
    private int instruments;

    @Option(
            names = "--unlimited",
            description =
                    "Lets REST requests be as many as they like. Otherwise, as at Binance, their weight may be 2400"
                            + " a minute (spot: 6000).")
    private boolean unlimited;

    @Option(
            names = "--json",
            description = "Prints one JSON object when it listens, and one when it is stopped, each on its line.")
    private boolean json;

    public VenueCommand(final Home home, final Job<VenueRunOptions> job) {
        this.home = home;
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        check("--port", port, MAX_PORT);
        final List<Path> frames = market.frames();
        check("--start-after", startAfter, MAX_CLIENTS);
        check("--instruments", instruments, GeneratedMarket.MAX_INSTRUMENTS);
        final VenueOptions venue = new VenueOptions(
                port,
                frames,
                market.seed(),
                instruments,
                GeneratedMarket.ENDLESS,
                market.speed(),
                startAfter,
                config().matchingRules(),
                List.of(),
                faults(),
                Optional.ofNullable(ledger),
                unlimited ? RequestLimits.UNLIMITED : RequestLimits.BINANCE);
        return job.run(new VenueRunOptions(venue, json));
    }

    private FaultOptions faults() {
        try {
            return FaultOptions.parse(faults, market.seed());
        } catch (final IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--faults=" + faults + ": " + e.getMessage(), e);
        }
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
