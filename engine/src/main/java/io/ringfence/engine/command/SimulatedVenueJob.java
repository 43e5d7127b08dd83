package io.ringfence.engine.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
final class SimulatedVenueJob implements Job<VenueRunOptions> {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedVenueJob.class);
    private static final ObjectMapper JSON = new ObjectMapper();
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
    public int run(final VenueRunOptions asked) throws Exception {
        final VenueOptions options = asked.venue();
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
            final Path keyFolder = keys.write(home.resolve(KEY_FOLDER), venue.port());
            if (asked.json()) {
                out.println(JSON.writeValueAsString(introduction(options, venue, keyFolder)));
            } else {
                introduce(options, venue, keyFolder);
            }
            stop.await();
            if (asked.json()) {
                out.println(JSON.writeValueAsString(end(venue.counts())));
            } else {
                part(venue.counts());
            }
            return broken.get() ? ExitStatus.FAILED : ExitStatus.DONE;
        }
    }

    private static ObjectNode introduction(final VenueOptions options, final SimulatedVenue venue, final Path keys) {
        final ObjectNode root = JSON.createObjectNode()
                .put("state", "listening")
                .put("port", venue.port())
                .put("keys", keys.toString());
        options.frames().stream().map(Path::toString).forEach(root.putArray("frames")::add);
        if (options.frames().isEmpty()) {
            root.put("seed", options.seed());
        }
        root.put("speed", options.speed().isMax() ? "max" : factor(options.speed()))
                .put("startAfter", options.startAfter());
        venue.symbols().stream().map(FramedSymbol::symbol).forEach(root.putArray("instruments")::add);
        return root;
    }

    private static ObjectNode end(final VenueCounts counts) {
        return JSON.createObjectNode()
                .put("state", "stopped")
                .put("trades", counts.tradesPlayed())
                .put("quotes", counts.quotesPlayed())
                .put("depthUpdates", counts.depthsPlayed())
                .put("requests", counts.requests())
                .put("requestsRefused", counts.requestsRefused())
                .put("reports", counts.reportsSent());
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
        return speed.equals(Speed.ORIGINAL) ? "at the original pace" : factor(speed) + " times the original pace";
    }

    private static String factor(final Speed speed) {
        return BigDecimal.valueOf(speed.factor()).stripTrailingZeros().toPlainString();
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
