package io.ringfence.engine.assembly;

import io.ringfence.gateway.session.BalanceListing;
import io.ringfence.gateway.session.PositionListing;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What the venue's account holds before a run. Start-up code. */
record AccountState(List<BalanceListing> balances, List<PositionListing> positions) {
    /** Of a run that has no account at a venue. */
    static final AccountState EMPTY = new AccountState(List.of(), List.of());

    static AccountState ask(final RestClient rest) throws RestException, InterruptedException {
        return new AccountState(rest.balances(), rest.positions());
    }

    /** The position in {@code symbol}; empty if it is flat. */
    Optional<PositionListing> heldOf(final String symbol) {
        return positions.stream()
                .filter(position -> position.symbol().equals(symbol))
                .filter(position -> new BigDecimal(position.quantity()).signum() != 0)
                .findFirst();
    }
}
