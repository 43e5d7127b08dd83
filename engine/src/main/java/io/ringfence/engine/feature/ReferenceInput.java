package io.ringfence.engine.feature;

/** A feature that compares the instrument with another one. */
interface ReferenceInput {
    /** Takes the other instrument's latest price, in whatever unit: only its changes count. */
    void onReference(double[] state, int at, double price);
}
