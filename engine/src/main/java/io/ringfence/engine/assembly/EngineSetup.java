package io.ringfence.engine.assembly;

import io.ringfence.engine.config.Configuration;
import io.ringfence.engine.config.Mode;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.message.MarketKind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that an engine is started with.
 *
 * @param configuration checked
 * @param venue         where market data comes from and orders go
 * @param credentials   of the account; empty: market data only
 * @param journal       the folder of generations
 * @param capture       the folder that gets the received frames
 */
public record EngineSetup(
        Configuration configuration,
        VenueAddresses venue,
        Optional<Credentials> credentials,
        Path journal,
        Optional<Path> capture) {
    public Mode mode() {
        return configuration.engine().mode();
    }

    /** Live orders go where there is an account; spot is market data only for now. */
    boolean sendsOrders() {
        return mode() == Mode.LIVE
                && credentials.isPresent()
                && venue.orderEntry() != null
                && venue.kind() == MarketKind.USDM;
    }
}
