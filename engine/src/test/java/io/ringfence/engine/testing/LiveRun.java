package io.ringfence.engine.testing;

import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.assembly.EngineSetup;
import io.ringfence.engine.config.Configuration;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.gateway.credentials.VenueKey;
import io.ringfence.gateway.frames.FramedSymbol;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.gateway.simulated.SimulatedVenue;
import io.ringfence.gateway.simulated.VenueAccount;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A simulated venue and an engine that trades there, in this JVM, over real loopback sockets. */
public final class LiveRun implements AutoCloseable {
    /** {@link Engine#start}, or something like it. */
    @FunctionalInterface
    public interface Starter {
        Engine start(EngineSetup setup) throws Exception;
    }

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MS = 5;
    private static final int QUIET_POLLS = 40;

    private final SimulatedVenue venue;
    private final Path journal;
    private final Engine engine;
    private boolean stopped;

    private LiveRun(final SimulatedVenue venue, final Path journal, final Engine engine) {
        this.venue = venue;
        this.journal = journal;
        this.engine = engine;
    }

    /** Starts both, and waits until they are connected. */
    public static LiveRun start(final ShippedDemo demo, final VenueOptions market, final Path journal)
            throws Exception {
        return start(demo, market, journal, setup -> Engine.start(setup, line -> {}));
    }

    public static LiveRun start(
            final ShippedDemo demo, final VenueOptions market, final Path journal, final Starter starter)
            throws Exception {
        return start(List.of(), demo, market, journal, starter);
    }

    /** With another key to the same account, for somebody else. */
    public static LiveRun startBeside(
            final VenueKey other, final ShippedDemo demo, final VenueOptions market, final Path journal)
            throws Exception {
        return start(List.of(other), demo, market, journal, setup -> Engine.start(setup, line -> {}));
    }

    private static LiveRun start(
            final List<VenueKey> others,
            final ShippedDemo demo,
            final VenueOptions market,
            final Path journal,
            final Starter starter)
            throws Exception {
        final ThrowAwayKeys keys = ThrowAwayKeys.make(Credentials.Kind.ED25519);
        final List<VenueKey> all = new ArrayList<>(others);
        all.add(keys.venueKey());
        final Configuration configuration = demo.configuration();
        final SimulatedVenue venue = new SimulatedVenue(
                        market.withRules(configuration.venue().matchingRules())
                                .withAccounts(new VenueAccount(
                                        "test", configuration.engine().account().initialBalanceMoney(), all)))
                .start();
        try {
            final EngineSetup setup = setup(configuration, venue, keys.credentials(), journal);
            return new LiveRun(venue, journal, starter.start(setup));
        } catch (final Exception | Error e) {
            venue.close();
            throw e;
        }
    }

    private static EngineSetup setup(
            final Configuration configuration,
            final SimulatedVenue venue,
            final Credentials credentials,
            final Path journal) {
        final List<String> symbols =
                venue.symbols().stream().map(FramedSymbol::symbol).toList();
        return new EngineSetup(
                configuration.withEngine(configuration.engine().withInstruments(symbols)),
                VenueAddresses.simulated(venue.symbols().get(0).kind(), venue.port()),
                Optional.of(credentials),
                journal,
                Optional.empty());
    }

    public SimulatedVenue venue() {
        return venue;
    }

    public Engine engine() {
        return engine;
    }

    /** Waits until {@code condition} holds; fails if the engine halts before, or if it takes a minute. */
    public LiveRun await(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            engine.halt().cause().ifPresent(cause -> {
                throw new AssertionError("halted before " + what + ": " + cause, cause.failure());
            });
            if (System.nanoTime() > deadlineNanos) {
                throw new AssertionError("never happened: " + what);
            }
            Thread.sleep(POLL_MS);
        }
        return this;
    }

    /** Waits until the market is over and the engine has dealt with all of it. */
    public LiveRun playToTheEnd() throws InterruptedException {
        if (!venue.awaitFinished(PATIENCE)) {
            throw new AssertionError("the market isn't over after " + PATIENCE);
        }
        long published = -1;
        for (int quiet = 0; quiet < QUIET_POLLS; quiet++) {
            if (published != engine.published() || !engine.isIdle()) {
                published = engine.published();
                quiet = 0;
            }
            Thread.sleep(POLL_MS);
        }
        return this;
    }

    /** Stops the engine; what it recorded. */
    public RecordedGeneration stop() throws InterruptedException {
        stopped = true;
        engine.stop();
        return Journal.reading(journal).read(engine.epoch());
    }

    @Override
    public void close() {
        try {
            if (!stopped) {
                stop();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            venue.close();
        }
    }
}
