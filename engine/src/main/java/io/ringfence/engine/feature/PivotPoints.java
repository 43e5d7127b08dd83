package io.ringfence.engine.feature;

/**
 * Pivot points of the day before (UTC): {@code p = (high + low + close) / 3}; r1, s1 = {@code 2p - low}, {@code 2p - high};
 * r2, s2 = p plus and minus the range; r3, s3 = {@code high + 2 (p - low)}, {@code low - 2 (high - p)}. A day in whose middle
 * the bars begin counts as it was seen. Ready with the first bar of the second day. Source: the floor traders' formula;
 * Person, "A Complete Guide to Technical Trading Tactics", 2004.
 */
final class PivotPoints extends Feature {
    private final int today;
    private final int high;
    private final int low;
    private final int close;
    private final int before;

    PivotPoints() {
        super(
                0,
                Column.price("p", 2),
                Column.price("r1", 2),
                Column.price("s1", 2),
                Column.price("r2", 2),
                Column.price("s2", 2),
                Column.price("r3", 2),
                Column.price("s3", 2));
        today = layout().take(1);
        high = layout().take(1);
        low = layout().take(1);
        close = layout().take(1);
        before = layout().take(3);
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final long day = Calendar.day(bars.timeMs(0));
        if (day != (long) state[at + today] || bars.count() == 1) {
            begin(state, at, bars, day);
        }
        state[at + high] = Math.max(state[at + high], bars.high(0));
        state[at + low] = Math.min(state[at + low], bars.low(0));
        state[at + close] = bars.close(0);
        if (state[at + before] > 0) {
            setLevels(state, at, state[at + before], state[at + before + 1], state[at + before + 2]);
        }
    }

    private void begin(final double[] state, final int at, final Bars bars, final long day) {
        state[at + before] = state[at + high];
        state[at + before + 1] = state[at + low];
        state[at + before + 2] = state[at + close];
        state[at + today] = day;
        state[at + high] = bars.high(0);
        state[at + low] = bars.low(0);
    }

    private void setLevels(
            final double[] state, final int at, final double top, final double bottom, final double last) {
        final double pivot = (top + bottom + last) / 3;
        set(state, at, 0, pivot);
        set(state, at, 1, 2 * pivot - bottom);
        set(state, at, 2, 2 * pivot - top);
        set(state, at, 3, pivot + (top - bottom));
        set(state, at, 4, pivot - (top - bottom));
        set(state, at, 5, top + 2 * (pivot - bottom));
        set(state, at, 6, bottom - 2 * (top - pivot));
    }
}
