package io.ringfence.engine.config;

/** A mistake in a configuration file; the one-line message says where it is and what is allowed there. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(final String message) {
        super(message);
    }

    ConfigException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
