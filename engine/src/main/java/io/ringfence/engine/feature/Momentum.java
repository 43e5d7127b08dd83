package io.ringfence.engine.feature;

/** Momentum: close less the close n bars ago. Ready with bar n + 1. Source: Murphy 1999. */
final class Momentum extends Feature {
    private final int length;

    Momentum(final int length) {
        super(length, Column.price("", length + 1));
        this.length = length;
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() > length) {
            set(state, at, 0, bars.close(0) - bars.close(length));
        }
    }
}
