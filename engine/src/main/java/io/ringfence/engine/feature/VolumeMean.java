package io.ringfence.engine.feature;

/** Mean volume of the last n bars, the newest among them. Ready with bar n. Source: Murphy 1999. */
final class VolumeMean extends Feature {
    private final int length;
    private final ExactSum sum;

    VolumeMean(final int length) {
        super(length, Column.quantity("", length));
        this.length = length;
        sum = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        sum.slide(state, at, bars.volume(0), bars.volume(length));
        if (bars.count() >= length) {
            set(state, at, 0, sum.value(state, at) / length);
        }
    }
}
