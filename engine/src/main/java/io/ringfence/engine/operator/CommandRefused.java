package io.ringfence.engine.operator;

/** A command that was not carried out, or not as far as anybody knows; the message says why. */
public final class CommandRefused extends Exception {
    private static final long serialVersionUID = 1L;

    public CommandRefused(final String reason) {
        super(reason);
    }
}
