package io.ringfence.engine.breakpoint;

/** An expression that can't be understood; the message shows where, with a caret below. */
public final class BadExpression extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadExpression(final String expression, final int at, final String reason) {
        super(reason + "\n  " + expression + "\n  " + " ".repeat(at) + "^");
        this.reason = reason;
    }

    /** Without the picture. */
    public String reason() {
        return reason;
    }
}
