package io.ringfence.engine.assembly;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.ringfence.engine.config.Idle;
import io.ringfence.engine.config.LaneIdles;
import io.ringfence.engine.config.LaneLayout;
import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.loop.LoopSettings;
import io.ringfence.gateway.loop.PollingLoop;
import io.ringfence.gateway.session.BlockingSide;
import io.ringfence.gateway.session.ReconnectPolicy;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.SessionHost;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.gateway.websocket.WebSocketSettings;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * The event loops: one that reads the market and writes the ring, one that runs {@code orders} with the order socket, the
 * same loop if the layout says so; and the sides on which waiting is allowed.
 *
 * @param bookSide fetches books, of which hundreds may be missing at once
 */
record Hosts(
        PollingLoop inboundLoop,
        PollingLoop ordersLoop,
        BlockingSide blockingSide,
        BlockingSide bookSide,
        WebSocketSettings sockets,
        RequestBudget budget) {
    private static final int BLOCKING_THREADS = 4;
    private static final int BOOK_THREADS = 2;
    private static final String INBOUND = "inbound";
    private static final String ORDERS = "orders";

    /** @param idles of the lanes that the loops run */
    static Hosts open(
            final LaneLayout layout, final LaneIdles idles, final VenueAddresses venue, final RequestBudget budget)
            throws SSLException {
        final BlockingSide blockingSide = new BlockingSide("blocking", BLOCKING_THREADS);
        final PollingLoop inbound = new PollingLoop(LoopSettings.of(INBOUND, mode(idles.of(INBOUND))));
        final PollingLoop orders = layout.inboundInside()
                ? inbound
                : new PollingLoop(LoopSettings.of(
                        ORDERS, mode(idles.of(layout.lane(layout.rows().size() - 1)))));
        return new Hosts(
                inbound,
                orders,
                blockingSide,
                new BlockingSide("books", BOOK_THREADS),
                WebSocketSettings.of(tls(venue), blockingSide),
                budget);
    }

    SessionHost inboundHost() {
        return new SessionHost(inboundLoop, blockingSide, sockets, ReconnectPolicy.standard(), budget);
    }

    SessionHost ordersHost() {
        return new SessionHost(ordersLoop, blockingSide, sockets, ReconnectPolicy.standard(), budget);
    }

    /** Lets nothing come in any more; false if the loop hangs. In the one-thread layout it is the only loop. */
    boolean closeInbound(final Duration timeout) throws InterruptedException {
        return inboundLoop.close(timeout);
    }

    /** False if the loop hangs. */
    boolean closeOrders(final Duration timeout) throws InterruptedException {
        return ordersLoop.close(timeout);
    }

    /** Interrupts what waits. */
    void closeBlocking(final Duration timeout) throws InterruptedException {
        blockingSide.close(timeout);
        bookSide.close(timeout);
    }

    private static IdleMode mode(final Idle idle) {
        return idle == Idle.SPIN ? IdleMode.SPIN : IdleMode.BLOCK;
    }

    private static SslContext tls(final VenueAddresses venue) throws SSLException {
        final boolean plain = "ws".equals(venue.marketStreams().getScheme());
        return plain
                ? null
                : SslContextBuilder.forClient()
                        .endpointIdentificationAlgorithm("HTTPS")
                        .build();
    }
}
