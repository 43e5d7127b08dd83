package io.ringfence.gateway.simulated;

import io.ringfence.gateway.credentials.VenueKey;
import java.util.List;

/**
 * An account at the simulated venue.
 *
 * @param startBalance money, 1e-8 USDT
 * @param keys         all of them may do everything
 */
public record VenueAccount(String name, long startBalance, List<VenueKey> keys) {
    public VenueAccount {
        keys = List.copyOf(keys);
    }
}
