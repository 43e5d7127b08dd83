package io.ringfence.gateway.session;

import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;
import java.net.URI;

/**
 * Where a venue is found. Bases have no trailing slash; paths are appended by kind.
 *
 * @param kind           whose paths and limits hold
 * @param rest           e.g. {@code https://fapi.binance.com}
 * @param marketStreams  e.g. {@code wss://fstream.binance.com}; the split paths are appended
 * @param orderEntry     the websocket API, whole, e.g. {@code wss://ws-fapi.binance.com/ws-fapi/v1}
 * @param privateStreams e.g. {@code wss://fstream.binance.com}; {@code /private/ws} is appended
 * @param played         whether a recorded or generated market is played there, whose clock the engine follows
 */
public record VenueAddresses(
        Venue venue, MarketKind kind, URI rest, URI marketStreams, URI orderEntry, URI privateStreams, boolean played) {

    /** The simulated venue on this host, which plays a market of {@code kind} at {@code port}. */
    public static VenueAddresses simulated(final MarketKind kind, final int port) {
        final URI streams = URI.create("ws://127.0.0.1:" + port);
        return new VenueAddresses(
                Venue.SIMULATED,
                kind,
                URI.create("http://127.0.0.1:" + port),
                streams,
                URI.create(streams + (kind == MarketKind.USDM ? "/ws-fapi/v1" : "/ws-api/v3")),
                streams,
                true);
    }
}
