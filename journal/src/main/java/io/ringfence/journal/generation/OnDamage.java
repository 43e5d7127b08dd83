package io.ringfence.journal.generation;

/** What becomes of a start on a journal whose newest generation is damaged. */
public enum OnDamage {
    /** It is refused, and nothing is touched: somebody should look. */
    REFUSE,
    /** The good prefix is taken for the whole: what followed it counts as never recorded. */
    USE_PREFIX
}
