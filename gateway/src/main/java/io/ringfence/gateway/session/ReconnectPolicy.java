package io.ringfence.gateway.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to come again after a lost connection: "full jitter", a random time up to a bound that doubles with each failure
 * in a row (Brooker, "Exponential Backoff And Jitter", AWS 2015), so that many clients don't come at once.
 *
 * @param firstMs    the bound after the first failure
 * @param maxMs      the bound never grows beyond
 * @param deadAfter  a connection on which nothing at all came for so long, or a quarter longer, is taken for dead; after a quarter of it the venue is
 *                     pinged, so that a quiet market's isn't. Binance pings every 3 min (spot: 20 s), and takes 10 frames a second (spot: 5)
 * @param answerWithin a connection on which a request about an order stays without an answer for longer is taken for dead; Binance answers after 10 s
 *                     at the latest, with -1007
 * @param renewAfter the connection is given up and made anew after this time, before the venue cuts it (24 h)
 */
public record ReconnectPolicy(
        long firstMs, long maxMs, Duration deadAfter, Duration answerWithin, Duration renewAfter) {
    private static final int MAX_DOUBLINGS = 32;

    public ReconnectPolicy {
        if (firstMs < 1 || maxMs < firstMs) {
            throw new IllegalArgumentException(
                    "reconnect: firstMs=" + firstMs + " maxMs=" + maxMs + " must satisfy 1 <= firstMs <= maxMs");
        }
    }

    /** 100 ms, 30 s, 12 s (three pings without an answer), 12 s, 23 h. */
    public static ReconnectPolicy standard() {
        return new ReconnectPolicy(100, 30_000, Duration.ofSeconds(12), Duration.ofSeconds(12), Duration.ofHours(23));
    }

    /** @param failures in a row, from 1 */
    public long delayMs(final int failures, final RandomGenerator random) {
        final long bound = Math.min(maxMs, firstMs << Math.min(failures - 1, MAX_DOUBLINGS));
        return random.nextLong(bound + 1);
    }

    /** Spread over the last tenth before {@link #renewAfter}, so that sockets opened together don't part together. */
    public long renewalMs(final RandomGenerator random) {
        final long latestMs = renewAfter.toMillis();
        return latestMs - random.nextLong(latestMs / 10 + 1);
    }
}
