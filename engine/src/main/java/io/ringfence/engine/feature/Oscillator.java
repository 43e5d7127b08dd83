package io.ringfence.engine.feature;

/** What a price is held against in a {@link Divergence}. */
interface Oscillator {
    /** Takes the newest bar. */
    void update(double[] state, int at, Bars bars);

    boolean isReady(double[] state, int at);

    /** Two values that differ by no more than this are the same. */
    double rounding(double[] state, int at);

    double value(double[] state, int at);
}
