package io.ringfence.engine.assembly;

import io.ringfence.gateway.session.BalanceListing;
import io.ringfence.gateway.session.PositionListing;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the venue's account holds before a run. Start-up code. */
record AccountState(List<BalanceListing> balances, List<PositionListing> positions) {
    private static final Logger LOG = LoggerFactory.getLogger(AccountState.class);
    private static final int ATTEMPTS = 5;
    private static final long RETRY_MS = 200;

    /** Of a run that has no account at a venue. */
    static final AccountState EMPTY = new AccountState(List.of(), List.of());

    /**
     * A venue that is in trouble for a moment is asked again.
     *
     * @throws IllegalStateException if the account is in hedge mode
     */
    static AccountState ask(final RestClient rest) throws RestException, InterruptedException {
        if (rest.isSpot()) {
            return asking(() -> new AccountState(rest.balances(), List.of()));
        }
        if (asking(rest::isHedged)) {
            throw new IllegalStateException(
                    "the account is in hedge mode (positionSide/dual: dualSidePosition=true): only"
                            + " one-way mode is supported, switch it at the venue while nothing is held");
        }
        return asking(() -> new AccountState(rest.balances(), rest.positions()));
    }

    /** What is asked of a venue that may be in trouble for a moment. */
    interface Question<T> {
        T ask() throws RestException, InterruptedException;
    }

    /** The answer to {@code question}, asked again while trouble passes. */
    static <T> T asking(final Question<T> question) throws RestException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return question.ask();
            } catch (final RestException e) {
                if (!e.isPassing() || attempt == ATTEMPTS) {
                    throw e;
                }
                LOG.warn("asking again: {}", e.getMessage());
                Thread.sleep(Math.max(RETRY_MS, TimeUnit.SECONDS.toMillis(e.retryAfterS())));
            }
        }
    }
}
