package io.ringfence.engine.feature;

/** Hands out the cells of a feature's stretch of state while the feature is made. */
final class StateLayout {
    private int length;

    /** The next {@code cells} cells; the place of the first, counted from the feature's own first cell. */
    int take(final int cells) {
        final int cell = length;
        length += cells;
        return cell;
    }

    int length() {
        return length;
    }
}
