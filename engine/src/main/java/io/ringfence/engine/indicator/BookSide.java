package io.ringfence.engine.indicator;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * One side of a depth book: levels in flat arrays, ascending towards the best one, with all free room in one gap where the last change was. An update tells of its levels
 * in order of price, so the gap goes once over those that it tells of, and a level comes or goes at its edge without any other being moved.
 *
 * <pre>
 *   0      1            low                 high          end
 *   | none | far levels | … free room …     | near levels | none |
 * </pre>
 *
 * At either end stands a key that is no price's, beyond all that are, so that nobody looks where the levels end. When there is no room, the level farthest from the best one gives way.
 */
final class BookSide {
    /** The gap goes over so many levels one by one, which is nearly always enough; over more at once. */
    private static final int STEPS = 8;

    private static final int FIRST = 1;

    /** Prices times {@link #sign}: ascending towards the best on both sides. */
    private final long[] keys;

    private final long[] quantities;
    private final int sign;
    /** Behind the best level. */
    private final int end;
    /** Where the gap begins. */
    private int low = FIRST;
    /** Behind the gap. */
    private int high;

    private long dropped;

    BookSide(final boolean bids, final int maxLevels) {
        sign = bids ? 1 : -1;
        end = FIRST + maxLevels;
        high = end;
        keys = new long[end + 1];
        keys[FIRST - 1] = Long.MIN_VALUE;
        keys[end] = Long.MAX_VALUE;
        quantities = new long[end];
    }

    static long stateBytes(final int maxLevels) {
        return (2 + 2L * maxLevels) * Long.BYTES;
    }

    /** Writes how many levels there are, not these themselves. */
    void save(final StateWriter state) {
        state.putLong(levels());
        state.putLong(dropped);
    }

    int levelBytes() {
        return 2 * levels() * Long.BYTES;
    }

    /** Where the gap is isn't saved: it decides nothing. */
    void saveLevels(final StateWriter state, final int at) {
        saveLevels(state, at, keys);
        saveLevels(state, at + levels() * Long.BYTES, quantities);
    }

    private void saveLevels(final StateWriter state, final int at, final long[] row) {
        final int far = low - FIRST;
        state.putLongsAt(at, row, FIRST, far);
        state.putLongsAt(at + far * Long.BYTES, row, high, end - high);
    }

    void load(final StateReader state) {
        low = FIRST + state.getInt("levels (limit bookLevels)", 0, end - FIRST);
        high = end;
        dropped = state.getLong();
    }

    void loadLevels(final StateReader state) {
        state.getLongs(keys, FIRST, levels());
        state.getLongs(quantities, FIRST, levels());
    }

    /** Sets the level at {@code price}; a {@code quantity} of 0 removes it. */
    void set(final long price, final long quantity) {
        final long key = sign * price;
        if (keys[low - 1] >= key) {
            if (!stepDown(key)) {
                setFar(findDown(key), key, quantity);
                return;
            }
        } else if (keys[high] < key) {
            if (keys[end - 1] < key) {
                // As each update that begins with a new best price.
                moveGap(end);
            } else if (!stepUp(key)) {
                setFar(findUp(key), key, quantity);
                return;
            }
        }
        setAtGap(key, quantity);
    }

    /** Nothing is moved for a new quantity. */
    private void setFar(final int at, final long key, final long quantity) {
        if (quantity != 0 && keys[at] == key) {
            quantities[at] = quantity;
        } else {
            moveGap(at);
            setAtGap(key, quantity);
        }
    }

    /** All keys before the gap are below {@code key}, and none behind it. */
    private void setAtGap(final long key, final long quantity) {
        // The last key is nobody's level, though a price might say the same.
        final boolean present = keys[high] == key && high < end;
        if (low == high && !present) {
            insertIntoFull(key, quantity);
            return;
        }
        // Written even where nothing is to stay: that costs less than to ask.
        final int behind = present ? high + 1 : high;
        keys[behind - 1] = key;
        quantities[behind - 1] = quantity;
        high = quantity == 0 ? behind : behind - 1;
    }

    void clear() {
        low = FIRST;
        high = end;
    }

    int levels() {
        return low - FIRST + end - high;
    }

    /** Of the level {@code fromBest} behind the best one, which is 0. */
    long price(final int fromBest) {
        return sign * keys[index(fromBest)];
    }

    long quantity(final int fromBest) {
        return quantities[index(fromBest)];
    }

    private int index(final int fromBest) {
        final int near = end - 1 - fromBest;
        return near >= high ? near : near - (high - low);
    }

    /** Levels left out or given up because the side was full. */
    long dropped() {
        return dropped;
    }

    private void insertIntoFull(final long key, final long quantity) {
        if (quantity == 0) {
            return;
        }
        dropped++;
        if (low > FIRST) {
            low--;
            move(FIRST + 1, FIRST, low - FIRST);
            high--;
            keys[high] = key;
            quantities[high] = quantity;
        }
    }

    /** A few levels down, to where {@code key} belongs; false if that is farther. */
    private boolean stepDown(final long key) {
        for (int step = 0; step < STEPS; step++) {
            low--;
            high--;
            keys[high] = keys[low];
            quantities[high] = quantities[low];
            if (keys[low - 1] < key) {
                return true;
            }
        }
        return false;
    }

    /** The same upwards. */
    private boolean stepUp(final long key) {
        for (int step = 0; step < STEPS; step++) {
            keys[low] = keys[high];
            quantities[low] = quantities[high];
            low++;
            high++;
            if (keys[high] >= key) {
                return true;
            }
        }
        return false;
    }

    /** To before the level at {@code at}. */
    private void moveGap(final int at) {
        if (at < low) {
            final int count = low - at;
            low = at;
            high -= count;
            move(low, high, count);
        } else {
            final int count = at - high;
            move(high, low, count);
            low += count;
            high = at;
        }
    }

    private void move(final int from, final int to, final int count) {
        System.arraycopy(keys, from, keys, to, count);
        System.arraycopy(quantities, from, quantities, to, count);
    }

    /** The first index before the gap whose key isn't below, as the last one's isn't: searched for in growing steps, since a book's middle is far away. */
    private int findDown(final long key) {
        int step = 1;
        while (low - step > FIRST && keys[low - step] >= key) {
            step <<= 1;
        }
        return bisect(Math.max(FIRST, low - step), low - (step >> 1), key);
    }

    /** The first index behind the gap whose key isn't below, as the first one's is. */
    private int findUp(final long key) {
        int step = 1;
        while (high + step < end && keys[high + step] < key) {
            step <<= 1;
        }
        return bisect(high + (step >> 1), Math.min(high + step, end), key);
    }

    /** It is one of {@code [from, to]}. */
    private int bisect(final int from, final int to, final long key) {
        int least = from;
        int most = to;
        while (least < most) {
            final int middle = (least + most) >>> 1;
            if (keys[middle] < key) {
                least = middle + 1;
            } else {
                most = middle;
            }
        }
        return least;
    }
}
