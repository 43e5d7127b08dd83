package io.ringfence.engine.feature;

/** The last values of a series that isn't kept in {@link Bars}: an indicator's own. 0 before the first. */
final class Ring {
    private final int length;
    private final int head;
    private final int cells;

    /** Remembers {@code length} values. */
    Ring(final StateLayout layout, final int length) {
        this.length = length;
        head = layout.take(1);
        cells = layout.take(length);
    }

    /** Puts {@code value} in, and returns the one that it pushes out: that of {@code length} updates before. */
    double push(final double[] state, final int at, final double value) {
        final int next = (int) state[at + head];
        final double leaving = state[at + cells + next];
        state[at + cells + next] = value;
        state[at + head] = next + 1 == length ? 0 : next + 1;
        return leaving;
    }

    /** The value put in {@code ago} pushes before the newest, below the length. */
    double value(final double[] state, final int at, final int ago) {
        final int place = (int) state[at + head] - 1 - ago;
        return state[at + cells + (place < 0 ? place + length : place)];
    }
}
