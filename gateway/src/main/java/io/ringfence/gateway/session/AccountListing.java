package io.ringfence.gateway.session;

import java.util.List;

/**
 * The account as a whole; decimal text as the venue writes it.
 *
 * @param marginBalance     wallet and unrealised profit
 * @param maintenanceMargin what keeps its positions
 * @param initialMargin     what positions and orders bind
 */
public record AccountListing(
        List<BalanceListing> balances, String marginBalance, String maintenanceMargin, String initialMargin) {
    public AccountListing {
        balances = List.copyOf(balances);
    }
}
