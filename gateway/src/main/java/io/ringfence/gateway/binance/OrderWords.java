package io.ringfence.gateway.binance;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.Side;
import java.nio.charset.StandardCharsets;

/** The venue's words for an order's side and status, as reports and answers share them. */
final class OrderWords {
    private static final Words SIDES = new Words("BUY", "SELL");
    private static final OrderStatus[] STATUSES = {
        OrderStatus.NEW,
        OrderStatus.PARTIALLY_FILLED,
        OrderStatus.FILLED,
        OrderStatus.CANCELED,
        OrderStatus.EXPIRED,
        OrderStatus.EXPIRED,
        OrderStatus.REJECTED
    };
    private static final Words STATUS_WORDS =
            new Words("NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "EXPIRED", "EXPIRED_IN_MATCH", "REJECTED");
    private static final int NONE = -1;

    /** Words of the venue, most of which their first eight bytes tell apart from all others. */
    static final class Words {
        private final byte[][] texts;
        private final long[] heads;

        Words(final String... words) {
            texts = new byte[words.length][];
            heads = new long[words.length];
            for (int i = 0; i < words.length; i++) {
                texts[i] = words[i].getBytes(StandardCharsets.US_ASCII);
                for (int at = Math.min(Long.BYTES, texts[i].length) - 1; at >= 0; at--) {
                    heads[i] = heads[i] << Byte.SIZE | texts[i][at];
                }
            }
        }

        /** The place of the string that was taken last; -1: it is none of them. */
        int place(final JsonScanner scanner) {
            final long head = scanner.textHead();
            for (int i = 0; i < heads.length; i++) {
                if (heads[i] == head && scanner.textIs(texts[i])) {
                    return i;
                }
            }
            return NONE;
        }
    }

    private OrderWords() {}

    /** Rejects any other word. */
    static Side side(final JsonScanner scanner) {
        final int word = word(scanner, SIDES);
        if (word == NONE) {
            scanner.reject(Fault.UNKNOWN_WORD);
        }
        return word == 0 ? Side.BUY : Side.SELL;
    }

    /** OTHER for a word of a later day. */
    static OrderStatus status(final JsonScanner scanner) {
        final int word = word(scanner, STATUS_WORDS);
        return word == NONE ? OrderStatus.OTHER : STATUSES[word];
    }

    /** The place of the next string in {@code words}; -1: it is none of them. */
    static int word(final JsonScanner scanner, final Words words) {
        scanner.string();
        return words.place(scanner);
    }
}
