package io.ringfence.engine.data;

/** A file of market data that can't be read; the message names file, line and value, and what is wrong with it. */
public final class DataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataException(final String message) {
        super(message);
    }

    public DataException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
