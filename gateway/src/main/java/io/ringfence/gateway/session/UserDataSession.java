package io.ringfence.gateway.session;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.websocket.FrameWriter;
import io.ringfence.gateway.websocket.WebSocketConnection;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.MarketKind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account's reports: gets a listen key by REST, connects with it, keeps both alive. A key that the venue no longer
 * knows is replaced. Spot has no listen keys any more: there the websocket API is connected, and the reports subscribed by a signed request; they are being
 * heard when that has been answered.
 *
 * <p>Owned by the loop that runs {@code orders}; {@link #start}, {@link #stop} and {@link #isUp} may be called from any
 * thread.
 */
public final class UserDataSession {
    /** A key lives an hour. */
    public static final Duration KEEP_ALIVE_INTERVAL = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(UserDataSession.class);
    private static final int UNKNOWN_LISTEN_KEY = -1125;
    private static final int SUCCESS = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANNED = 418;
    /** The weight is counted by the minute; the shortest ban is twice as long. */
    private static final long REFUSED_FOR_MS = 60_000;

    /** After a failure: each minute of the half hour for which the key lives on. */
    private static final int RETRIES_IN_INTERVAL = 30;

    private static final int LISTEN_KEY_WEIGHT = 1;
    /** Of connecting to spot's websocket API, and of the subscription. */
    private static final int SUBSCRIPTION_WEIGHT = 4;

    private static final int SUBSCRIPTION_TIMEOUT_MS = 10_000;

    private final VenueAddresses venue;
    private final RestClient rest;
    private final SessionHost host;
    private final Duration keepAliveInterval;
    private final FrameDecoder decoder;
    private final EventSink sink;
    private final ConnectionReport report;
    private final LastingConnection connection;
    private final Supplier<byte[]> subscription;
    private Runnable listener = () -> {};
    private boolean upIsUntold;
    private volatile boolean up;

    /**
     * @param account           the id that {@code Connection} events carry
     * @param rest              with the account's key
     * @param keepAliveInterval {@link #KEEP_ALIVE_INTERVAL}, or less in tests; after a failure a 30th of it
     * @param decoders          makes the decoder of reports, given whom to tell what the stream says about itself
     * @param sink              the one before the hand-over that the decoder has, too
     */
    public UserDataSession(
            final VenueAddresses venue,
            final int account,
            final RestClient rest,
            final Duration keepAliveInterval,
            final SessionHost host,
            final Function<UserStreamNotices, FrameDecoder> decoders,
            final EventSink sink) {
        this(venue, account, rest, keepAliveInterval, host, decoders, sink, null);
    }

    /** The same, on spot with {@code subscription}, which writes the request that subscribes the account's reports; elsewhere null. */
    public UserDataSession(
            final VenueAddresses venue,
            final int account,
            final RestClient rest,
            final Duration keepAliveInterval,
            final SessionHost host,
            final Function<UserStreamNotices, FrameDecoder> decoders,
            final EventSink sink,
            final Supplier<byte[]> subscription) {
        if ((venue.kind() == MarketKind.SPOT) != (subscription != null)) {
            throw new IllegalArgumentException("user data of venue=" + venue.venue() + " kind=" + venue.kind()
                    + (subscription == null ? " needs" : " takes no") + " subscription");
        }
        this.subscription = subscription;
        this.venue = venue;
        this.rest = rest;
        this.host = host;
        this.keepAliveInterval = keepAliveInterval;
        this.decoder = decoders.apply(new Notices());
        this.sink = sink;
        this.report = new ConnectionReport(sink, venue.venue(), ChannelKind.USER_DATA, account);
        this.connection = new LastingConnection("user data", host, new Link());
    }

    /** Has {@code listener} called on the loop, behind each event that says that reports are being heard. Before the start. */
    public void whenUp(final Runnable listener) {
        this.listener = listener;
    }

    public void start() {
        connection.start();
    }

    /** Closes the connection for good. */
    public void stop() {
        connection.stop();
    }

    /** Part of the orders loop's duty: reads on where there was no room. Returns the work done. */
    public int poll() {
        if (!report.settle()) {
            return 0;
        }
        tellUp();
        return connection.poll();
    }

    /** The event comes first, or the listener's own would seem to be of the connection before. */
    private void tellUp() {
        if (upIsUntold && report.settle()) {
            upIsUntold = false;
            listener.run();
        }
    }

    /** Whether reports are being heard. Any thread. */
    public boolean isUp() {
        return up;
    }

    private void listenKeyExpired() {
        connection.renew("listen key expired");
    }

    private void ready() {
        up = true;
        report.up();
        LOG.info("user data: up");
        upIsUntold = true;
        tellUp();
    }

    private void subscribe() {
        final UnsafeBuffer request = new UnsafeBuffer(subscription.get());
        if (connection.writeText(request, 0, request.capacity()) != FrameWriter.Outcome.WRITTEN) {
            connection.giveUp("the subscription was not written");
        }
        final long connect = connection.connects();
        host.loop().schedule(() -> expireSubscription(connect), SUBSCRIPTION_TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private void expireSubscription(final long connect) {
        if (!up && connection.connects() == connect) {
            connection.giveUp("no answer to the subscription within timeoutMs=" + SUBSCRIPTION_TIMEOUT_MS);
        }
    }

    /** What the stream says about itself. */
    private final class Notices implements UserStreamNotices {
        @Override
        public void listenKeyExpired() {
            UserDataSession.this.listenKeyExpired();
        }

        @Override
        public void answered(final int status) {
            if (subscription == null || up) {
                return;
            }
            if (status == SUCCESS) {
                ready();
            } else {
                closeBudget(status);
                connection.giveUp("subscription refused, status=" + status);
            }
        }
    }

    private void closeBudget(final int status) {
        if (status == TOO_MANY_REQUESTS) {
            rest.budget().closeForMs(REFUSED_FOR_MS);
        } else if (status == BANNED) {
            rest.budget().closeForMs(2 * REFUSED_FOR_MS);
        }
    }

    private void scheduleKeepAlive(final long connect, final long delayMs) {
        host.loop().schedule(() -> keepAlive(connect), delayMs, TimeUnit.MILLISECONDS);
    }

    /** Extends the key of that connection now and, as long as it lasts, again and again. Called from the loop. */
    void keepAlive(final long connect) {
        if (up && connection.connects() == connect) {
            host.blockingSide().execute(() -> extendKey(connect));
        }
    }

    /** On the blocking side. A key that can't be extended now may be extended soon; an unknown one can't. */
    private void extendKey(final long connect) {
        boolean extended = false;
        try {
            extended = extendKey();
        } finally {
            // Whatever became of it, even if no thread could be had: the key lasts an hour, and the connection with it.
            final long delayMs = keepAliveInterval.toMillis() / (extended ? 1 : RETRIES_IN_INTERVAL);
            host.runOnLoop(() -> scheduleKeepAlive(connect, delayMs));
        }
    }

    private boolean extendKey() {
        if (!rest.budget().trySpend(LISTEN_KEY_WEIGHT, RequestBudget.Purpose.ACCOUNT)) {
            LOG.warn("user data: listen key not extended, there is no request weight for it now");
            return false;
        }
        try {
            rest.keepListenKey();
            return true;
        } catch (final RestException e) {
            LOG.warn("user data: listen key not extended: {}", e.getMessage());
            if (e.code() == UNKNOWN_LISTEN_KEY) {
                host.runOnLoop(this::listenKeyExpired);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** What the connection says and asks. */
    private final class Link implements LastingConnection.Owner {
        @Override
        public LastingConnection.Location locate() throws Exception {
            if (subscription != null) {
                return new LastingConnection.Location(venue.orderEntry(), LoopbackRule.resolve(venue.orderEntry()));
            }
            final URI base = venue.privateStreams();
            final URI address = URI.create(base + "/private/ws?listenKey=" + rest.openListenKey());
            final InetAddress found = InetAddress.getByName(base.getHost());
            return new LastingConnection.Location(
                    address, new InetSocketAddress(found, WebSocketConnection.portOf(base)));
        }

        /** A spent minute is no reason to stay deaf, a ban is. */
        @Override
        public boolean mayConnect() {
            if (rest.budget().closedForMs() > 0) {
                return false;
            }
            rest.budget()
                    .trySpend(
                            subscription == null ? LISTEN_KEY_WEIGHT : SUBSCRIPTION_WEIGHT,
                            RequestBudget.Purpose.ACCOUNT);
            return true;
        }

        @Override
        public void received(final long nanoTime) {
            sink.received(nanoTime);
        }

        @Override
        public void onUp() {
            if (subscription != null) {
                subscribe();
                return;
            }
            ready();
            scheduleKeepAlive(connection.connects(), keepAliveInterval.toMillis());
        }

        @Override
        public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
            return report.settle() && decoder.onFrame(buffer, offset, length);
        }

        @Override
        public void onDown() {
            decoder.forget();
            if (up) {
                up = false;
                upIsUntold = false;
                report.down();
            }
        }
    }
}
