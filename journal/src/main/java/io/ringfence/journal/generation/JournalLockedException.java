package io.ringfence.journal.generation;

import java.nio.file.Path;

/** Another engine, in this process or another one, writes this journal. */
public final class JournalLockedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JournalLockedException(final Path lock, final String holder) {
        super("journal=" + lock.toAbsolutePath().getParent() + " is in use by " + holder + " (lock="
                + lock.getFileName() + "); stop that engine or name another journal");
    }
}
