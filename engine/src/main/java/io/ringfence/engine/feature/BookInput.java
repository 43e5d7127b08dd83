package io.ringfence.engine.feature;

/** A feature that listens to the depth book. */
interface BookInput {
    /** Takes the book after an update. */
    void onBook(double[] state, int at, BookView book);
}
