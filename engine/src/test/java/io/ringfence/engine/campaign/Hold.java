package io.ringfence.engine.campaign;

/** What may hold an exit, or a stop at the venue, up: the first that is the case counts. */
enum Hold {
    /** No engine was there, or it stood still. */
    ENGINE_DOWN,
    ORDER_ENTRY_DOWN,
    /** User data is lost, or came back and the account isn't reconciled yet. */
    RECONCILING,
    /** The venue lost an answer, or said that it doesn't know; not asked again for long enough that it could still arrive. */
    UNKNOWN_OUTCOME,
    /** An exit is under way and neither answered nor ended. */
    UNDER_WAY,
    /** The venue refused the last exit. */
    REFUSED,
    NOTHING
}
