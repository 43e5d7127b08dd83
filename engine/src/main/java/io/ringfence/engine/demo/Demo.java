package io.ringfence.engine.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.assembly.EngineSetup;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.report.JournalFigures;
import io.ringfence.engine.watch.RunState;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.gateway.simulated.SimulatedVenue;
import io.ringfence.gateway.simulated.VenueAccount;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays a market, trades on it, reports, and replays its own journal. */
public final class Demo {
    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);
    private static final int GENERATED_INSTRUMENTS = 8;
    private static final long POLL_MS = 50;
    private static final long QUIET_MS = 300;
    private static final long START_LIMIT_MS = 30_000;
    /** Bytes per event are told to a thousandth. */
    private static final double ROUNDING = 1e3;

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS);

    private final PrintStream out;
    private final Terminal terminal = Terminal.ofProcess();

    /** @param out gets the report */
    public Demo(final PrintStream out) {
        this.out = out;
    }

    /** Runs the whole demo; the exit status is 1 if the engine halted or the replay differs. */
    public int run(final DemoOptions options) throws Exception {
        final ThrowAwayKeys keys = ThrowAwayKeys.make(Credentials.Kind.ED25519);
        try (SimulatedVenue venue = new SimulatedVenue(venueOptions(options, keys)).start()) {
            final Configuration configuration = configuration(options, venue);
            final VenueAddresses addresses =
                    VenueAddresses.simulated(venue.symbols().get(0).kind(), venue.port());
            final Engine engine = Engine.start(
                    new EngineSetup(
                                    configuration,
                                    addresses,
                                    Optional.of(keys.credentials()),
                                    options.journal(),
                                    Optional.empty())
                            .withoutRecovery(),
                    line -> LOG.info("{}", line));
            return report(options, configuration, engine, drive(options, venue, engine));
        }
    }

    private static VenueOptions venueOptions(final DemoOptions options, final ThrowAwayKeys keys) {
        final EngineConfig engine = options.configuration().engine();
        final VenueOptions market = options.frames().isEmpty()
                ? VenueOptions.ofGenerated(options.seed(), GENERATED_INSTRUMENTS, seconds(options.marketNs()))
                : VenueOptions.ofFrames(options.frames());
        return market.withSpeed(options.speed())
                .withRules(options.configuration().venue().matchingRules())
                .withAccounts(
                        new VenueAccount("demo", engine.account().initialBalanceMoney(), List.of(keys.venueKey())));
    }

    private static int seconds(final long ns) {
        return Math.toIntExact(TimeUnit.NANOSECONDS.toSeconds(ns));
    }

    private static Configuration configuration(final DemoOptions options, final SimulatedVenue venue) {
        final Configuration configuration = options.configuration();
        final List<String> symbols =
                venue.symbols().stream().map(FramedSymbol::symbol).toList();
        return configuration.withEngine(configuration.engine().withInstruments(symbols));
    }

    /** Lets the market play to its end, or as far as asked, and stops the engine. */
    private Allocation drive(final DemoOptions options, final SimulatedVenue venue, final Engine engine)
            throws InterruptedException {
        final Allocation allocation = new Allocation(engine.threadIds());
        final long startNs = venue.marketTimeNs();
        try {
            awaitUp(engine);
            while (!engine.halt().isLit()
                    && !venue.awaitFinished(Duration.ofMillis(POLL_MS))
                    && venue.marketTimeNs() - startNs < options.marketNs()) {
                allocation.sample(engine.published());
                show(venue.marketTimeNs() - startNs, engine);
            }
            allocation.sample(engine.published());
            awaitQuiet(engine);
        } finally {
            terminal.clear();
            engine.stop();
        }
        return allocation;
    }

    private static void awaitUp(final Engine engine) throws InterruptedException {
        for (long waitedMs = 0; !engine.isUp() && !engine.halt().isLit(); waitedMs += POLL_MS) {
            if (waitedMs > START_LIMIT_MS) {
                throw new IllegalStateException("the engine isn't connected after ms=" + START_LIMIT_MS);
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** The last frames are on their way when the market ends. */
    private static void awaitQuiet(final Engine engine) throws InterruptedException {
        long published = -1;
        for (long quietMs = 0; quietMs < QUIET_MS && !engine.halt().isLit(); quietMs += POLL_MS) {
            if (engine.published() != published || !engine.isIdle()) {
                published = engine.published();
                quietMs = 0;
            }
            Thread.sleep(POLL_MS);
        }
    }

    private void show(final long playedNs, final Engine engine) {
        if (terminal.isLive()) {
            final RunState state = engine.state();
            terminal.show(String.format(
                    "%6.1f s  %,d events  %s  profit %s  fees %s",
                    playedNs / 1e9,
                    engine.published(),
                    state.isFlat() ? "flat" : state.positions(),
                    state.realizedText(),
                    state.feesText()));
        }
    }

    private int report(
            final DemoOptions options,
            final Configuration configuration,
            final Engine engine,
            final Allocation allocation)
            throws IOException, InterruptedException {
        if (engine.halt().isLit()) {
            LOG.error("the engine halted: {}", engine.halt().cause().orElseThrow());
            return ExitStatus.FAILED;
        }
        final RecordedGeneration generation = Journal.reading(options.journal()).read(engine.epoch());
        final ReplayResult replay = replay(generation, configuration.engine());
        final DemoReport report = reportOf(
                options, generation, engine, configuration.engine().account().currency(), allocation.worst(), replay);
        if (options.json()) {
            out.println(JSON.writeValueAsString(report));
        } else {
            new DemoText(out).print(report, allocation.bytesPerEvent(), engine, replay);
        }
        return replay.isClean() ? ExitStatus.DONE : ExitStatus.FAILED;
    }

    private ReplayResult replay(final RecordedGeneration generation, final EngineConfig config)
            throws InterruptedException {
        final ReplayResult replay = Replay.whole(
                        config.stages(),
                        config.lanes().ringSize(),
                        config.lanes().batchLimit())
                .run(generation, records -> terminal.show(String.format("replay %,d records", records)));
        terminal.clear();
        replay.first().ifPresent(divergence -> LOG.error("the replay differs: {}", divergence));
        return replay;
    }

    private static DemoReport reportOf(
            final DemoOptions options,
            final RecordedGeneration generation,
            final Engine engine,
            final String currency,
            final double allocatedBytesPerEvent,
            final ReplayResult replay)
            throws IOException {
        final JournalFigures figures = JournalFigures.of(generation);
        return new DemoReport(
                DemoReport.Events.of(figures.events()),
                figures.events().conflated(),
                figures.decisions().decisions(),
                DemoReport.Orders.of(figures),
                DemoReport.Stops.of(figures.decisions()),
                DemoReport.Profit.of(figures, currency),
                DemoReport.LatencyNs.of(
                        engine.latency().histogram(), options.speed().isMax()),
                Math.round(allocatedBytesPerEvent * ROUNDING) / ROUNDING,
                new DemoReport.JournalSize(
                        options.journal().toString(), figures.events().total(), bytes(generation.directory())),
                new DemoReport.ReplayOutcome(replay.events(), replay.divergences()));
    }

    private static long bytes(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
