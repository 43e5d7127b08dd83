package io.ringfence.engine.feature;

/**
 * Largest or smallest of the last n values, without knowing which: the values are taken in blocks of n; of the block before, the
 * best from each place to its end is kept, so that the best of the window is one comparison of that and of the best of the block
 * so far (van Herk, Pattern Recognition Letters 13, 1992; Gil and Werman, IEEE PAMI 15, 1993). Each n-th update looks over its
 * block once; no other has a branch that depends on the values. {@link WindowExtremum} also knows how long ago it was.
 */
final class WindowExtreme {
    private final int length;
    private final double sign;
    private final int pushes;
    private final int place;
    private final int block;
    private final int best;
    private final int values;

    private WindowExtreme(final StateLayout layout, final int length, final double sign) {
        this.length = length;
        this.sign = sign;
        pushes = layout.take(1);
        place = layout.take(1);
        block = layout.take(1);
        best = layout.take(1);
        values = layout.take(length);
    }

    static WindowExtreme highest(final StateLayout layout, final int length) {
        return new WindowExtreme(layout, length, 1);
    }

    static WindowExtreme lowest(final StateLayout layout, final int length) {
        return new WindowExtreme(layout, length, -1);
    }

    void update(final double[] state, final int at, final double value) {
        final double signed = sign * value;
        final int here = (int) state[at + place];
        final double ofBlock = here == 0 ? signed : Math.max(state[at + block], signed);
        final boolean isLast = here + 1 == length;
        state[at + values + here] = signed;
        state[at + block] = ofBlock;
        state[at + best] =
                isLast || state[at + pushes] < length ? ofBlock : Math.max(ofBlock, state[at + values + here + 1]);
        state[at + place] = isLast ? 0 : here + 1;
        state[at + pushes]++;
        if (isLast) {
            endBlock(state, at + values);
        }
    }

    /** From now on each place holds the best from there to the end. */
    private void endBlock(final double[] state, final int first) {
        for (int i = length - 2; i >= 0; i--) {
            state[first + i] = Math.max(state[first + i], state[first + i + 1]);
        }
    }

    boolean isReady(final double[] state, final int at) {
        return state[at + pushes] >= length;
    }

    /** Of as many values as there were, before n of them. */
    double value(final double[] state, final int at) {
        return sign * state[at + best];
    }
}
