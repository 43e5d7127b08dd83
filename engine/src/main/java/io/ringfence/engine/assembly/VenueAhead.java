package io.ringfence.engine.assembly;

import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets ready, while the journal is replayed, what has nothing to do with it: the classes that lanes and sockets need, the first
 * connection to the venue, its list of instruments, and what signs requests. A daemon thread of its own; what it fails with is told where it is
 * asked for, so behind what the journal has to say.
 */
final class VenueAhead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VenueAhead.class);

    private final EngineSetup setup;
    private final Duration timeout;
    private final ListingCache cache;
    private final FutureTask<Asked> asking = new FutureTask<>(this::ask);

    /**
     * What is ready.
     *
     * @param rest without keys; closed with this
     */
    record Asked(RestClient rest, ListingCache.Found found) {}

    private VenueAhead(final EngineSetup setup, final Duration timeout, final ListingCache cache) {
        this.setup = setup;
        this.timeout = timeout;
        this.cache = cache;
    }

    /** @param timeout of one request */
    static VenueAhead begin(final EngineSetup setup, final Duration timeout, final ListingCache cache) {
        final VenueAhead ahead = new VenueAhead(setup, timeout, cache);
        final Thread thread = new Thread(ahead.asking, "ringfence-venue-ahead");
        thread.setDaemon(true);
        thread.start();
        return ahead;
    }

    ListingCache cache() {
        return cache;
    }

    /** Waits for it. */
    Asked asked() throws IOException, RestException, InterruptedException {
        try {
            return asking.get();
        } catch (final ExecutionException e) {
            if (e.getCause() instanceof RestException cause) {
                throw cause;
            }
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the venue can't be asked ahead", e.getCause());
        }
    }

    private Asked ask() throws IOException, RestException, InterruptedException {
        LOG.debug("{} classes loaded ahead", ClassesAhead.load());
        final RestClient rest = new RestClient(setup.venue(), null, () -> 0, timeout);
        try {
            final ListingCache.Found found = cache.find(() -> AccountState.asking(rest::exchangeInfo));
            // The first signature takes a hundred times as long as the next, and would be the log-on's.
            setup.credentials().ifPresent(keys -> keys.sign(new byte[0]));
            return new Asked(rest, found);
        } catch (final RestException | InterruptedException | RuntimeException e) {
            rest.close();
            throw e;
        }
    }

    /** Nobody waits for it any more. */
    @Override
    public void close() {
        asking.cancel(true);
        try {
            asking.get().rest().close();
        } catch (final CancellationException | ExecutionException e) {
            LOG.debug("the venue's first client is closed already", e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
