package io.ringfence.gateway.binance;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.Side;
import java.nio.charset.StandardCharsets;

/** The venue's words for an order's side and status, as reports and answers share them. */
final class OrderWords {
    private static final byte[] BUY = {'B', 'U', 'Y'};
    private static final byte[] SELL = {'S', 'E', 'L', 'L'};
    private static final OrderStatus[] STATUSES = {
        OrderStatus.NEW,
        OrderStatus.PARTIALLY_FILLED,
        OrderStatus.FILLED,
        OrderStatus.CANCELED,
        OrderStatus.EXPIRED,
        OrderStatus.EXPIRED,
        OrderStatus.REJECTED
    };
    private static final byte[][] STATUS_WORDS =
            words("NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "EXPIRED", "EXPIRED_IN_MATCH", "REJECTED");
    private static final int NONE = -1;

    private OrderWords() {}

    /** Rejects any other word. */
    static Side side(final JsonScanner scanner) {
        scanner.string();
        if (scanner.textIs(BUY)) {
            return Side.BUY;
        }
        if (!scanner.textIs(SELL)) {
            scanner.reject(Fault.UNKNOWN_WORD);
        }
        return Side.SELL;
    }

    /** OTHER for a word of a later day. */
    static OrderStatus status(final JsonScanner scanner) {
        final int word = word(scanner, STATUS_WORDS);
        return word == NONE ? OrderStatus.OTHER : STATUSES[word];
    }

    /** The place of the next string in {@code words}; -1: it is none of them. */
    static int word(final JsonScanner scanner, final byte[][] words) {
        scanner.string();
        for (int i = 0; i < words.length; i++) {
            if (scanner.textIs(words[i])) {
                return i;
            }
        }
        return NONE;
    }

    static byte[][] words(final String... words) {
        final byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] = words[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }
}
