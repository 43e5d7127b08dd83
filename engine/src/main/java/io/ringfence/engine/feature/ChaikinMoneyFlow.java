package io.ringfence.engine.feature;

/**
 * CMF, -1 to 1: volume times where in its range the bar closed, summed over n bars, over the sum of volume; 0 without volume.
 * Ready with bar n. Source: Chaikin; Thomsett, "CMF", 2010.
 */
final class ChaikinMoneyFlow extends Feature {
    private final int length;
    private final ExactSum flow;
    private final ExactSum volume;

    ChaikinMoneyFlow(final int length) {
        super(length, Column.plain("", length));
        this.length = length;
        flow = new ExactSum(layout());
        volume = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        flow.slideProducts(
                state, at, bars.closeLocation(0), bars.volume(0), bars.closeLocation(length), bars.volume(length));
        volume.slide(state, at, bars.volume(0), bars.volume(length));
        if (bars.count() >= length) {
            final double all = volume.value(state, at);
            set(state, at, 0, all == 0 ? 0 : flow.value(state, at) / all);
        }
    }
}
