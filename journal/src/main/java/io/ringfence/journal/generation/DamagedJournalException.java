package io.ringfence.journal.generation;

import io.ringfence.journal.log.JournalFailure;

/** A journal is damaged, and the caller has asked not to go on with its good prefix. Nothing has been changed. */
public final class DamagedJournalException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedJournalException(final int epoch, final long lastSequence, final String damage) {
        super("generation " + epoch + " of the journal is damaged behind sequence=" + lastSequence + ": " + damage
                + ". Nothing was changed. Look with `journal verify`; to go on without what follows that sequence, set"
                + " journal.onDamage: use-prefix");
    }

    DamagedJournalException(final int epoch, final JournalFailure seal) {
        super(
                "generation " + epoch + " of the journal has a damaged seal: " + seal.getMessage()
                        + ". Nothing was changed. Restore it, or, to go by what the generation's logs hold, set"
                        + " journal.onDamage: use-prefix",
                seal);
    }
}
