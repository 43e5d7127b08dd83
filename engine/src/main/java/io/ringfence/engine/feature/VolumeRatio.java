package io.ringfence.engine.feature;

/**
 * Relative volume: the newest bar's over the mean of the n bars before it, so that a burst doesn't hide itself. Ready with
 * bar n + 1, but not while those n are without volume. Source: field practice (RVOL).
 */
final class VolumeRatio extends Feature {
    private final int length;
    private final ExactSum before;

    VolumeRatio(final int length) {
        super(length + 1, Column.plain("", length + 1));
        this.length = length;
        before = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        before.slide(state, at, bars.volume(1), bars.volume(length + 1));
        if (bars.count() > length) {
            set(state, at, 0, length * bars.volume(0) / before.value(state, at));
        }
    }
}
