package io.ringfence.journal.log;

/**
 * The journal can't be written or read any further: an I/O error, a full disk, a damaged mapping. Whoever gets it while
 * writing stops trading; nothing is appended to that log again. The message names the place.
 */
public final class JournalFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JournalFailure(final String message) {
        super(message);
    }

    public JournalFailure(final String message, final Throwable cause) {
        super(message + ": " + (cause instanceof JournalFailure ? cause.getMessage() : cause), cause);
    }
}
