package io.ringfence.engine.feature;

/**
 * Kaufman's efficiency ratio, 0 to 1: the distance from the close n bars ago over the sum of all moves since, 0 if there were
 * none. Ready with bar n + 1. Source: Kaufman, "Trading Systems and Methods", 1995.
 */
final class EfficiencyRatio extends Feature {
    private final int length;
    private final ExactSum path;

    EfficiencyRatio(final int length) {
        super(length + 1, Column.plain("", length + 1));
        this.length = length;
        path = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        path.slide(state, at, Math.abs(bars.change(0)), Math.abs(bars.change(length)));
        if (bars.count() > length) {
            final double way = path.value(state, at);
            set(state, at, 0, way == 0 ? 0 : Math.abs(bars.close(0) - bars.close(length)) / way);
        }
    }
}
