package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;

/**
 * The parabolic stop and reverse of J. W. Wilder, New Concepts in Technical Trading Systems, 1978.
 *
 * @param timeframe of the bars that move it
 * @param step      what a new extreme adds to the factor
 * @param max       of the factor
 */
record SarRule(int timeframe, double step, double max) implements StopRule {
    @Override
    public StopReason reason() {
        return StopReason.SAR;
    }

    @Override
    public long candidate(final GuardedPosition position) {
        if (!position.hasSar()) {
            return NONE;
        }
        final double sar = position.sar();
        return position.rounded((long) (position.side() > 0 ? Math.ceil(sar) : Math.floor(sar)));
    }

    /** A position begins, with its first stop at {@code stop}. */
    void start(final GuardedPosition position, final long stop) {
        position.startSar(stop, step);
    }

    /**
     * A bar of {@link #timeframe} has closed.
     *
     * @param hardStop where it starts if the position opened under a profile without this rule
     */
    void onBar(final GuardedPosition position, final long hardStop, final long high, final long low) {
        if (!position.hasSar()) {
            start(position, hardStop);
        }
        final boolean isLong = position.side() > 0;
        final long behind = isLong ? low : high;
        final double moved = position.sar() + position.sarFactor() * (position.sarExtreme() - position.sar());
        position.sar(held(moved, behind, position, isLong));
        position.sarBar(behind);
        takeExtreme(position, isLong ? high : low);
    }

    /** Not beyond this bar's far end, nor that of the bar before. */
    private static double held(
            final double moved, final long behind, final GuardedPosition position, final boolean isLong) {
        final long before = position.sarBar() == ClosedBars.NO_PRICE ? behind : position.sarBar();
        return isLong ? Math.min(moved, Math.min(behind, before)) : Math.max(moved, Math.max(behind, before));
    }

    private void takeExtreme(final GuardedPosition position, final long extreme) {
        if (position.ahead(extreme, position.sarExtreme()) > 0) {
            position.sarExtreme(extreme);
            position.sarFactor(Math.min(position.sarFactor() + step, max));
        }
    }
}
