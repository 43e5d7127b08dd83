package io.ringfence.engine.feature;

/**
 * VWAP of the last n bars: sum of typical price x volume over sum of volume. Ready with bar n, but not while all of them are
 * without volume. Source: as {@link SessionVwap}.
 */
final class RollingVwap extends Feature {
    private final int length;
    private final VolumeWeighted mean;

    RollingVwap(final int length) {
        super(length, Column.price("", length));
        this.length = length;
        mean = new VolumeWeighted(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        mean.add(state, at, bars.typical(0), bars.volume(0));
        mean.add(state, at, bars.typical(length), -bars.volume(length));
        if (bars.count() >= length && mean.isReady(state, at)) {
            set(state, at, 0, mean.value(state, at));
        }
    }
}
