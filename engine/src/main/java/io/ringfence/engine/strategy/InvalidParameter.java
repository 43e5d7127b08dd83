package io.ringfence.engine.strategy;

/** A parameter of a strategy that can't be; the message says value and what is allowed. */
public final class InvalidParameter extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String parameter;

    /**
     * @param parameter its name
     * @param message   {@code length=0: must be from 1 to 500}
     */
    public InvalidParameter(final String parameter, final String message) {
        super(message);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
