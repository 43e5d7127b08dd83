package io.ringfence.engine.whatif;

/**
 * Something that a run decided on its own: a signal, an order, a stop that was hit, a refusal.
 *
 * @param timeNs   engine time
 * @param recorded sequence of the newest recorded event by then
 * @param text     for people
 */
record Choice(long timeNs, long recorded, String text) {
    /** Whether both runs did the same at the same time. */
    boolean isSame(final Choice other) {
        return timeNs == other.timeNs && text.equals(other.text);
    }
}
