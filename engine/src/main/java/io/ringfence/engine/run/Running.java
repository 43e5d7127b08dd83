package io.ringfence.engine.run;

import io.ringfence.engine.assembly.Build;
import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.assembly.EngineSetup;
import io.ringfence.engine.config.EngineConfig;
import io.ringfence.engine.config.Mode;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.config.VenueConfig;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.StopSignal;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.watch.RunState;
import io.ringfence.gateway.credentials.Credentials;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job behind {@code run}: an engine until it is stopped or halts. */
public final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final long POLL_MS = 200;

    private final PrintStream out;
    private final StopSignal stop;
    private final Terminal terminal = new Terminal();

    public Running(final PrintStream out, final StopSignal stop) {
        this.out = out;
        this.stop = stop;
    }

    /** Returns {@link ExitStatus#DONE} after a stop, {@link ExitStatus#FAILED} after a halt. */
    public int run(final RunOptions options) throws Exception {
        stop.arm();
        final VenueConfig venue = options.configuration().venue();
        final EngineSetup setup = new EngineSetup(
                options.configuration(), venue.addresses(), credentials(options), options.journal(), options.capture());
        final Consumer<String> lines = options.quiet() ? line -> LOG.info("{}", line) : this::tell;
        final Engine engine = Engine.start(setup, lines);
        introduce(options, engine);
        while (!stop.isAsked() && !engine.halt().await(POLL_MS)) {
            show(engine);
        }
        terminal.clear();
        LOG.info("stopping");
        engine.stop();
        return part(engine);
    }

    private static Optional<Credentials> credentials(final RunOptions options) {
        final VenueConfig venue = options.configuration().venue();
        if (options.configuration().engine().mode() != Mode.LIVE) {
            return Optional.empty();
        }
        if (venue.keys().environment()) {
            return Optional.of(Credentials.fromEnvironment(System.getenv()));
        }
        return venue.keys().file().map(Credentials::load);
    }

    private void introduce(final RunOptions options, final Engine engine) {
        final EngineConfig config = options.configuration().engine();
        final VenueConfig venue = options.configuration().venue();
        say("ringfence", "%s, mode %s", Build.version(), config.mode().name().toLowerCase(Locale.ROOT));
        say(
                "venue",
                "%s: market data from %s, orders to %s",
                venue.name(),
                venue.marketStreams(),
                destination(config, venue));
        say("instruments", "%s", String.join(", ", config.instruments()));
        say("account", "%d, %s", config.account().id(), config.account().currency());
        say(
                "lanes",
                "%s: %s, ring of %d",
                engine.layout().name(),
                engine.layout().rows(),
                config.lanes().ringSize());
        introduceTrading(config);
        say("journal", "%s, generation %d", options.journal(), engine.epoch());
    }

    private void introduceTrading(final EngineConfig config) {
        final RiskSettings risk = config.risk();
        say(
                "strategy",
                "%s on %s; stop %s%%, trailing from %s%% profit",
                config.strategy().name(),
                config.strategy().timeframe(),
                config.stop().initialPercent(),
                config.stop().activationPercent());
        say(
                "limits",
                "order %s, position %s %s, price band %s%%, stale after %s",
                risk.maxOrderNotional(),
                risk.maxPositionNotional(),
                config.account().currency(),
                risk.priceBandPercent(),
                risk.staleData());
    }

    private static String destination(final EngineConfig config, final VenueConfig venue) {
        return switch (config.mode()) {
            case PAPER -> "the matching model here";
            case SHADOW -> "nowhere";
            case LIVE -> venue.api().map(Object::toString).orElse("nowhere");
        };
    }

    private void say(final String what, final String format, final Object... values) {
        out.printf("%-12s %s%n", what, String.format(format, values));
    }

    private synchronized void tell(final String line) {
        terminal.clear();
        out.println(line);
    }

    private synchronized void show(final Engine engine) {
        final RunState state = engine.state();
        terminal.show(String.format(
                "%,d events  %s  %s  profit %s  fees %s",
                engine.published(),
                engine.isUp() ? "up" : "DOWN",
                state.isFlat() ? "flat" : state.positions(),
                state.realizedText(),
                state.feesText()));
    }

    private int part(final Engine engine) {
        final RunState state = engine.state();
        out.printf(
                "stopped: %,d events, profit %s before fees of %s, %s%n",
                engine.published(),
                state.realizedText(),
                state.feesText(),
                state.isFlat() ? "flat" : "positions left: " + state.positions());
        if (!state.isFlat()) {
            LOG.warn("positions are left WITHOUT a confirmed disaster stop at the venue: {}", state.positions());
        }
        final Optional<Halt.Cause> halted = engine.halt().cause();
        halted.ifPresent(cause -> LOG.error("the engine halted: {}", cause, cause.failure()));
        return halted.isPresent() ? ExitStatus.FAILED : ExitStatus.DONE;
    }
}
