package io.ringfence.gateway.session;

import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.websocket.CloseCode;
import io.ringfence.gateway.websocket.FrameListener;
import io.ringfence.gateway.websocket.FrameWriter;
import io.ringfence.gateway.websocket.WebSocketConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one websocket up: finds its address on the blocking side, connects, comes again after a loss, and renews the
 * connection before the venue cuts it.
 *
 * <pre>
 *   start ─▶ LOCATING ─▶ CONNECTING ─▶ UP ─┐
 *               ▲  address    refused, lost │
 *               └───────── WAITING ◀────────┘        stop, from any state ─▶ STOPPED
 * </pre>
 *
 * Owned by its loop; {@link #start} and {@link #stop} may be called from any thread.
 */
final class LastingConnection implements FrameListener {
    /** Whose connection it is; called on the loop, but for {@link #locate}. */
    interface Owner {
        /** Where to connect to, this time. Called on the blocking side. */
        Location locate() throws Exception;

        /** Whether to connect now; if not, the question is asked again soon. What weighs on the venue isn't begun during a ban. */
        default boolean mayConnect() {
            return true;
        }

        void received(long nanoTime);

        void onUp();

        boolean onText(DirectBuffer buffer, int offset, int length);

        default void onPing(final DirectBuffer buffer, final int offset, final int length) {}

        /** Called only after {@link #onUp}. */
        void onDown();
    }

    /** An address, and where its host was found. */
    record Location(URI address, InetSocketAddress remote) {}

    private enum State {
        NEW,
        WAITING,
        LOCATING,
        CONNECTING,
        UP,
        STOPPED
    }

    private static final Logger LOG = LoggerFactory.getLogger(LastingConnection.class);
    private static final int ASK_AGAIN_MS = 20;
    /** Of equal distance, until {@link ReconnectPolicy#deadAfter}. */
    private static final int QUIET_LOOKS = 4;

    private static final long STABLE_AFTER_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final String name;
    private final SessionHost host;
    private final PollingLoop loop;
    private final Owner owner;
    private final SplittableRandom random = new SplittableRandom();
    private State state = State.NEW;
    private WebSocketConnection connection;
    private Future<?> renewal;
    private int failures;
    private long connects;
    private long upSinceNanos;
    /** Since the last look. */
    private boolean heard;

    private int quietLooks;

    LastingConnection(final String name, final SessionHost host, final Owner owner) {
        this.name = name;
        this.host = host;
        this.loop = host.loop();
        this.owner = owner;
    }

    void start() {
        loop.execute(this::begin);
    }

    /** Closes for good. After it the owner hears onDown if it was up, and nothing else. */
    void stop() {
        host.runOnLoop(this::end);
    }

    /** Gives the present connection up for a new one, at once. Called from the loop. */
    void renew(final String reason) {
        if (state == State.UP) {
            connection.close(CloseCode.NORMAL, reason);
        }
    }

    /** Gives the present connection up because it is of no use; counts as a failure. Called from the loop. */
    void giveUp(final String reason) {
        if (state == State.UP) {
            connection.close(CloseCode.NORMAL, reason);
        }
    }

    /** Reads on if it was paused. Called from the loop's duty; returns 1 if it did something. */
    int poll() {
        if (connection != null && connection.isPaused()) {
            return connection.resume() ? 1 : 0;
        }
        return 0;
    }

    boolean isUp() {
        return state == State.UP && connection.isOpen();
    }

    /** Whether it is up, and what comes is read. */
    boolean isListening() {
        return isUp() && !connection.isPaused();
    }

    FrameWriter.Outcome writeText(final DirectBuffer buffer, final int offset, final int length) {
        return isUp() ? connection.writer().writeText(buffer, offset, length) : FrameWriter.Outcome.NOT_CONNECTED;
    }

    /** How often it came up. */
    long connects() {
        return connects;
    }

    private void begin() {
        if (state == State.NEW) {
            state = State.WAITING;
            locate();
        }
    }

    private void end() {
        final State before = state;
        state = State.STOPPED;
        cancelRenewal();
        if (before == State.UP) {
            owner.onDown();
        }
        if (connection != null) {
            connection.close(CloseCode.NORMAL, "stopped");
            connection.resume();
        }
    }

    private void locate() {
        if (state != State.WAITING) {
            return;
        }
        if (!owner.mayConnect()) {
            after(ASK_AGAIN_MS);
            return;
        }
        state = State.LOCATING;
        host.blockingSide().execute(this::locateAndConnect);
    }

    /** On the blocking side. */
    private void locateAndConnect() {
        try {
            final Location location = owner.locate();
            host.runOnLoop(() -> connect(location));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final Exception e) {
            host.runOnLoop(() -> notLocated(e));
        }
    }

    private void notLocated(final Exception cause) {
        if (state == State.LOCATING) {
            tryLater("no address: " + (cause instanceof RestException ? cause.getMessage() : cause), 0);
        }
    }

    private void connect(final Location location) {
        if (state == State.LOCATING) {
            state = State.CONNECTING;
            connection = new WebSocketConnection(loop, host.sockets(), this);
            connection.connect(location.address(), location.remote());
        }
    }

    /** @param atLeastMs the usual time comes on top of it */
    private void tryLater(final String reason, final long atLeastMs) {
        failures++;
        final long delayMs = atLeastMs + host.reconnecting().delayMs(failures, random);
        if (isWorthTelling()) {
            LOG.warn("{}: {}; failures={} retryMs={}", name, reason, failures, delayMs);
        }
        after(delayMs);
    }

    /** A venue that is away for hours shouldn't fill the log: the 1st, 2nd, 4th, 8th, ... failure in a row is told. */
    private boolean isWorthTelling() {
        return Integer.bitCount(failures) == 1;
    }

    private void after(final long delayMs) {
        state = State.WAITING;
        if (!loop.isShuttingDown()) {
            loop.schedule(this::locate, delayMs, TimeUnit.MILLISECONDS);
        }
    }

    /** Only a connection that lasted makes the next failure a first one, or one that comes and goes would come too often. */
    private void forgiveIfStable() {
        if (System.nanoTime() - upSinceNanos > STABLE_AFTER_NANOS) {
            failures = 0;
        }
    }

    private void watchForDeath(final long connect) {
        loop.schedule(
                () -> lookAgain(connect),
                host.reconnecting().deadAfter().toNanos() / QUIET_LOOKS,
                TimeUnit.NANOSECONDS);
    }

    private void lookAgain(final long connect) {
        if (state == State.UP && connects == connect) {
            look();
            watchForDeath(connect);
        }
    }

    /**
     * A peer that vanished without a word leaves a connection that looks well, and a market may be quiet: so who says
     * nothing from one look to the next is pinged, which everybody has to answer. It is looks that count, not time, or a loop
     * that stood still would take its own silence for the peer's; a paused connection isn't listening.
     */
    void look() {
        if (heard || connection.isPaused()) {
            heard = false;
            quietLooks = 0;
            return;
        }
        quietLooks++;
        if (quietLooks == QUIET_LOOKS) {
            giveUp("nothing came for ms=" + host.reconnecting().deadAfter().toMillis()
                    + ", no answer to a ping either");
        } else {
            connection.ping();
        }
    }

    private void cancelRenewal() {
        if (renewal != null) {
            renewal.cancel(false);
            renewal = null;
        }
    }

    @Override
    public void received(final long nanoTime) {
        heard = true;
        owner.received(nanoTime);
    }

    @Override
    public void onOpen() {
        if (state != State.CONNECTING) {
            connection.close(CloseCode.NORMAL, "stopped");
            return;
        }
        state = State.UP;
        connects++;
        renewal = loop.schedule(
                () -> renew("renewed before the venue cuts it"),
                host.reconnecting().renewalMs(random),
                TimeUnit.MILLISECONDS);
        upSinceNanos = System.nanoTime();
        heard = true;
        quietLooks = 0;
        watchForDeath(connects);
        owner.onUp();
    }

    /** What comes after the stop is nobody's any more. */
    @Override
    public boolean onText(final DirectBuffer buffer, final int offset, final int length) {
        return state != State.UP || owner.onText(buffer, offset, length);
    }

    @Override
    public void onPing(final DirectBuffer buffer, final int offset, final int length) {
        if (state == State.UP) {
            owner.onPing(buffer, offset, length);
        }
    }

    @Override
    public void onClosed(final int code, final String reason) {
        cancelRenewal();
        final long bannedForMs = TimeUnit.SECONDS.toMillis(connection.bannedForS());
        connection = null;
        if (bannedForMs > 0) {
            host.budget().closeForMs(bannedForMs);
        }
        if (state == State.STOPPED) {
            return;
        }
        if (state == State.UP) {
            forgiveIfStable();
            owner.onDown();
        }
        tryLater("closed code=" + code + " reason=" + reason, bannedForMs);
    }
}
