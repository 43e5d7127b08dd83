package io.ringfence.benchmarks;

import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.assembly.EngineSetup;
import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.recovery.RecoverySteps;
import io.ringfence.engine.warmup.WarmUpProgress;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.gateway.simulated.SimulatedVenue;
import io.ringfence.gateway.simulated.VenueOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long an engine takes to know the past of many instruments, against the simulated venue with Binance's request limits:
 * a first start, a start with the same settings, whose indicators come from the journal, and one with other settings, which
 * has the store of candles alone. Arguments: instruments, candles. Takes two to three minutes.
 */
public final class WarmUpTimes {
    private static final int INSTRUMENTS = 400;
    private static final int CANDLES = 200;
    private static final long POLL_MS = 50;
    private static final long SETTLE_MS = 3_000;
    private static final double MS_PER_S = 1e3;

    private WarmUpTimes() {}

    public static void main(final String[] args) throws Exception {
        final int instruments = args.length > 0 ? Integer.parseInt(args[0]) : INSTRUMENTS;
        final int candles = args.length > 1 ? Integer.parseInt(args[1]) : CANDLES;
        final Path journal = Files.createTempDirectory("warm-up");
        try (SimulatedVenue venue =
                new SimulatedVenue(VenueOptions.ofGenerated(1, instruments, GeneratedMarket.ENDLESS)).start()) {
            run("first start", venue, configuration(candles, 26), journal);
            run("second start", venue, configuration(candles, 26), journal);
            run("third start, other indicators", venue, configuration(candles, 27), journal);
        }
    }

    private static void run(
            final String name, final SimulatedVenue venue, final Configuration configuration, final Path journal)
            throws Exception {
        final List<String> symbols =
                venue.symbols().stream().map(FramedSymbol::symbol).toList();
        final long startNanos = System.nanoTime();
        final Engine engine = Engine.start(
                new EngineSetup(
                        configuration.withEngine(configuration.engine().withInstruments(symbols)),
                        VenueAddresses.simulated(venue.symbols().get(0).kind(), venue.port()),
                        Optional.empty(),
                        journal,
                        Optional.empty()),
                line -> {},
                new RecoverySteps(step -> {}));
        WarmUpProgress progress = engine.warmUp();
        while (!progress.isDone() && !engine.halt().isLit()) {
            Thread.sleep(POLL_MS);
            progress = engine.warmUp();
        }
        System.out.printf(
                "%s: %.1f s since its beginning; %s%n",
                name, (System.nanoTime() - startNanos) / 1e6 / MS_PER_S, progress);
        Thread.sleep(SETTLE_MS);
        engine.stop();
    }

    private static Configuration configuration(final int candles, final int slow) throws IOException {
        final String text = read("/config/demo.yaml")
                        .replace("mode: live", "mode: paper")
                        .replace("[1s, 5s]", "[1m, 5m, 15m]")
                        .replace("timeframe: 1s", "timeframe: 1m")
                        .replace("emaSlow: 8", "emaSlow: " + slow)
                        .replace("idle: {all: spin}", "idle: {all: block}")
                        .replace("onStop: flatten", "onStop: leave-guarded")
                + "\nwarmUp: {candles: " + candles + "}\n";
        return ConfigLoader.parse(
                "warm-up times",
                text,
                read("/config/venues/simulated.yaml"),
                Map.of("demo", read("/config/stops/demo.yaml")));
    }

    private static String read(final String resource) throws IOException {
        try (InputStream stream = Engine.class.getResourceAsStream(resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
