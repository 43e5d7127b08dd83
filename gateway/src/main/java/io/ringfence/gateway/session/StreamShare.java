package io.ringfence.gateway.session;

import io.ringfence.journal.message.MarketKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * The streams that one socket carries. Some are named in the address already; the rest, which would make it too long,
 * are subscribed to afterwards, in batches.
 */
record StreamShare(String name, String pathText, List<String> streams) {
    /** Documented are 1,024; clients use 200. */
    static final int MAX_STREAMS = 200;

    private static final int MAX_IN_ADDRESS = 100;
    private static final String SUBSCRIBE = "SUBSCRIBE";
    private static final String UNSUBSCRIBE = "UNSUBSCRIBE";
    private static final int MAX_IN_BATCH = 100;

    /** Deals the streams of all symbols out to as many sockets as they need. */
    static List<StreamShare> deal(
            final MarketKind kind, final Collection<String> symbols, final Collection<StreamKind> kinds) {
        final List<StreamShare> shares = new ArrayList<>();
        if (kind == MarketKind.USDM) {
            for (final StreamKind.Path path : StreamKind.Path.values()) {
                deal(shares, path.text(), names(symbols, kinds, path));
            }
        } else {
            final List<String> all = names(symbols, kinds, StreamKind.Path.PUBLIC);
            all.addAll(names(symbols, kinds, StreamKind.Path.MARKET));
            deal(shares, "", all);
        }
        return shares;
    }

    /** @param marketClock whether to ask for the played market's time in every frame */
    URI address(final URI base, final boolean marketClock) {
        final String named = String.join("/", streams.subList(0, Math.min(MAX_IN_ADDRESS, streams.size())));
        return URI.create(base + pathText + "/stream?streams=" + named + (marketClock ? "&marketClock=true" : ""));
    }

    /** Whether it carries mark prices alone. */
    boolean isSideChannel() {
        return streams.stream().allMatch(stream -> stream.contains("@markPrice"));
    }

    /** The SUBSCRIBE requests for what the address doesn't name. */
    List<String> subscriptions() {
        final List<String> requests = new ArrayList<>();
        for (int from = MAX_IN_ADDRESS; from < streams.size(); from += MAX_IN_BATCH) {
            final List<String> batch = streams.subList(from, Math.min(from + MAX_IN_BATCH, streams.size()));
            requests.add(request(SUBSCRIBE, batch, requests.size() + 1));
        }
        return requests;
    }

    /** Whether it has room for the streams of {@code other}, which its path serves. */
    boolean hasRoomFor(final StreamShare other) {
        return pathText.equals(other.pathText) && streams.size() + other.streams.size() <= MAX_STREAMS;
    }

    /** With the streams of {@code other}, too. */
    StreamShare with(final StreamShare other) {
        return new StreamShare(
                name,
                pathText,
                Stream.concat(streams.stream(), other.streams.stream()).toList());
    }

    /** Without the streams of {@code others}. */
    StreamShare without(final Collection<String> others) {
        return new StreamShare(
                name,
                pathText,
                streams.stream().filter(stream -> !others.contains(stream)).toList());
    }

    /** The streams of {@code others} that it carries. */
    List<String> among(final Collection<String> others) {
        return streams.stream().filter(others::contains).toList();
    }

    /** The request that a socket which is up needs to hear these as well. */
    static String subscription(final List<String> streams, final long id) {
        return request(SUBSCRIBE, streams, id);
    }

    /** The request after which these say no more. */
    static String cancellation(final List<String> streams, final long id) {
        return request(UNSUBSCRIBE, streams, id);
    }

    private static String request(final String method, final List<String> streams, final long id) {
        return "{\"method\":\"" + method + "\",\"params\":[\"" + String.join("\",\"", streams) + "\"],\"id\":" + id
                + "}";
    }

    private static List<String> names(
            final Collection<String> symbols, final Collection<StreamKind> kinds, final StreamKind.Path path) {
        final List<String> names = new ArrayList<>();
        for (final StreamKind kind : kinds) {
            if (kind.path() == path) {
                symbols.forEach(symbol -> names.add(kind.of(symbol)));
            }
        }
        return names;
    }

    private static void deal(final List<StreamShare> shares, final String pathText, final List<String> streams) {
        for (int from = 0; from < streams.size(); from += MAX_STREAMS) {
            final List<String> share = streams.subList(from, Math.min(from + MAX_STREAMS, streams.size()));
            shares.add(new StreamShare(
                    "market data" + pathText + " " + (shares.size() + 1), pathText, List.copyOf(share)));
        }
    }
}
