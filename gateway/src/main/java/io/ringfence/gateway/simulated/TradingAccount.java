package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.Account;

/** An account with its keys and its place in the model. Owned by the venue's event loop. */
record TradingAccount(VenueAccount terms, Account state) {
    static final String ASSET = "USDT";

    String name() {
        return terms.name();
    }

    int id() {
        return state.id();
    }
}
