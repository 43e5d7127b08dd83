package io.ringfence.gateway.simulated;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A stream as a client names it.
 *
 * @param symbol   upper case; {@link #ALL} for {@code !bookTicker}; empty for what this venue doesn't have
 * @param interval of a kline stream, else empty
 * @param bytes    the name as it stands in messages
 */
record StreamName(String text, Kind kind, String symbol, String interval, byte[] bytes) {
    static final String ALL = "*";

    enum Kind {
        TRADE,
        BOOK_TICKER,
        DEPTH,
        AGG_TRADE,
        KLINE,
        MARK_PRICE_1S,
        MARK_PRICE_3S,
        /** Accepted, and silent for ever, as at the venue. */
        UNKNOWN;

        boolean isBookData() {
            return this == TRADE || this == BOOK_TICKER || this == DEPTH;
        }

        boolean isMarkPrice() {
            return this == MARK_PRICE_1S || this == MARK_PRICE_3S;
        }
    }

    static StreamName parse(final String text) {
        final int at = text.indexOf('@');
        if (text.equals("!bookTicker")) {
            return of(text, Kind.BOOK_TICKER, ALL, "");
        }
        if (at <= 0) {
            return of(text, Kind.UNKNOWN, "", "");
        }
        final String symbol = text.substring(0, at).toUpperCase(Locale.ROOT);
        final String what = text.substring(at + 1);
        if (what.startsWith("kline_")) {
            final String interval = what.substring("kline_".length());
            return of(text, KlineInterval.isKnown(interval) ? Kind.KLINE : Kind.UNKNOWN, symbol, interval);
        }
        return of(text, kind(what), symbol, "");
    }

    private static Kind kind(final String what) {
        if (what.startsWith("depth")) {
            return Kind.DEPTH;
        }
        return switch (what) {
            case "trade" -> Kind.TRADE;
            case "bookTicker" -> Kind.BOOK_TICKER;
            case "aggTrade" -> Kind.AGG_TRADE;
            case "markPrice" -> Kind.MARK_PRICE_3S;
            case "markPrice@1s" -> Kind.MARK_PRICE_1S;
            default -> Kind.UNKNOWN;
        };
    }

    private static StreamName of(final String text, final Kind kind, final String symbol, final String interval) {
        return new StreamName(text, kind, symbol, interval, text.getBytes(StandardCharsets.UTF_8));
    }
}
