package io.ringfence.gateway.credentials;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Locale;

/**
 * What a venue holds of an API key: enough to check signatures. With a shared secret that is the secret itself, which
 * isn't shown. Any thread.
 */
public final class VenueKey {
    private final Credentials shared;
    private final PublicKey publicKey;
    private final String apiKey;

    VenueKey(final Credentials shared, final PublicKey publicKey) {
        this.shared = shared;
        this.publicKey = publicKey;
        apiKey = new String(shared.apiKey(), StandardCharsets.UTF_8);
    }

    /** A key whose shared secret the venue knows. */
    public static VenueKey hmac(final String apiKey, final String secret) {
        return new VenueKey(
                Credentials.hmac(apiKey.getBytes(StandardCharsets.US_ASCII), secret.getBytes(StandardCharsets.UTF_8)),
                null);
    }

    /** A key whose public half the venue knows; the only kind that may log a session on. */
    public static VenueKey ed25519(final String apiKey, final PublicKey publicKey) {
        return new VenueKey(Credentials.ed25519(apiKey.getBytes(StandardCharsets.US_ASCII), null), publicKey);
    }

    public String apiKey() {
        return apiKey;
    }

    public Credentials.Kind kind() {
        return shared.kind();
    }

    /** Whether {@code signature}, in hex (HMAC) or base 64 (Ed25519), was made for exactly these bytes. */
    public boolean verifies(final byte[] payload, final String signature) {
        return kind() == Credentials.Kind.HMAC ? verifiesHmac(payload, signature) : verifiesEd25519(payload, signature);
    }

    @Override
    public String toString() {
        return "VenueKey[kind=" + kind() + "]";
    }

    private boolean verifiesHmac(final byte[] payload, final String signature) {
        final byte[] expected = shared.sign(payload).getBytes(StandardCharsets.US_ASCII);
        final byte[] given = signature.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, given);
    }

    private boolean verifiesEd25519(final byte[] payload, final String signature) {
        try {
            final Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(publicKey);
            verifier.update(payload);
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (final GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }
}
