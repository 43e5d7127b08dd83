package io.ringfence.engine.feature;

/** A depth book as features read it, best level first. Prices and quantities are mantissas. */
public interface BookView {
    /** Whether it is whole; otherwise nothing else may be asked. */
    boolean isReady();

    int levels(boolean bid);

    /** Price of the level {@code fromBest} behind the best one, which is 0; below {@link #levels}. */
    long price(boolean bid, int fromBest);

    long quantity(boolean bid, int fromBest);
}
