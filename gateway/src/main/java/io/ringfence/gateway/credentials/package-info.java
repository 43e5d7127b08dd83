/**
 * API keys: read from a file that nobody else can read or from the environment, kept as bytes, never shown. Signing is
 * here as well, so that a secret doesn't leave this package.
 *
 * <p>Loading is start-up code, any thread. {@link io.ringfence.gateway.credentials.HmacSha256} belongs to one thread.
 */
package io.ringfence.gateway.credentials;
