package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * One side of a depth book: levels in flat arrays, the best one last, so that the busy end of the book is where few
 * elements move. When it is full, the level farthest from the best one gives way.
 */
final class BookSide {
    /** Prices times {@link #sign}: ascending towards the best on both sides. */
    private final long[] keys;

    private final long[] quantities;
    private final int sign;
    private int levels;
    private long dropped;
    /** Where to begin to search; of no consequence but for how long that takes. */
    private int lastFound;

    BookSide(final boolean bids, final int maxLevels) {
        sign = bids ? 1 : -1;
        keys = new long[maxLevels];
        quantities = new long[maxLevels];
    }

    static long stateBytes(final int maxLevels) {
        return (2 + 2L * maxLevels) * Long.BYTES;
    }

    /** Writes how many levels there are, not these themselves. */
    void save(final StateWriter state) {
        state.putLong(levels);
        state.putLong(dropped);
    }

    int levelBytes() {
        return 2 * levels * Long.BYTES;
    }

    void saveLevels(final StateWriter state, final int at) {
        state.putLongsAt(at, keys, 0, levels);
        state.putLongsAt(at + levels * Long.BYTES, quantities, 0, levels);
    }

    void load(final StateReader state) {
        levels = state.getInt("levels (limit bookLevels)", 0, keys.length);
        dropped = state.getLong();
    }

    void loadLevels(final StateReader state) {
        state.getLongs(keys, 0, levels);
        state.getLongs(quantities, 0, levels);
    }

    /** Sets the level at {@code price}; a {@code quantity} of 0 removes it. */
    void set(final long price, final long quantity) {
        final long key = sign * price;
        final int at = find(key);
        final boolean present = at < levels && keys[at] == key;
        if (quantity == 0) {
            if (present) {
                remove(at);
            }
        } else if (present) {
            quantities[at] = quantity;
        } else {
            insert(at, key, quantity);
        }
    }

    void clear() {
        levels = 0;
    }

    int levels() {
        return levels;
    }

    /** Of the level {@code fromBest} behind the best one, which is 0. */
    long price(final int fromBest) {
        return sign * keys[levels - 1 - fromBest];
    }

    long quantity(final int fromBest) {
        return quantities[levels - 1 - fromBest];
    }

    /** Levels left out or given up because the side was full. */
    long dropped() {
        return dropped;
    }

    /**
     * The first index whose key is not below {@code key}. Searched for in growing steps from where the last one was: updates tell of
     * neighbours one after the other, and a search through the middle of a book would look at lines that are far away.
     */
    private int find(final long key) {
        if (levels == 0) {
            return 0;
        }
        final int from = Math.min(lastFound, levels - 1);
        lastFound = keys[from] < key ? findAbove(from, key) : findUpTo(from, key);
        return lastFound;
    }

    /** The key at {@code from} is below. */
    private int findAbove(final int from, final long key) {
        int below = from;
        int step = 1;
        while (below + step < levels && keys[below + step] < key) {
            below += step;
            step <<= 1;
        }
        return find(below + 1, Math.min(below + step, levels), key);
    }

    /** The key at {@code from} isn't below. */
    private int findUpTo(final int from, final long key) {
        int notBelow = from;
        int step = 1;
        while (notBelow >= step && keys[notBelow - step] >= key) {
            notBelow -= step;
            step <<= 1;
        }
        return find(Math.max(0, notBelow - step + 1), notBelow, key);
    }

    /** The same within {@code [from, to]}. */
    private int find(final int from, final int to, final long key) {
        int low = from;
        int high = to;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void remove(final int at) {
        levels--;
        System.arraycopy(keys, at + 1, keys, at, levels - at);
        System.arraycopy(quantities, at + 1, quantities, at, levels - at);
    }

    private void insert(final int at, final long key, final long quantity) {
        if (levels == keys.length) {
            insertIntoFull(at, key, quantity);
            return;
        }
        System.arraycopy(keys, at, keys, at + 1, levels - at);
        System.arraycopy(quantities, at, quantities, at + 1, levels - at);
        levels++;
        keys[at] = key;
        quantities[at] = quantity;
    }

    private void insertIntoFull(final int at, final long key, final long quantity) {
        dropped++;
        if (at == 0) {
            return;
        }
        System.arraycopy(keys, 1, keys, 0, at - 1);
        System.arraycopy(quantities, 1, quantities, 0, at - 1);
        keys[at - 1] = key;
        quantities[at - 1] = quantity;
    }
}
