package io.ringfence.engine.stage;

/** A saved state that this build or configuration can't take up; the message names stage, place and value. */
public final class IncompatibleState extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public IncompatibleState(final String message) {
        super(message);
    }
}
