package io.ringfence.engine.feature;

/**
 * Z-score: how many standard deviations (of the population) the close lies above the mean of the last n closes, itself
 * among them; 0 where all are the same. Ready with bar n. Source: any textbook.
 */
final class ZScore extends Feature {
    private final int length;
    private final Moments moments;

    ZScore(final int length) {
        super(length, Column.plain("", length));
        this.length = length;
        moments = new Moments(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        moments.slide(state, at, bars.close(0), bars.close(length));
        if (bars.count() >= length) {
            final double deviation = moments.deviation(state, at);
            set(state, at, 0, deviation == 0 ? 0 : (bars.close(0) - moments.mean(state, at)) / deviation);
        }
    }
}
