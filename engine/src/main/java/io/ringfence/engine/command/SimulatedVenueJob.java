package io.ringfence.engine.command;

import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.StopSignal;
import io.ringfence.gateway.credentials.ThrowAwayKeyFiles;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.simulated.SimulatedVenue;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueAccount;
import io.ringfence.gateway.simulated.VenueCounts;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.number.Money;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
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
        try (ThrowAwayKeyFiles keys = ThrowAwayKeyFiles.generate();
                SimulatedVenue venue = new SimulatedVenue(
                        options.withAccounts(new VenueAccount("demo", START_BALANCE, List.of(keys.venueKey()))))) {
            final AtomicBoolean broken = new AtomicBoolean();
            venue.onFinished(failure -> {
                broken.set(failure.isPresent());
                LOG.info("the market is over; the venue goes on answering until it is stopped");
            });
            venue.start();
            introduce(options, venue, keys.write(home.resolve(KEY_FOLDER), venue.port()));
            stop.await();
            part(venue.counts());
            return broken.get() ? ExitStatus.FAILED : ExitStatus.DONE;
        }
    }

    private void introduce(final VenueOptions options, final SimulatedVenue venue, final Path keys) {
        out.println("venue        127.0.0.1:" + venue.port() + ", keys in " + keys);
        out.println("market       " + market(options) + ", " + speed(options.speed()) + ", "
                + (options.startAfter() == 0 ? "from now on" : "from the first engine on"));
        out.println("instruments  "
                + venue.symbols().stream().map(FramedSymbol::symbol).collect(Collectors.joining(", ")));
        out.println("Ctrl-C stops it.");
    }

    private static String market(final VenueOptions options) {
        return options.frames().isEmpty()
                ? "generated, seed " + options.seed()
                : options.frames().stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static String speed(final Speed speed) {
        if (speed.isMax()) {
            return "as fast as the engine follows";
        }
        return speed.equals(Speed.ORIGINAL)
                ? "at the original pace"
                : BigDecimal.valueOf(speed.factor()).stripTrailingZeros().toPlainString() + " times the original pace";
    }

    private void part(final VenueCounts counts) {
        out.printf(
                "stopped: %,d trades, %,d quotes and %,d depth updates played; %,d requests, %,d of them refused;"
                        + " %,d reports%n",
                counts.tradesPlayed(),
                counts.quotesPlayed(),
                counts.depthsPlayed(),
                counts.requests(),
                counts.requestsRefused(),
                counts.reportsSent());
    }
}
