package io.ringfence.engine.feature;

/** The last values of a series that isn't kept in {@link Bars}: an indicator's own. 0 before the first. */
final class Ring {
    private final int length;
    /** Where the next one goes, and behind it the values. */
    private final int head;

    /** Remembers {@code length} values. */
    Ring(final StateLayout layout, final int length) {
        this.length = length;
        head = layout.take(1 + length);
    }

    /** Puts {@code value} in, and returns the one that it pushes out: that of {@code length} updates before. */
    double push(final double[] state, final int at, final double value) {
        final int here = at + head;
        final int next = (int) state[here];
        final int cell = here + 1 + next;
        final double leaving = state[cell];
        state[cell] = value;
        state[here] = next + 1 == length ? 0 : next + 1;
        return leaving;
    }

    /** The value put in {@code ago} pushes before the newest, below the length. */
    double value(final double[] state, final int at, final int ago) {
        final int place = (int) state[at + head] - 1 - ago;
        return state[at + head + 1 + (place < 0 ? place + length : place)];
    }

    /** The sum of what lies between {@code from} and each of them. */
    double distances(final double[] state, final int at, final double from) {
        final int half = length / 2;
        final int first = at + head + 1;
        final int second = first + half;
        // Two sums, neither of which waits for the other.
        double one = 0;
        double other = 0;
        for (int i = 0; i < half; i++) {
            one += Math.abs(state[first + i] - from);
            other += Math.abs(state[second + i] - from);
        }
        return one + other + (2 * half < length ? Math.abs(state[second + half] - from) : 0);
    }
}
