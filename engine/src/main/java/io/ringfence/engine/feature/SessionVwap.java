package io.ringfence.engine.feature;

/**
 * VWAP of the session: sum of typical price x volume over sum of volume since midnight UTC, typical being (high + low +
 * close) / 3. A session in whose middle the bars begin counts from there. Ready with the session's first traded bar.
 * Source: Berkowitz, Logue, Noser, "The total cost of transactions on the NYSE", Journal of Finance 43, 1988.
 */
final class SessionVwap extends Feature {
    private final VolumeWeighted mean;
    private final int day;

    SessionVwap() {
        super(0, Column.price("", 1));
        mean = new VolumeWeighted(layout());
        day = layout().take(1);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final long today = Calendar.day(bars.timeMs(0));
        if (today != (long) state[at + day]) {
            mean.clear(state, at);
            state[at + day] = today;
        }
        mean.add(state, at, bars.typical(0), bars.volume(0));
        if (mean.isReady(state, at)) {
            set(state, at, 0, mean.value(state, at));
        }
    }
}
