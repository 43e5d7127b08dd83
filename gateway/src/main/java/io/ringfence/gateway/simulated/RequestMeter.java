package io.ringfence.gateway.simulated;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts the weight of one kind of market's REST requests by minutes of the host's clock, as Binance does: beyond the limit a
 * request gets 429 until the minute is over; who goes on all the same, {@value #PATIENCE} times, is banned with 418 for two
 * minutes, and twice as long each time, up to three days. All clients are one address. Owned by the venue's event loop.
 */
final class RequestMeter {
    /** Not documented; so that a client that heeds the first 429s, of several requests under way, is not banned. */
    static final int PATIENCE = 20;

    private static final long MINUTE_MS = 60_000;
    private static final long FIRST_BAN_MS = TimeUnit.MINUTES.toMillis(2);
    private static final long LONGEST_BAN_MS = TimeUnit.DAYS.toMillis(3);

    private final int limit;
    private final LongSupplier clockMs;
    private long minute;
    private int used;
    private int turnedAway;
    private long bannedUntilMs;
    private long nextBanMs = FIRST_BAN_MS;

    /**
     * @param limit   weight a minute, or {@link RequestLimits#NONE}
     * @param clockMs the host's, since 1970
     */
    RequestMeter(final int limit, final LongSupplier clockMs) {
        this.limit = limit;
        this.clockMs = clockMs;
    }

    /** What the requests of this minute weigh so far; 0 without a limit. */
    int used() {
        return limit == RequestLimits.NONE ? 0 : used;
    }

    /**
     * Counts a request.
     *
     * @throws VenueRefusal 429 or 418 with the time to wait
     */
    void count(final int weight) throws VenueRefusal {
        final long nowMs = clockMs.getAsLong();
        if (nowMs < bannedUntilMs) {
            throw VenueRefusal.banned(bannedUntilMs, seconds(bannedUntilMs - nowMs));
        }
        if (nowMs / MINUTE_MS != minute) {
            minute = nowMs / MINUTE_MS;
            used = 0;
            turnedAway = 0;
        }
        used += weight;
        if (limit != RequestLimits.NONE && used > limit) {
            turnAway(nowMs);
        }
    }

    private void turnAway(final long nowMs) throws VenueRefusal {
        turnedAway++;
        if (turnedAway > PATIENCE) {
            bannedUntilMs = nowMs + nextBanMs;
            nextBanMs = Math.min(LONGEST_BAN_MS, 2 * nextBanMs);
            throw VenueRefusal.banned(bannedUntilMs, seconds(bannedUntilMs - nowMs));
        }
        throw VenueRefusal.tooManyRequests(limit, seconds((minute + 1) * MINUTE_MS - nowMs));
    }

    private static int seconds(final long ms) {
        return (int) ((ms + 999) / 1_000);
    }
}
