package io.ringfence.engine.config;

import java.net.URI;

/**
 * An address whose path or query may be a secret, as those of chat services are. {@link #toString} and every message leave all but scheme, host and port out.
 *
 * @param uri the whole; http or https, with a host
 */
public record SecretAddress(URI uri) {
    private static final String RULE = "must be an address that begins with http:// or https://";

    public SecretAddress {
        if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) || uri.getHost() == null) {
            throw new IllegalArgumentException(RULE);
        }
    }

    /** @throws IllegalArgumentException without the address, unless {@code written} is one */
    public static SecretAddress valueOf(final String written) {
        return new SecretAddress(uri(written));
    }

    private static URI uri(final String written) {
        try {
            return URI.create(written);
        } catch (final IllegalArgumentException e) {
            // Its message holds the address, so it isn't even the cause.
            throw new IllegalArgumentException(RULE);
        }
    }

    /** {@code https://example.org/***}, an address, too. */
    @Override
    public String toString() {
        final String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + "/***";
    }
}
