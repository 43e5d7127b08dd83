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
    /** At least; what a ban says is rounded, and clocks differ. */
    private static final long BAN_MS = 5_000;

    /** Of a ban that says nothing: the venue counts by the minute. */
    private static final long UNTOLD_BAN_MS = 60_000;

    /** Of a run that has no account at a venue. */
    static final AccountState EMPTY = new AccountState(List.of(), List.of());

    /**
     * A venue that is in trouble for a moment is asked again, as {@link #asking}.
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

    /** Sleeping, or in tests not. */
    interface Pause {
        void ms(long ms) throws InterruptedException;
    }

    /** The answer to {@code question}, asked again while trouble passes; a ban is waited out, however long. */
    static <T> T asking(final Question<T> question) throws RestException, InterruptedException {
        return asking(question, TimeUnit.MILLISECONDS::sleep);
    }

    static <T> T asking(final Question<T> question, final Pause pause) throws RestException, InterruptedException {
        for (int attempt = 1; ; ) {
            try {
                return question.ask();
            } catch (final RestException e) {
                if (e.isBan()) {
                    waitOut(e, pause);
                    continue;
                }
                if (!e.isPassing() || attempt == ATTEMPTS) {
                    throw e;
                }
                attempt++;
                LOG.warn("asking again: {}", e.getMessage());
                pause.ms(Math.max(RETRY_MS, TimeUnit.SECONDS.toMillis(e.retryAfterS())));
            }
        }
    }

    /** Whoever ends and starts again asks again, at once, and makes it worse. */
    private static void waitOut(final RestException ban, final Pause pause) throws InterruptedException {
        final long waitMs =
                ban.retryAfterS() == 0 ? UNTOLD_BAN_MS : Math.max(BAN_MS, TimeUnit.SECONDS.toMillis(ban.retryAfterS()));
        LOG.warn(
                "the venue refuses requests of this address; it is asked again in s={}, and what is held stays without"
                        + " the engine's stops until then: {}",
                TimeUnit.MILLISECONDS.toSeconds(waitMs),
                ban.getMessage());
        pause.ms(waitMs);
    }
}
