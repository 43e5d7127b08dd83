package io.ringfence.engine.feature;

/**
 * Highest and lowest of the last n pairs of a high and a low, and where a value lies between them. The pairs are taken in blocks of n; of the block
 * before, the best from each place to its end is kept, so that the best of the window is one comparison of that and of the
 * best of the block so far (van Herk, Pattern Recognition Letters 13, 1992; Gil and Werman, IEEE PAMI 15, 1993). Each n-th
 * update looks over its block once; no other has a branch that depends on the values. {@link RangeAges} also knows how long ago they were.
 */
final class RangePosition {
    private static final int PAIR = 2;

    private static final int PLACE = 0;
    /** Whether there were n pairs. */
    private static final int FULL = 1;

    private static final int BLOCK_HIGH = 2;
    private static final int BLOCK_LOW = 3;
    private static final int HIGHEST = 4;
    private static final int LOWEST = 5;
    private static final int VALUES = 6;

    private final int pairs;
    private final int cells;

    RangePosition(final StateLayout layout, final int length) {
        pairs = PAIR * length;
        cells = layout.take(VALUES + pairs);
    }

    void update(final double[] state, final int at, final double high, final double low) {
        final int head = at + cells;
        final int here = (int) state[head + PLACE];
        final double top = here == 0 ? high : Math.max(state[head + BLOCK_HIGH], high);
        final double bottom = here == 0 ? low : Math.min(state[head + BLOCK_LOW], low);
        final int pair = head + VALUES + here;
        state[pair] = high;
        state[pair + 1] = low;
        state[head + BLOCK_HIGH] = top;
        state[head + BLOCK_LOW] = bottom;
        if (here + PAIR == pairs) {
            endBlock(state, head + VALUES);
            state[head + FULL] = 1;
            state[head + PLACE] = 0;
        } else {
            state[head + PLACE] = here + PAIR;
        }
        if (here + PAIR < pairs && state[head + FULL] != 0) {
            state[head + HIGHEST] = Math.max(top, state[pair + PAIR]);
            state[head + LOWEST] = Math.min(bottom, state[pair + PAIR + 1]);
        } else {
            state[head + HIGHEST] = top;
            state[head + LOWEST] = bottom;
        }
    }

    /** From now on each place holds the best from there to the end. */
    private void endBlock(final double[] state, final int first) {
        double top = state[first + pairs - 2];
        double bottom = state[first + pairs - 1];
        for (int i = first + pairs - 2 * PAIR; i >= first; i -= PAIR) {
            top = Math.max(top, state[i]);
            bottom = Math.min(bottom, state[i + 1]);
            state[i] = top;
            state[i + 1] = bottom;
        }
    }

    boolean isReady(final double[] state, final int at) {
        return state[at + cells + FULL] != 0;
    }

    /** Of as many as there were, before n of them. */
    double highest(final double[] state, final int at) {
        return state[at + cells + HIGHEST];
    }

    /** Of as many as there were, before n of them. */
    double lowest(final double[] state, final int at) {
        return state[at + cells + LOWEST];
    }

    /** Half of both. */
    double middle(final double[] state, final int at) {
        return (highest(state, at) + lowest(state, at)) / 2;
    }

    /** 0 at the lowest, 1 at the highest, a half where all is one, or differs by no more than {@code rounding}. */
    double of(final double[] state, final int at, final double value, final double rounding) {
        final double bottom = lowest(state, at);
        final double range = highest(state, at) - bottom;
        return range <= rounding ? 0.5 : (value - bottom) / range;
    }
}
