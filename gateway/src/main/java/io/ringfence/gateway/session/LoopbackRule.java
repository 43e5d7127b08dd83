package io.ringfence.gateway.session;

import io.ringfence.gateway.websocket.WebSocketConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;

/**
 * Orders go to this host only, until connectivity to real venues is hardened: every address of the order entry's host
 * must be a loopback one. Market data may come from anywhere. Looks names up, so: start-up and the blocking side.
 */
public final class LoopbackRule {
    private LoopbackRule() {}

    /**
     * Looks the host up and judges it. Whoever connects must use the address that was judged, not the name, which may
     * mean something else a moment later.
     *
     * @throws OrderEntryRefused if one of the host's addresses is not loopback
     */
    public static InetSocketAddress resolve(final URI orderEntry) throws UnknownHostException {
        final InetAddress[] found = InetAddress.getAllByName(orderEntry.getHost());
        for (final InetAddress address : found) {
            if (!address.isLoopbackAddress()) {
                throw new OrderEntryRefused(orderEntry, address);
            }
        }
        return new InetSocketAddress(found[0], WebSocketConnection.portOf(orderEntry));
    }
}
