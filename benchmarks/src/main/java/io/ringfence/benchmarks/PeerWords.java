package io.ringfence.benchmarks;

import com.alibaba.fastjson2.util.Fnv;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.ExecutionType;
import io.ringfence.journal.message.OrderStatus;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.number.Money;
import java.util.List;

/** What words of a frame mean, found by their hash, which peers can have without making text of them; and decimals of text. */
final class PeerWords {
    private static final long BUY = Fnv.hashCode64("BUY");
    private static final long[] EXECUTIONS = hashes("NEW", "TRADE", "CANCELED", "EXPIRED", "REJECTED");
    private static final ExecutionType[] EXECUTION_TYPES = {
        ExecutionType.NEW, ExecutionType.TRADE, ExecutionType.CANCELED, ExecutionType.EXPIRED, ExecutionType.REJECTED
    };
    private static final long[] STATES = hashes("NEW", "PARTIALLY_FILLED", "FILLED", "CANCELED", "EXPIRED", "REJECTED");
    private static final OrderStatus[] STATUSES = {
        OrderStatus.NEW,
        OrderStatus.PARTIALLY_FILLED,
        OrderStatus.FILLED,
        OrderStatus.CANCELED,
        OrderStatus.EXPIRED,
        OrderStatus.REJECTED
    };

    private final long[] symbols;
    private final int[] priceScales;
    private final int[] quantityScales;

    /** @param instruments with ids from 1 on, in order */
    PeerWords(final List<Instrument> instruments) {
        symbols = instruments.stream()
                .mapToLong(instrument -> Fnv.hashCode64(instrument.symbol()))
                .toArray();
        priceScales = instruments.stream().mapToInt(Instrument::priceScale).toArray();
        quantityScales =
                instruments.stream().mapToInt(Instrument::quantityScale).toArray();
    }

    int instrument(final long symbolHash) {
        int i = 0;
        while (symbols[i] != symbolHash) {
            i++;
        }
        return i + 1;
    }

    int priceScale(final int instrument) {
        return priceScales[instrument - 1];
    }

    int quantityScale(final int instrument) {
        return quantityScales[instrument - 1];
    }

    static int side(final long hash) {
        return (hash == BUY ? Side.BUY : Side.SELL).value();
    }

    static int executionType(final long hash) {
        final int place = place(EXECUTIONS, hash);
        return (place < 0 ? ExecutionType.OTHER : EXECUTION_TYPES[place]).value();
    }

    static int status(final long hash) {
        final int place = place(STATES, hash);
        return (place < 0 ? OrderStatus.OTHER : STATUSES[place]).value();
    }

    /** Of a text, where a peer has no other way to it without a loss. */
    static long decimal(final String text, final int scale) {
        long digits = 0;
        int decimals = 0;
        boolean behindPoint = false;
        for (int i = 0; i < text.length(); i++) {
            final char character = text.charAt(i);
            if (character == '.') {
                behindPoint = true;
            } else {
                digits = 10 * digits + character - '0';
                decimals += behindPoint ? 1 : 0;
            }
        }
        return digits * Money.powerOfTen(scale - decimals);
    }

    private static int place(final long[] hashes, final long hash) {
        for (int i = 0; i < hashes.length; i++) {
            if (hashes[i] == hash) {
                return i;
            }
        }
        return -1;
    }

    private static long[] hashes(final String... words) {
        final long[] hashes = new long[words.length];
        for (int i = 0; i < words.length; i++) {
            hashes[i] = Fnv.hashCode64(words[i]);
        }
        return hashes;
    }
}
