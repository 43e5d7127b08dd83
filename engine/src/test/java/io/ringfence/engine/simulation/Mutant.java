package io.ringfence.engine.simulation;

/** Ways to break the engine from outside, to see that somebody notices. */
enum Mutant {
    NONE,
    /** Sends an order whose outcome is unknown once more, in place of the question. */
    RESEND_BLINDLY,
    /** Loses some fills on their way in. */
    FORGET_FILLS,
    /** Moves stops away from the price. */
    LOOSEN_STOPS,
    /** Sends an order before its cause is safe. */
    SEND_UNSAFE,
    /** Says that it has asked for the account's lists, and has not. */
    SKIP_LISTS,
    /** Goes on from a crash one event earlier than the log does. */
    LOSE_LAST_EVENT,
    /** Leaves out what crosses a stop. */
    MISS_CROSSINGS,
    /** Takes stops at the venue for cancelled that rest there still. */
    LEAVE_STOPS
}
