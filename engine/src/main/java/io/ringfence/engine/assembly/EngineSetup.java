package io.ringfence.engine.assembly;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.Mode;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.message.MarketKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that an engine is started with.
 *
 * @param configuration checked
 * @param venue         where market data comes from and orders go
 * @param credentials   of the account; empty: market data only
 * @param journal       the folder of generations
 * @param capture       the folder that gets the received frames
 * @param recovers      whether it goes on from what the journal holds
 */
public record EngineSetup(
        Configuration configuration,
        VenueAddresses venue,
        Optional<Credentials> credentials,
        Path journal,
        Optional<Path> capture,
        boolean recovers) {
    /** One that goes on from what the journal holds. */
    public EngineSetup(
            final Configuration configuration,
            final VenueAddresses venue,
            final Optional<Credentials> credentials,
            final Path journal,
            final Optional<Path> capture) {
        this(configuration, venue, credentials, journal, capture, true);
    }

    /** The same, but for an account that has nothing to do with what the journal holds. */
    public EngineSetup withoutRecovery() {
        return new EngineSetup(configuration, venue, credentials, journal, capture, false);
    }

    /** The same with further instruments; the configuration's texts stay what they are. */
    EngineSetup withInstruments(final List<String> symbols) {
        return new EngineSetup(
                configuration.withEngine(configuration.engine().withInstruments(symbols)),
                venue,
                credentials,
                journal,
                capture,
                recovers);
    }

    public Mode mode() {
        return configuration.engine().mode();
    }

    /** Where the venue has mark prices and something is held against them. */
    boolean followsMarkPrices() {
        return venue.kind() == MarketKind.USDM && configuration.engine().needsMarkPrices();
    }

    /** Live orders go where there is an account. */
    boolean sendsOrders() {
        return mode() == Mode.LIVE && credentials.isPresent() && venue.orderEntry() != null;
    }
}
