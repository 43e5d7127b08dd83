package io.ringfence.engine.feature;

/**
 * How long ago the largest or smallest of the last n values was: a queue that holds only those which may still become it, best first (the
 * monotonic queue; Lemire, "Streaming maximum-minimum filter using no more than three comparisons per element", 2006).
 * Each value enters and leaves once, whatever n is. Of equals the latest counts.
 */
final class WindowExtremum {
    private final int length;
    private final double sign;
    private final int pushes;
    private final int first;
    private final int size;
    private final int queue;

    private WindowExtremum(final StateLayout layout, final int length, final double sign) {
        this.length = length;
        this.sign = sign;
        pushes = layout.take(1);
        first = layout.take(1);
        size = layout.take(1);
        queue = layout.take(2 * length);
    }

    static WindowExtremum highest(final StateLayout layout, final int length) {
        return new WindowExtremum(layout, length, 1);
    }

    static WindowExtremum lowest(final StateLayout layout, final int length) {
        return new WindowExtremum(layout, length, -1);
    }

    void update(final double[] state, final int at, final double value) {
        final double push = state[at + pushes];
        final double signed = sign * value;
        int begin = (int) state[at + first];
        int waiting = (int) state[at + size];
        if (waiting > 0 && state[cell(at, begin, 0) + 1] <= push - length) {
            begin = begin + 1 == length ? 0 : begin + 1;
            waiting--;
        }
        while (waiting > 0 && state[cell(at, begin, waiting - 1)] <= signed) {
            waiting--;
        }
        final int last = cell(at, begin, waiting);
        state[last] = signed;
        state[last + 1] = push;
        state[at + first] = begin;
        state[at + size] = waiting + 1;
        state[at + pushes] = push + 1;
    }

    boolean isReady(final double[] state, final int at) {
        return state[at + pushes] >= length;
    }

    /** How many updates ago it came; 0 for the newest. */
    int ago(final double[] state, final int at) {
        return (int) (state[at + pushes] - 1 - state[cell(at, (int) state[at + first], 0) + 1]);
    }

    private int cell(final int at, final int begin, final int place) {
        final int wrapped = begin + place;
        return at + queue + 2 * (wrapped >= length ? wrapped - length : wrapped);
    }
}
