package io.ringfence.gateway.simulated;

import java.util.List;

/**
 * An account at the simulated venue.
 *
 * @param startBalance money, 1e-8 USDT
 * @param keys         all of them may do everything
 */
public record VenueAccount(String name, long startBalance, List<ApiKey> keys) {
    public VenueAccount {
        keys = List.copyOf(keys);
    }
}
