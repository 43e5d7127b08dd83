package io.ringfence.gateway.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.message.MarketKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class StreamShareTest {
    private static final URI BASE = URI.create("ws://127.0.0.1:9000");
    private static final List<StreamKind> ALL_KINDS = List.of(
            StreamKind.TRADE,
            StreamKind.BEST_QUOTE,
            StreamKind.DEPTH,
            StreamKind.AGGREGATE_TRADE,
            StreamKind.MARK_PRICE,
            StreamKind.candle("1m"));

    @Test
    void shouldSplitUsdmStreamsByPath() {
        final List<StreamShare> shares = StreamShare.deal(MarketKind.USDM, List.of("BTCUSDT"), ALL_KINDS);

        assertEquals(
                List.of(
                        "ws://127.0.0.1:9000/public/stream?streams="
                                + "btcusdt@trade/btcusdt@bookTicker/btcusdt@depth@100ms&marketClock=true",
                        "ws://127.0.0.1:9000/market/stream?streams="
                                + "btcusdt@aggTrade/btcusdt@markPrice@1s/btcusdt@kline_1m&marketClock=true"),
                shares.stream()
                        .map(share -> share.address(BASE, true).toString())
                        .toList());
    }

    @Test
    void shouldPutSpotStreamsOnOnePath() {
        final List<StreamShare> shares = StreamShare.deal(
                MarketKind.SPOT, List.of("BTCUSDT", "ETHUSDT"), List.of(StreamKind.AGGREGATE_TRADE, StreamKind.TRADE));

        assertEquals(
                List.of("ws://127.0.0.1:9000/stream?streams="
                        + "btcusdt@trade/ethusdt@trade/btcusdt@aggTrade/ethusdt@aggTrade"),
                shares.stream()
                        .map(share -> share.address(BASE, false).toString())
                        .toList());
        assertTrue(shares.get(0).subscriptions().isEmpty());
    }

    @Test
    void shouldNameEveryStreamOnceOverAddressesAndSubscriptions() {
        final List<String> symbols =
                IntStream.range(0, 210).mapToObj(i -> "S" + i + "USDT").toList();

        final List<StreamShare> shares = StreamShare.deal(MarketKind.USDM, symbols, ALL_KINDS);

        assertEquals(8, shares.size());
        final String everything = shares.stream()
                .map(share -> share.address(BASE, false) + " " + share.subscriptions())
                .collect(Collectors.joining(" "));
        for (final String symbol : symbols) {
            for (final StreamKind kind : ALL_KINDS) {
                assertEquals(2, everything.split(boundaried(kind.of(symbol)), -1).length, kind.of(symbol));
            }
        }
        assertTrue(shares.stream()
                .allMatch(share -> share.address(BASE, true).toString().length() < 4_000));
    }

    @Test
    void shouldFindTheStreamsThatSayNothing() {
        final StreamWatch watch = new StreamWatch(List.of("btcusdt@trade", "btcusdt@depth@100ms", "ethusdt@trade"));
        watch.begin();

        hear(watch, "{\"stream\":\"btcusdt@trade\",\"data\":{}}");
        hear(watch, "{\"stream\":\"btcusdt@trade\",\"marketTime\":1,\"data\":{}}");
        hear(watch, "{\"stream\":\"unknown@trade\",\"data\":{}}");
        hear(watch, "{\"result\":null,\"id\":1}");
        hear(watch, "{\"stream\":\"ethusdt@tra");

        assertTrue(watch.isWatching());
        assertEquals(List.of("btcusdt@depth@100ms", "ethusdt@trade"), watch.concludeSilent());
        assertFalse(watch.isWatching());
    }

    @Test
    void shouldStopWatchingWhenAllHaveSpokenAndBeginAnew() {
        final StreamWatch watch = new StreamWatch(List.of("a@trade", "b@trade"));
        watch.begin();

        hear(watch, "{\"stream\":\"a@trade\",\"data\":{}}");
        hear(watch, "{\"stream\":\"b@trade\",\"data\":{}}");

        assertFalse(watch.isWatching());
        assertTrue(watch.concludeSilent().isEmpty());
        watch.begin();
        assertTrue(watch.isWatching());
    }

    private static void hear(final StreamWatch watch, final String frame) {
        final UnsafeBuffer buffer = new UnsafeBuffer(frame.getBytes(StandardCharsets.UTF_8));
        watch.onFrame(buffer, 0, buffer.capacity());
    }

    private static String boundaried(final String stream) {
        return "(?<![a-z0-9])" + stream + "(?![@_a-z0-9])";
    }
}
