package io.ringfence.engine.history;

/**
 * One step of an order's story.
 *
 * @param part   which part of the story
 * @param record what the journal holds
 * @param text   the same for people
 */
record Step(Part part, Noted record, String text) {
    /** The parts, in the order in which they are told. */
    enum Part {
        ENTRY,
        STOP,
        CAUSE,
        RISK,
        TRIED,
        ORDER,
        VENUE,
        AFTER
    }
}
