package io.ringfence.engine.risk;

import io.ringfence.journal.message.RiskRule;

/** One control of entries. Owned by {@code orders}; allocates nothing. */
interface EntryControl {
    /** What its refusals are called. */
    RiskRule rule();

    /**
     * Whether it refuses {@code entry}; then the entry keeps bound and value.
     *
     * @throws ArithmeticException if an amount doesn't fit, which refuses as well
     */
    boolean refuses(Entry entry);

    /** What it is called if it refuses {@code entry}, or null. */
    default RiskRule refusal(final Entry entry) {
        return refuses(entry) ? rule() : null;
    }
}
