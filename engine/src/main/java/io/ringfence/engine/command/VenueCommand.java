package io.ringfence.engine.command;

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
        description = "Runs the simulated venue alone, speaking the Binance protocol on loopback, until it is stopped.")
public final class VenueCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65_535;

    private final VenueJob job;

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

    public VenueCommand(final VenueJob job) {
        this.job = job;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "--port=" + port + ": must be from 0 to " + MAX_PORT);
        }
        return job.run(new VenueOptions(port, market.frames(), market.speed(), market.seed()));
    }
}
