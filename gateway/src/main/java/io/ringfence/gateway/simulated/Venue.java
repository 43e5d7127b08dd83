package io.ringfence.gateway.simulated;

/** The parts that sessions work with. Owned by the venue's event loop. */
record Venue(
        PlayedMarket market,
        Accounts accounts,
        Trading trading,
        UserStreams users,
        StreamHub hub,
        MarketTexts marketTexts,
        AccountTexts accountTexts,
        VenueCounters counters) {}
