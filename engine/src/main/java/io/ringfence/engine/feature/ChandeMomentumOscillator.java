package io.ringfence.engine.feature;

/**
 * CMO, -100 to 100: {@code 100 x (up - down) / (up + down)}, where up and down sum the rises and falls from close to close of
 * the last n bars; 0 without movement. Ready with bar n + 1. Source: Chande and Kroll, "The New Technical Trader", 1994
 * (plain sums; TA-Lib smooths as Wilder does).
 */
final class ChandeMomentumOscillator extends Feature {
    private final int length;
    private final ExactSum net;
    private final ExactSum path;

    ChandeMomentumOscillator(final int length) {
        super(length + 1, Column.plain("", length + 1));
        this.length = length;
        net = new ExactSum(layout());
        path = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        net.slide(state, at, bars.change(0), bars.change(length));
        path.slide(state, at, Math.abs(bars.change(0)), Math.abs(bars.change(length)));
        if (bars.count() > length) {
            final double way = path.value(state, at);
            set(state, at, 0, way == 0 ? 0 : 100 * net.value(state, at) / way);
        }
    }
}
