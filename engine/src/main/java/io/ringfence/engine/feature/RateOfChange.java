package io.ringfence.engine.feature;

/** ROC: percent by which the close changed over n bars. Ready with bar n + 1. Source: Murphy 1999. */
final class RateOfChange extends Feature {
    private final int length;

    RateOfChange(final int length) {
        super(length, Column.plain("", length + 1));
        this.length = length;
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (bars.count() > length) {
            set(state, at, 0, 100 * (bars.close(0) / bars.close(length) - 1));
        }
    }
}
