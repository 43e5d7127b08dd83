package io.ringfence.gateway.session;

import java.util.Locale;

/**
 * A kind of market stream, and the path that carries it. A USD-M stream asked for on the wrong path is accepted and
 * stays silent (paths: Binance, derivatives change log of 2026-03).
 *
 * @param suffix what follows the symbol in the stream's name
 */
public record StreamKind(String suffix, Path path) {
    /** Where USD-M serves it; spot serves all on one path. */
    public enum Path {
        PUBLIC("/public"),
        MARKET("/market");

        private final String text;

        Path(final String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    public static final StreamKind TRADE = new StreamKind("@trade", Path.PUBLIC);
    public static final StreamKind BEST_QUOTE = new StreamKind("@bookTicker", Path.PUBLIC);
    public static final StreamKind DEPTH = new StreamKind("@depth@100ms", Path.PUBLIC);
    public static final StreamKind AGGREGATE_TRADE = new StreamKind("@aggTrade", Path.MARKET);
    public static final StreamKind MARK_PRICE = new StreamKind("@markPrice@1s", Path.MARKET);

    /** @param interval as the venue writes it, e.g. {@code 1m} */
    public static StreamKind candle(final String interval) {
        return new StreamKind("@kline_" + interval, Path.MARKET);
    }

    /** The stream's name: symbols are lower-case here, and only here. */
    public String of(final String symbol) {
        return symbol.toLowerCase(Locale.ROOT) + suffix;
    }
}
