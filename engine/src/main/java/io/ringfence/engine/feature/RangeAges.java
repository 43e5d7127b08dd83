package io.ringfence.engine.feature;

/**
 * How long ago the highest and the lowest of the last n pairs of a high and a low were; of equals the latest counts. The blocks of {@link
 * RangePosition}, with the place of each best beside it.
 */
final class RangeAges {
    private static final int ROW = 4;
    private static final int HIGH = 0;
    private static final int LOW = 1;
    private static final int HIGH_PLACE = 2;
    private static final int LOW_PLACE = 3;

    private static final int PLACE = 0;
    /** Whether there were n pairs. */
    private static final int FULL = 1;

    private static final int HIGHEST_AGO = 2;
    private static final int LOWEST_AGO = 3;
    /** A row: best of the block so far, and where. */
    private static final int BLOCK = 4;
    /** A row per place of the block: the pair, and, of the block before, the best from there on, and where. */
    private static final int ROWS = BLOCK + ROW;

    private final int length;
    private final int cells;

    RangeAges(final StateLayout layout, final int length) {
        this.length = length;
        cells = layout.take(ROWS + ROW * length);
    }

    void update(final double[] state, final int at, final double high, final double low) {
        final int head = at + cells;
        final int best = head + BLOCK;
        final int here = (int) state[head + PLACE];
        final int row = head + ROWS + ROW * here;
        state[row + HIGH] = high;
        state[row + LOW] = low;
        final double topBefore = here == 0 ? high : state[best + HIGH];
        final double bottomBefore = here == 0 ? low : state[best + LOW];
        final double top = Math.max(high, topBefore);
        final double bottom = Math.min(low, bottomBefore);
        final int topPlace = high >= topBefore ? here : (int) state[best + HIGH_PLACE];
        final int bottomPlace = low <= bottomBefore ? here : (int) state[best + LOW_PLACE];
        state[best + HIGH] = top;
        state[best + LOW] = bottom;
        state[best + HIGH_PLACE] = topPlace;
        state[best + LOW_PLACE] = bottomPlace;
        if (here + 1 == length) {
            endBlock(state, head + ROWS);
            state[head + FULL] = 1;
            state[head + PLACE] = 0;
        } else {
            state[head + PLACE] = here + 1;
        }
        if (here + 1 < length && state[head + FULL] != 0) {
            // The block before had it, if none of this one is as good.
            final int next = row + ROW;
            final int topThen = (int) state[next + HIGH_PLACE] - length;
            final int bottomThen = (int) state[next + LOW_PLACE] - length;
            state[head + HIGHEST_AGO] = here - (top >= state[next + HIGH] ? topPlace : topThen);
            state[head + LOWEST_AGO] = here - (bottom <= state[next + LOW] ? bottomPlace : bottomThen);
        } else {
            state[head + HIGHEST_AGO] = here - topPlace;
            state[head + LOWEST_AGO] = here - bottomPlace;
        }
    }

    /** From now on each row holds the best from there to the end. */
    private void endBlock(final double[] state, final int first) {
        double top = state[first + ROW * (length - 1) + HIGH];
        double bottom = state[first + ROW * (length - 1) + LOW];
        int topPlace = length - 1;
        int bottomPlace = length - 1;
        for (int i = length - 1; i >= 0; i--) {
            final int row = first + ROW * i;
            topPlace = state[row + HIGH] > top ? i : topPlace;
            bottomPlace = state[row + LOW] < bottom ? i : bottomPlace;
            top = Math.max(top, state[row + HIGH]);
            bottom = Math.min(bottom, state[row + LOW]);
            state[row + HIGH] = top;
            state[row + LOW] = bottom;
            state[row + HIGH_PLACE] = topPlace;
            state[row + LOW_PLACE] = bottomPlace;
        }
    }

    boolean isReady(final double[] state, final int at) {
        return state[at + cells + FULL] != 0;
    }

    /** How many updates ago the highest came; 0 for the newest. */
    int highest(final double[] state, final int at) {
        return (int) state[at + cells + HIGHEST_AGO];
    }

    /** How many updates ago the lowest came; 0 for the newest. */
    int lowest(final double[] state, final int at) {
        return (int) state[at + cells + LOWEST_AGO];
    }
}
