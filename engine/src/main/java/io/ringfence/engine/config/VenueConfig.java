package io.ringfence.engine.config;

import io.ringfence.gateway.matching.MatchingRules;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.number.Money;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a file in {@code config/venues} says.
 *
 * @param name           in output and journal, lower case
 * @param kind           which protocol
 * @param rest           http or https
 * @param marketStreams  ws or wss; the paths behind it are the protocol's
 * @param api            ws or wss, whole; order entry. Without it: market data only
 * @param privateStreams ws or wss, without path; user data, where the protocol has it on a socket of its own
 * @param clock          whose time is engine time
 * @param keys           where the keys come from
 * @param fees           what the matching model charges
 * @param latency        from the engine to the matching model, one way
 */
public record VenueConfig(
        String name,
        VenueKind kind,
        URI rest,
        URI marketStreams,
        Optional<URI> api,
        Optional<URI> privateStreams,
        @Default("system") ClockKind clock,
        @Default("{}") KeySettings keys,
        FeeSettings fees,
        @Default("5ms") Timeframe latency) {
    private static final Set<String> HTTP = Set.of("http", "https");
    private static final Set<String> WEBSOCKET = Set.of("ws", "wss");
    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "[::1]");

    /** Of 1e9. */
    private static final double PARTS_PER_PERCENT = 1e7;

    public VenueConfig {
        if (!name.matches("[a-z0-9-]{1,32}")) {
            throw new InvalidSetting("name", name, "must be 1 to 32 small letters, digits or -, as in binance-usdm");
        }
        check("rest", rest, HTTP);
        check("marketStreams", marketStreams, WEBSOCKET);
        api.ifPresent(uri -> check("api", uri, WEBSOCKET));
        privateStreams.ifPresent(uri -> check("privateStreams", uri, WEBSOCKET));
    }

    /** Whether orders would stay on this machine. True where there is no order entry at all. */
    public boolean ordersStayOnLoopback() {
        return api.map(uri -> LOOPBACK.contains(uri.getHost())).orElse(true);
    }

    /** The same with a relative key file below {@code home}. */
    public VenueConfig withKeysBelow(final Path home) {
        return new VenueConfig(
                name,
                kind,
                rest,
                marketStreams,
                api,
                privateStreams,
                clock,
                new KeySettings(keys.environment(), keys.file().map(home::resolve)),
                fees,
                latency);
    }

    /** Where sessions connect. Without order entry, its address is null. */
    public VenueAddresses addresses() {
        return new VenueAddresses(
                venue(),
                kind.market(),
                rest,
                marketStreams,
                api.orElse(null),
                privateStreams.orElse(marketStreams),
                clock == ClockKind.PLAYED);
    }

    /** What the matching model charges and how far away it is; the rest as it is by default. */
    public MatchingRules matchingRules() {
        return MatchingRules.DEFAULT
                .withFees(fraction(fees.takerPercent()), fraction(fees.makerPercent()))
                .withLatencyNs(latency.ns());
    }

    /** What a taker pays, parts of 1e9 of the notional. */
    long takerFee() {
        return Math.round(fees.takerPercent() * PARTS_PER_PERCENT);
    }

    private Venue venue() {
        return clock == ClockKind.PLAYED ? Venue.SIMULATED : kind.venue();
    }

    /** Percent as a part of one, 1e-8. */
    private static long fraction(final double percent) {
        return Math.round(percent / 100 * Money.ONE);
    }

    private static void check(final String key, final URI uri, final Set<String> schemes) {
        if (uri.getScheme() == null || !schemes.contains(uri.getScheme()) || uri.getHost() == null) {
            throw new InvalidSetting(
                    key, uri, "must be an address that starts with " + String.join(":// or ", sorted(schemes)) + "://");
        }
        if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new InvalidSetting(key, uri.getScheme() + "://…", "must have no user, query or fragment");
        }
    }

    private static List<String> sorted(final Set<String> schemes) {
        return schemes.stream().sorted().toList();
    }
}
