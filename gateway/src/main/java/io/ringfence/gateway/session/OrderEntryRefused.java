package io.ringfence.gateway.session;

import java.net.InetAddress;
import java.net.URI;

/** Order entry was configured for an address to which no order may go. */
public final class OrderEntryRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OrderEntryRefused(final URI orderEntry, final InetAddress address) {
        super("order entry to " + orderEntry + " is refused: host=" + orderEntry.getHost() + " is address="
                + address.getHostAddress()
                + ", which is not loopback. This version sends orders to a simulated venue on this host only; real"
                + " venues can be used for market data (mode: paper)");
    }
}
