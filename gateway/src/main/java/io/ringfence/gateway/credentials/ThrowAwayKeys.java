package io.ringfence.gateway.credentials;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;

/**
 * Keys for one run against the simulated venue, made on the spot and never written down.
 *
 * @param credentials the client's side
 * @param venueKey    the venue's side
 */
public record ThrowAwayKeys(Credentials credentials, VenueKey venueKey) {
    private static final int KEY_LENGTH = 64;
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".getBytes(StandardCharsets.US_ASCII);

    /** New keys of {@code kind}. */
    public static ThrowAwayKeys make(final Credentials.Kind kind) {
        return kind == Credentials.Kind.HMAC ? hmac() : ed25519();
    }

    private static ThrowAwayKeys hmac() {
        final Credentials credentials = Credentials.hmac(randomText(), randomText());
        return new ThrowAwayKeys(credentials, new VenueKey(credentials, null));
    }

    private static ThrowAwayKeys ed25519() {
        final KeyPair pair = ed25519Pair();
        final Credentials credentials = Credentials.ed25519(randomText(), pair.getPrivate());
        return new ThrowAwayKeys(credentials, new VenueKey(credentials, pair.getPublic()));
    }

    static KeyPair ed25519Pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("this JVM lacks Ed25519, which it has since version 15", e);
        }
    }

    private static byte[] randomText() {
        final SecureRandom random = new SecureRandom();
        final byte[] text = new byte[KEY_LENGTH];
        for (int i = 0; i < KEY_LENGTH; i++) {
            text[i] = ALPHABET[random.nextInt(ALPHABET.length)];
        }
        return text;
    }
}
