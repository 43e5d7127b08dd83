package io.ringfence.engine.recovery;

/** The journal can't be gone on from, or only if the configuration says so; the message says why and what to do. */
public final class RecoveryRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RecoveryRefused(final String message) {
        super(message);
    }

    public RecoveryRefused(final String message, final Throwable cause) {
        super(message, cause);
    }
}
