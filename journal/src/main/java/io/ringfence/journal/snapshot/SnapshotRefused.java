package io.ringfence.journal.snapshot;

/** A file that is no snapshot one may start from; the message says why, with what was expected and found. */
public final class SnapshotRefused extends Exception {
    private static final long serialVersionUID = 1L;

    SnapshotRefused(final String reason) {
        super(reason);
    }
}
