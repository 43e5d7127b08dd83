package io.ringfence.engine.run;

import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.assembly.EngineSetup;
import io.ringfence.engine.config.Mode;
import io.ringfence.engine.config.VenueConfig;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.process.ExitStatus;
import io.ringfence.engine.process.KillSignal;
import io.ringfence.engine.process.StopSignal;
import io.ringfence.engine.process.Terminal;
import io.ringfence.engine.recovery.RecoverySteps;
import io.ringfence.engine.warmup.WarmUpProgress;
import io.ringfence.engine.watch.RunState;
import io.ringfence.gateway.credentials.Credentials;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job behind {@code run}: an engine until it is stopped or halts. */
public final class Running {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final long POLL_MS = 200;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final PrintStream out;
    private final StopSignal stop;

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
        try (RunOutput output = new RunOutput(out, options.json(), Terminal.ofProcess())) {
            final Consumer<String> lines = options.quiet() ? line -> LOG.info("{}", line) : output::line;
            output.show("asking " + venue.rest() + " ...");
            return follow(options, Engine.start(setup, lines, RecoverySteps.ofProcess(output)), output);
        }
    }

    private int follow(final RunOptions options, final Engine engine, final RunOutput output)
            throws InterruptedException {
        KillSignal.arm(engine::kill);
        output.introduction(Introduction.of(options, engine));
        while (!stop.isAsked() && !engine.halt().await(POLL_MS)) {
            output.show(liveLine(engine));
        }
        output.show("stopping: entries have ended, waiting for orders under way ...");
        LOG.info("stopping");
        engine.stop();
        return part(engine, output);
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

    private static String liveLine(final Engine engine) {
        final RunState state = engine.state();
        final long timeNs = engine.timeNs();
        return String.format(
                "%s  %,d events  %s%s  %s  profit %s  fees %s",
                TIME.format(Instant.ofEpochSecond(0, timeNs)),
                engine.published(),
                engine.isUp() ? "up" : "DOWN",
                warmUp(engine.warmUp()),
                positions(state),
                state.realizedText(),
                state.feesText());
    }

    private static String warmUp(final WarmUpProgress progress) {
        return progress.isDone() ? "" : "  warm " + progress.ready() + "/" + progress.instruments();
    }

    private static String positions(final RunState state) {
        return state.isFlat()
                ? "flat"
                : state.positions().stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private int part(final Engine engine, final RunOutput output) {
        final RunState state = engine.state();
        output.end(engine.published(), state, positions(state));
        if (!state.isFlat()) {
            LOG.warn(
                    "positions are left WITHOUT the engine's stop, which ended with it; only what their profiles' disaster asked for"
                            + " rests at the venue: {}",
                    positions(state));
        }
        final Optional<Halt.Cause> halted = engine.halt().cause();
        halted.ifPresent(cause -> LOG.error("the engine halted: {}", cause, cause.failure()));
        return halted.isPresent() ? ExitStatus.FAILED : ExitStatus.DONE;
    }
}
