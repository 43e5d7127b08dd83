package io.ringfence.gateway.simulated;

import io.netty.util.concurrent.EventExecutor;

/** The parts that sessions work with. Owned by the venue's event loop. */
record Venue(
        EventExecutor loop,
        PlayedMarket market,
        Accounts accounts,
        Trading trading,
        UserStreams users,
        StreamHub hub,
        MarketTexts marketTexts,
        AccountTexts accountTexts,
        Faults faults,
        VenueCounters counters) {}
