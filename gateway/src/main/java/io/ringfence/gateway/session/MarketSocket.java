package io.ringfence.gateway.session;

import io.ringfence.gateway.websocket.FrameWriter;
import io.ringfence.gateway.websocket.WebSocketConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket of a {@link MarketDataSession} and the streams it carries. Owned by the session's loop. */
final class MarketSocket implements LastingConnection.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(MarketSocket.class);

    /** Requests behind those of a new connection. */
    private static final long LATER_REQUESTS = 1_000;

    private final MarketSubscription subscription;
    private final SessionHost host;
    private final MarketDataSession session;
    private final LastingConnection connection;
    /** Written by the loop, read by whoever connects. */
    private volatile Load load;
    /** What the newest connection's address names. */
    private volatile Load named;

    private StreamWatch watch;
    private long laterRequests = LATER_REQUESTS;

    /** What it carries, and where. */
    private record Load(StreamShare share, URI address) {}

    MarketSocket(
            final StreamShare share,
            final URI address,
            final MarketSubscription subscription,
            final SessionHost host,
            final MarketDataSession session) {
        load = new Load(share, address);
        named = load;
        this.subscription = subscription;
        this.host = host;
        this.session = session;
        this.watch = new StreamWatch(share.streams());
        this.connection = new LastingConnection(share.name(), host, this);
    }

    void start() {
        connection.start();
    }

    void stop() {
        connection.stop();
    }

    StreamShare share() {
        return load.share();
    }

    /** Carries {@code changed} from now on, at {@code location} when it connects again, and tells the venue so. */
    void carry(final StreamShare changed, final URI location, final String request) {
        load = new Load(changed, location);
        watch = new StreamWatch(changed.streams());
        subscribe(List.of(request), 0, connection.connects());
    }

    /** Of requests beside those of a new connection. */
    long nextRequest() {
        return laterRequests++;
    }

    int poll() {
        return connection.poll();
    }

    boolean isUp() {
        return connection.isUp();
    }

    boolean isSideChannel() {
        return share().isSideChannel();
    }

    boolean carriesDepth() {
        return share().streams().stream().anyMatch(stream -> stream.contains("@depth"));
    }

    @Override
    public LastingConnection.Location locate() throws Exception {
        named = load;
        final URI address = named.address();
        final InetAddress host = InetAddress.getByName(address.getHost());
        return new LastingConnection.Location(
                address, new InetSocketAddress(host, WebSocketConnection.portOf(address)));
    }

    @Override
    public void received(final long nanoTime) {
        session.received(nanoTime);
    }

    @Override
    public void onUp() {
        LOG.info("{}: up", share().name());
        watch.begin();
        final long connect = connection.connects();
        subscribe(unnamed(), 0, connect);
        after(subscription.silenceMs(), () -> warnOfSilence(connect));
        session.onSocketUp(this);
    }

    @Override
    public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
        if (!session.onFrame(buffer, offset, length)) {
            return false;
        }
        if (watch.isWatching()) {
            watch.onFrame(buffer, offset, length);
        }
        return true;
    }

    @Override
    public void onPing(final DirectBuffer buffer, final int offset, final int length) {
        session.onPing(buffer, offset, length);
    }

    @Override
    public void onDown() {
        session.onSocketDown(this);
    }

    /** What has come since the connection was begun isn't named in its address. */
    private List<String> unnamed() {
        return named == load
                ? share().subscriptions()
                : List.of(StreamShare.subscription(share().streams(), nextRequest()));
    }

    /** The venue cuts those who say too much at once, so requests go out one by one. */
    private void subscribe(final List<String> requests, final int index, final long connect) {
        if (index == requests.size() || connection.connects() != connect || !connection.isUp()) {
            return;
        }
        final UnsafeBuffer request = new UnsafeBuffer(requests.get(index).getBytes(StandardCharsets.UTF_8));
        final boolean written = connection.writeText(request, 0, request.capacity()) == FrameWriter.Outcome.WRITTEN;
        final int next = written ? index + 1 : index;
        after(subscription.subscribeIntervalMs(), () -> subscribe(requests, next, connect));
    }

    private void warnOfSilence(final long connect) {
        if (connection.connects() == connect && connection.isUp()) {
            watch.concludeSilent().forEach(this::warnOfSilence);
        }
    }

    private void warnOfSilence(final String stream) {
        LOG.warn(
                "stream {} on {} has said nothing for {} ms: is it one of this path?",
                stream,
                load.address().getPath(),
                subscription.silenceMs());
    }

    private void after(final long delayMs, final Runnable task) {
        host.loop().schedule(task, delayMs, TimeUnit.MILLISECONDS);
    }
}
