package io.ringfence.engine.config;

import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;

/** Which protocol a venue speaks, as configuration may say it. (SBE's enums have constants that nobody should write.) */
public enum VenueKind {
    /** Binance USD-M futures. */
    USDM(MarketKind.USDM, Venue.BINANCE_USDM),
    /** Binance spot. */
    SPOT(MarketKind.SPOT, Venue.BINANCE_SPOT);

    private final MarketKind market;
    private final Venue venue;

    VenueKind(final MarketKind market, final Venue venue) {
        this.market = market;
        this.venue = venue;
    }

    MarketKind market() {
        return market;
    }

    /** Who speaks it unless it is the simulated venue. */
    Venue venue() {
        return venue;
    }
}
