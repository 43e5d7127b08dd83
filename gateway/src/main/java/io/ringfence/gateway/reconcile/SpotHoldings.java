package io.ringfence.gateway.reconcile;

import io.ringfence.gateway.session.BalanceListing;
import io.ringfence.gateway.session.PositionListing;
import io.ringfence.journal.event.Instrument;
import java.util.List;

/** What a spot account holds of an instrument: the balance of its base asset, free and locked. */
final class SpotHoldings {
    private static final String NO_PRICE = "0";

    private SpotHoldings() {}

    /** Null if the account lists no such asset; the base asset's name and the account's currency make the symbol. */
    static PositionListing in(final Instrument instrument, final String currency, final List<BalanceListing> balances) {
        return balances.stream()
                .filter(balance -> (balance.asset() + currency).equals(instrument.symbol()))
                .findFirst()
                .map(balance -> new PositionListing(
                        instrument.symbol(), "BOTH", balance.walletBalance(), NO_PRICE, balance.updateTimeMs()))
                .orElse(null);
    }
}
