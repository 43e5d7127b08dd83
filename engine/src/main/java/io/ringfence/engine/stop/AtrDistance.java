package io.ringfence.engine.stop;

/** So many times the ATR of the last closed bar of a timeframe. */
record AtrDistance(double multiple, int timeframe) implements Distance {
    @Override
    public long behind(final long price, final GuardedPosition position) {
        return times(position.atr(timeframe));
    }

    /** Of an ATR that is given, {@link ClosedBars#UNKNOWN} included. */
    long times(final double atr) {
        return atr >= 0 ? (long) (multiple * atr) : UNKNOWN;
    }
}
