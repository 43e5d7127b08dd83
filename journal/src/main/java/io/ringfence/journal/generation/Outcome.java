package io.ringfence.journal.generation;

/** How a generation ended. */
public enum Outcome {
    /** Stopped as asked. */
    ENDED,
    /** A stage, or the journal, failed; the engine stopped itself at that event. */
    HALTED,
    /** Found without a seal at the next start. */
    CRASHED
}
