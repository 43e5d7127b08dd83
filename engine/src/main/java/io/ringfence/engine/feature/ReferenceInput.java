package io.ringfence.engine.feature;

/** A feature that compares the instrument with another one. */
interface ReferenceInput {
    /**
     * Takes the other instrument's latest price, in whatever unit: only its changes count.
     *
     * @param price 0 if none is known for the bar that follows: what was compared before ends there
     */
    void onReference(double[] state, int at, double price);
}
