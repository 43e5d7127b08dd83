package io.ringfence.gateway.session;

import io.ringfence.gateway.clock.PlayedClock;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.message.ChannelKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.AsciiEncoding;
import org.agrona.DirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A venue's market data: as many sockets as the streams need, kept up, read by the inbound loop, decoded in place. Is up
 * while all sockets with trades, quotes or books are; tells each change as a {@code Connection} event. A frame without room pauses its socket, and
 * {@link #poll} reads on.
 *
 * <p>Owned by the inbound loop; {@link #start}, {@link #stop}, {@link #isUp} and {@link #hasLostClock} may be called from any
 * thread.
 */
public final class MarketDataSession {
    /** Digits of ns since 1970; beyond 9e18, in 2255, they may no longer fit. */
    private static final int MAX_TIME_LENGTH = 19;

    private static final Logger LOG = LoggerFactory.getLogger(MarketDataSession.class);
    private static final long STEP_BACK_NS = 1_000_000_000;

    private final List<MarketSocket> sockets = new ArrayList<>();
    private final FrameDecoder decoder;
    private final EventSink sink;
    private final ConnectionReport report;
    private final PlayedClock playedClock;
    private final Runnable onDepthLost;
    private final VenueAddresses venue;
    private final MarketSubscription subscription;
    private final SessionHost host;
    private volatile boolean up;
    private volatile boolean wasUp;
    private boolean connected;

    /**
     * @param decoder     puts events into {@code sink}
     * @param sink        the one before the ring; gets the {@code Connection} events, too
     * @param playedClock follows the venue's market clock; null unless the venue plays a market
     * @param onDepthLost called on the loop when a socket that carried depth is gone: books must be resynchronised
     */
    public MarketDataSession(
            final VenueAddresses venue,
            final MarketSubscription subscription,
            final SessionHost host,
            final FrameDecoder decoder,
            final EventSink sink,
            final PlayedClock playedClock,
            final Runnable onDepthLost) {
        this.venue = venue;
        this.subscription = subscription;
        this.host = host;
        this.decoder = decoder;
        this.sink = sink;
        this.report = new ConnectionReport(sink, venue.venue(), ChannelKind.MARKET_DATA, 0);
        this.playedClock = playedClock;
        this.onDepthLost = onDepthLost;
        for (final StreamShare share : StreamShare.deal(venue.kind(), subscription.symbols(), subscription.kinds())) {
            sockets.add(new MarketSocket(share, address(share), subscription, host, this));
        }
    }

    /** A played market begins with the first who follows its clock: that has to be one who hears the market. */
    private URI address(final StreamShare share) {
        return share.address(venue.marketStreams(), venue.played() && !share.isSideChannel());
    }

    /** Hears {@code symbol}, too, as soon as the venue has taken note. Any thread; nothing else is interrupted. */
    public void add(final String symbol) {
        final List<StreamShare> shares = StreamShare.deal(venue.kind(), List.of(symbol), subscription.kinds());
        host.runOnLoop(() -> shares.forEach(this::take));
    }

    private void take(final StreamShare more) {
        for (final MarketSocket socket : sockets) {
            if (socket.share().hasRoomFor(more)) {
                final StreamShare both = socket.share().with(more);
                socket.carry(both, address(both), StreamShare.subscription(more.streams(), socket.nextRequest()));
                return;
            }
        }
        final MarketSocket opened = new MarketSocket(more, address(more), subscription, host, this);
        sockets.add(opened);
        opened.start();
    }

    /** Hears {@code symbol} no more. Any thread. */
    public void remove(final String symbol) {
        final List<String> streams =
                subscription.kinds().stream().map(kind -> kind.of(symbol)).toList();
        host.runOnLoop(() -> List.copyOf(sockets).forEach(socket -> release(socket, streams)));
    }

    private void release(final MarketSocket socket, final List<String> streams) {
        final List<String> carried = socket.share().among(streams);
        if (carried.isEmpty()) {
            return;
        }
        final StreamShare rest = socket.share().without(streams);
        if (rest.streams().isEmpty()) {
            sockets.remove(socket);
            socket.stop();
            lookWhetherAllAreUp();
        } else {
            socket.carry(rest, address(rest), StreamShare.cancellation(carried, socket.nextRequest()));
        }
    }

    public void start() {
        sockets.forEach(MarketSocket::start);
    }

    /** Closes the sockets for good. */
    public void stop() {
        sockets.forEach(MarketSocket::stop);
    }

    /** Whether every socket with trades, quotes or books is up. Any thread. */
    public boolean isUp() {
        return up;
    }

    /** Whether a played market's clock was followed and now isn't, so that what is signed with it would be refused. */
    public boolean hasLostClock() {
        return playedClock != null && wasUp && !up;
    }

    /** Part of the inbound loop's duty: reads on where there was no room. Returns the work done. */
    public int poll() {
        if (!report.settle()) {
            return 0;
        }
        int work = 0;
        for (int i = 0; i < sockets.size(); i++) {
            work += sockets.get(i).poll();
        }
        return work;
    }

    void received(final long nanoTime) {
        sink.received(nanoTime);
    }

    /** A change of state comes before what follows it. */
    boolean onFrame(final DirectBuffer buffer, final int offset, final int length) {
        return report.settle() && decoder.onFrame(buffer, offset, length);
    }

    /** A played market's pings say how far it is, as decimal ns; other venues' say nothing. */
    void onPing(final DirectBuffer buffer, final int offset, final int length) {
        if (playedClock != null && isTime(buffer, offset, length)) {
            follow(buffer.parseNaturalLongAscii(offset, length));
        }
    }

    private void follow(final long marketTimeNs) {
        playedClock.advanceTo(marketTimeNs);
        if (connected) {
            connected = false;
            checkForStepBack(marketTimeNs);
        }
    }

    private void checkForStepBack(final long marketTimeNs) {
        if (playedClock.timeNs() - marketTimeNs > STEP_BACK_NS) {
            LOG.error(
                    "the venue's market clock stepped back by s={}: it was started anew, with other keys and an empty"
                            + " account; stop this engine and start it again",
                    TimeUnit.NANOSECONDS.toSeconds(playedClock.timeNs() - marketTimeNs));
        }
    }

    /** What a side channel carries (mark prices) is missed by who needs it; the market goes on without. */
    void onSocketUp(final MarketSocket changed) {
        connected = true;
        if (changed.isSideChannel()) {
            return;
        }
        lookWhetherAllAreUp();
    }

    /** Also when one goes that was down. */
    private void lookWhetherAllAreUp() {
        for (final MarketSocket socket : sockets) {
            if (!socket.isUp() && !socket.isSideChannel()) {
                return;
            }
        }
        if (!up) {
            up = true;
            wasUp = true;
            report.up();
        }
    }

    void onSocketDown(final MarketSocket socket) {
        if (!sockets.contains(socket)) {
            return; // It carried nothing any more.
        }
        if (up && !socket.isSideChannel()) {
            up = false;
            report.down();
        }
        if (socket.carriesDepth()) {
            onDepthLost.run();
        }
    }

    private static boolean isTime(final DirectBuffer buffer, final int offset, final int length) {
        for (int at = offset; at < offset + length; at++) {
            if (!AsciiEncoding.isDigit(buffer.getByte(at))) {
                return false;
            }
        }
        return length > 0 && (length < MAX_TIME_LENGTH || length == MAX_TIME_LENGTH && buffer.getByte(offset) < '9');
    }
}
