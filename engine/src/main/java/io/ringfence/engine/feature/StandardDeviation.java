package io.ringfence.engine.feature;

/** Standard deviation of the last n closes as a population (by n). Ready with bar n. Source: any textbook; as TA-Lib's STDDEV. */
final class StandardDeviation extends Feature {
    private final int length;
    private final Moments moments;

    StandardDeviation(final int length) {
        super(length, Column.price("", length));
        this.length = length;
        moments = new Moments(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        moments.slide(state, at, bars.close(0), bars.close(length));
        if (bars.count() >= length) {
            set(state, at, 0, moments.deviation(state, at));
        }
    }
}
