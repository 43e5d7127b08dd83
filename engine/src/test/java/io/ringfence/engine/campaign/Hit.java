package io.ringfence.engine.campaign;

/** In what a kill interrupted the engine, as what it left behind shows. */
enum Hit {
    /** Recovery: it had not made its generation yet, or hadn't begun it. */
    BEFORE_ITS_GENERATION,
    /** Between its generation's first event and the moment in which it was guarded. */
    BEFORE_GUARDED,
    /** The venue has an order request of which the engine had heard nothing. */
    BETWEEN_WRITE_AND_ANSWER,
    /** A snapshot was asked for, and isn't there. */
    IN_A_SNAPSHOT,
    /** One of the last {@value PostMortem#NEAR_RECORDS} records of a log was the first of its segment. */
    AT_A_SEGMENT_SWAP,
    /** A segment was there that nothing had been written to. */
    NEXT_SEGMENT_PREPARED,
    /** It had been stopped for longer than every timeout, and gone on. */
    AFTER_A_STANDSTILL,
    /** It was process 1 of its namespace. */
    AS_PROCESS_1,
    /** Like the one before it, so the journal's lock and logs were left by the same process id. */
    AS_THE_SAME_PROCESS_ID
}
