package io.ringfence.benchmarks;

import java.util.Arrays;

/**
 * What a decoder has read of one frame, as exact numbers in a fixed order by kind of frame: prices and quantities in the
 * instrument's scale, money in the account's, words as the schema's values. Two decoders that agree have equal ones.
 *
 * <pre>
 *   trade   instrument, venue time ns, trade id, price, quantity, 1 if the taker sold
 *   quote   instrument, venue time ns, update id, bid, its quantity, ask, its quantity
 *   depth   instrument, venue time ns, first id, last id, then price, quantity and 1 if it is an ask for each level
 *   report  instrument, venue time ns, the order id's four parts, venue's order id, trade id, price, quantity, last price,
 *           last quantity, cumulative quantity, fee, profit, side, execution type, status, maker, reduce only
 * </pre>
 */
final class DecodedFields {
    /** Of depth. */
    static final int BEFORE_LEVELS = 4;

    private static final int MOST_LEVELS = 8_192;
    private static final int CAPACITY = 3 * MOST_LEVELS + 16;

    private final long[] values = new long[CAPACITY];
    private int count;

    void clear() {
        count = 0;
    }

    void add(final long value) {
        values[count++] = value;
    }

    void add(final boolean value) {
        add(value ? 1 : 0);
    }

    void set(final int index, final long value) {
        values[index] = value;
    }

    long get(final int index) {
        return values[index];
    }

    boolean isSame(final DecodedFields other) {
        return count == other.count && Arrays.equals(values, 0, count, other.values, 0, count);
    }

    @Override
    public String toString() {
        return Arrays.toString(Arrays.copyOf(values, count));
    }
}
