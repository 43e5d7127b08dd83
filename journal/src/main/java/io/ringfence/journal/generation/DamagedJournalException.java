package io.ringfence.journal.generation;

/** A journal is damaged, and the caller has asked not to go on with its good prefix. Nothing has been changed. */
public final class DamagedJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedJournalException(final int epoch, final long lastSequence, final String damage) {
        super("generation " + epoch + " of the journal is damaged behind sequence=" + lastSequence + ": " + damage
                + ". Nothing was changed. Look with `journal verify`; to go on without what follows that sequence, set"
                + " journal.onDamage: use-prefix");
    }
}
