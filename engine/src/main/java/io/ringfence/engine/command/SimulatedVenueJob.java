package io.ringfence.engine.command;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.StopSignal;
import io.ringfence.gateway.credentials.ThrowAwayKeyFiles;
import io.ringfence.gateway.simulated.SimulatedVenue;
import io.ringfence.gateway.simulated.VenueAccount;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.number.Money;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulated venue as a process of its own: one account, whose throw-away key lies in a file while it runs. */
final class SimulatedVenueJob implements Job<VenueOptions> {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedVenueJob.class);
    private static final Path KEY_FOLDER = Path.of("data", "venue");
    private static final long START_BALANCE = 10_000 * Money.ONE;

    private final Home home;
    private final StopSignal stop;
    private final PrintStream out;

    SimulatedVenueJob(final Home home, final StopSignal stop, final PrintStream out) {
        this.home = home;
        this.stop = stop;
        this.out = out;
    }

    @Override
    public int run(final VenueOptions options) throws Exception {
        stop.arm();
        try (ThrowAwayKeyFiles keys = ThrowAwayKeyFiles.write(home.resolve(KEY_FOLDER));
                SimulatedVenue venue = new SimulatedVenue(
                        options.withAccounts(new VenueAccount("demo", START_BALANCE, List.of(keys.venueKey()))))) {
            venue.onFinished(() -> LOG.info("the market is over; the venue goes on answering"));
            venue.start();
            out.println("venue at 127.0.0.1:" + venue.port() + ", keys in " + keys.keys() + ", plays " + market(options)
                    + "; stop with Ctrl-C");
            stop.await();
            LOG.info("stopped: {}", venue.counts());
        }
        return ExitStatus.DONE;
    }

    private static String market(final VenueOptions options) {
        return options.frames().isEmpty()
                ? "a generated market, seed " + options.seed()
                : options.frames().size() + " recorded";
    }
}
