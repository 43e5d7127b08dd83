package io.ringfence.gateway.credentials;

/** Keys cannot be used; the message says where and why, and never holds any of a key. */
public final class CredentialsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CredentialsException(final String message) {
        super(message);
    }
}
