package io.ringfence.gateway.simulated;

import io.ringfence.gateway.frames.Frame;
import io.ringfence.gateway.frames.JsonFields;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.agrona.collections.Long2LongHashMap;

/**
 * One symbol's depth as played so far: the recorded snapshot and the updates after it, so that a REST depth request at
 * any time gets an answer that fits the stream. Updates before the snapshot are kept until it comes; behind it the last
 * few are kept, because a further snapshot, of a recorder that lost its book, is older than what was recorded before it.
 * A gap in the recording is passed over: clients see it in the stream and ask again.
 */
final class PlayedBook {
    private static final int MAX_KEPT = 4_096;
    private static final int MAX_KEPT_BEHIND_SNAPSHOT = 128;
    private static final long EMPTY = 0;

    private final int priceScale;
    private final int quantityScale;
    private final JsonFields fields = new JsonFields();
    private final Long2LongHashMap bids = new Long2LongHashMap(EMPTY);
    private final Long2LongHashMap asks = new Long2LongHashMap(EMPTY);
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private long lastUpdateId;
    private boolean known;

    PlayedBook(final int priceScale, final int quantityScale) {
        this.priceScale = priceScale;
        this.quantityScale = quantityScale;
    }

    /** Whether the snapshot has been played. */
    boolean isKnown() {
        return known;
    }

    /** The id of the last update that is in the book. */
    long lastUpdateId() {
        return lastUpdateId;
    }

    void onSnapshot(final Frame frame) {
        bids.clear();
        asks.clear();
        fields.wrap(frame.bytes(), frame.dataOffset(), frame.dataLengthBytes());
        while (fields.next()) {
            if (fields.keyIs("lastUpdateId")) {
                lastUpdateId = fields.valueLong();
            } else if (fields.keyIs("bids")) {
                takeLevels(bids);
            } else if (fields.keyIs("asks")) {
                takeLevels(asks);
            }
        }
        known = true;
        kept.forEach(update -> apply(update, 0, update.length));
    }

    void onUpdate(final Frame frame) {
        if (known) {
            apply(frame.bytes(), frame.dataOffset(), frame.dataLengthBytes());
        }
        final int most = known ? MAX_KEPT_BEHIND_SNAPSHOT : MAX_KEPT;
        while (kept.size() >= most) {
            kept.remove();
        }
        kept.add(Arrays.copyOfRange(frame.bytes(), frame.dataOffset(), frame.dataOffset() + frame.dataLengthBytes()));
    }

    /** Prices with a quantity, best first, at most {@code limit}. */
    long[] prices(final boolean bid, final int limit) {
        final Long2LongHashMap side = bid ? bids : asks;
        final long[] prices = new long[side.size()];
        final Long2LongHashMap.KeyIterator keys = side.keySet().iterator();
        for (int i = 0; i < prices.length; i++) {
            prices[i] = bid ? -keys.nextValue() : keys.nextValue();
        }
        Arrays.sort(prices);
        final long[] best = Arrays.copyOf(prices, Math.min(limit, prices.length));
        for (int i = 0; bid && i < best.length; i++) {
            best[i] = -best[i];
        }
        return best;
    }

    long quantity(final boolean bid, final long price) {
        return bid ? bids.get(price) : asks.get(price);
    }

    private void apply(final byte[] bytes, final int offset, final int length) {
        if (updateId(bytes, offset, length) <= lastUpdateId) {
            return;
        }
        fields.wrap(bytes, offset, length);
        while (fields.next()) {
            switch (fields.shortKey()) {
                case 'u' -> lastUpdateId = fields.valueLong();
                case 'b' -> takeLevels(bids);
                case 'a' -> takeLevels(asks);
                default -> {
                    // Not needed here.
                }
            }
        }
    }

    private long updateId(final byte[] bytes, final int offset, final int length) {
        fields.wrap(bytes, offset, length);
        long id = Long.MAX_VALUE;
        while (id == Long.MAX_VALUE && fields.next()) {
            id = fields.shortKey() == 'u' ? fields.valueLong() : id;
        }
        return id;
    }

    private void takeLevels(final Long2LongHashMap side) {
        fields.valueLevels(priceScale, quantityScale, (price, quantity) -> {
            if (quantity == EMPTY) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
        });
    }
}
