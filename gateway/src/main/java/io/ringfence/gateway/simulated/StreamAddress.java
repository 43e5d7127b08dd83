package io.ringfence.gateway.simulated;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.ringfence.journal.message.MarketKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a stream URL asks for. Prefixes before the known segments are ignored, since clients put some there.
 *
 * @param combined    messages come wrapped in {@code {"stream":…,"data":…}}
 * @param streams     subscribed by the URL itself
 * @param marketClock the client follows the market clock
 */
record StreamAddress(Route route, boolean combined, List<String> streams, boolean marketClock) {
    /** Which streams a path delivers; others are accepted there and stay silent. */
    enum Route {
        PUBLIC,
        MARKET,
        PRIVATE,
        /** Spot if the venue plays spot; else what PUBLIC delivers. */
        UNROUTED;

        boolean delivers(final StreamName.Kind kind, final MarketKind market) {
            if (market == MarketKind.SPOT) {
                return this == UNROUTED && !kind.isMarkPrice();
            }
            return switch (this) {
                case PUBLIC, UNROUTED -> kind.isBookData();
                case MARKET -> !kind.isBookData();
                case PRIVATE -> false;
            };
        }
    }

    static boolean isStream(final QueryStringDecoder url) {
        final List<String> segments = segments(url);
        return segments.contains("ws") || segments.contains("stream");
    }

    static StreamAddress of(final QueryStringDecoder url) {
        final List<String> segments = segments(url);
        final int raw = segments.lastIndexOf("ws");
        final List<String> streams = new ArrayList<>();
        if (raw >= 0) {
            streams.addAll(segments.subList(raw + 1, segments.size()));
        }
        for (final String list : url.parameters().getOrDefault("streams", List.of())) {
            streams.addAll(Arrays.asList(list.split("/")));
        }
        // Clients number their sockets in the path; a number is no stream.
        streams.removeIf(name -> name.isEmpty() || name.matches("[0-9]+"));
        return new StreamAddress(route(segments), raw < 0, streams, flag(url, "marketClock"));
    }

    private static Route route(final List<String> segments) {
        if (segments.contains("private")) {
            return Route.PRIVATE;
        }
        if (segments.contains("market")) {
            return Route.MARKET;
        }
        return segments.contains("public") ? Route.PUBLIC : Route.UNROUTED;
    }

    private static List<String> segments(final QueryStringDecoder url) {
        return Arrays.stream(url.path().split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
    }

    private static boolean flag(final QueryStringDecoder url, final String name) {
        return url.parameters().getOrDefault(name, List.of()).contains("true");
    }
}
