package io.ringfence.engine.plugin;

/** A jar in {@code plugins/} that can't be used; the message names it. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PluginException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
