package io.ringfence.engine.feature;

/**
 * Bollinger bands: middle is the SMA of n closes, upper and lower lie k standard deviations (of the population) away; width
 * is their distance over the middle; percent_b is where the close lies between them, 0 at the lower, 1 at the upper, a half
 * if they are one. Ready with bar n. Source: Bollinger, "Bollinger on Bollinger Bands", 2001.
 */
final class BollingerBands extends Feature {
    private final int length;
    private final double deviations;
    private final Moments moments;

    BollingerBands(final int length, final double deviations) {
        super(
                length,
                Column.price("upper", length),
                Column.price("middle", length),
                Column.price("lower", length),
                Column.plain("width", length),
                Column.plain("percent_b", length));
        this.length = length;
        this.deviations = deviations;
        moments = new Moments(layout(), length);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        moments.slide(state, at, bars.close(0), bars.close(length));
        if (bars.count() >= length) {
            final double middle = moments.mean(state, at);
            final double half = deviations * moments.deviation(state, at);
            set(state, at, 0, middle + half);
            set(state, at, 1, middle);
            set(state, at, 2, middle - half);
            set(state, at, 3, 2 * half / middle);
            set(state, at, 4, half == 0 ? 0.5 : (bars.close(0) - middle + half) / (2 * half));
        }
    }
}
