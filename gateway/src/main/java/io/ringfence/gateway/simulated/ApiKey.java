package io.ringfence.gateway.simulated;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A key that a client names, and how the venue checks what was signed with its secret. Never prints the secret. */
public final class ApiKey {
    private final String name;
    private final byte[] hmacSecret;
    private final PublicKey publicKey;

    private ApiKey(final String name, final byte[] hmacSecret, final PublicKey publicKey) {
        this.name = name;
        this.hmacSecret = hmacSecret;
        this.publicKey = publicKey;
    }

    /** Signatures are HMAC-SHA-256 in hex, upper or lower case. */
    public static ApiKey hmac(final String name, final String secret) {
        return new ApiKey(name, secret.getBytes(StandardCharsets.UTF_8), null);
    }

    /** Signatures are Ed25519 in base 64; the only kind that may log a session on. */
    public static ApiKey ed25519(final String name, final PublicKey publicKey) {
        return new ApiKey(name, null, publicKey);
    }

    /** What goes into the header or parameter. */
    public String name() {
        return name;
    }

    boolean mayLogOn() {
        return publicKey != null;
    }

    boolean verifies(final String payload, final String signature) {
        final byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        try {
            return publicKey != null ? verifiesEd25519(bytes, signature) : verifiesHmac(bytes, signature);
        } catch (final IllegalArgumentException | GeneralSecurityException e) {
            return false;
        }
    }

    private boolean verifiesHmac(final byte[] payload, final String signature) throws GeneralSecurityException {
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(hmacSecret, "HmacSHA256"));
        final byte[] stated = HexFormat.of().parseHex(signature.toLowerCase(Locale.ROOT));
        return MessageDigest.isEqual(mac.doFinal(payload), stated);
    }

    private boolean verifiesEd25519(final byte[] payload, final String signature) throws GeneralSecurityException {
        final Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(publicKey);
        verifier.update(payload);
        return verifier.verify(Base64.getDecoder().decode(signature));
    }

    @Override
    public String toString() {
        return (mayLogOn() ? "ed25519" : "hmac") + " key " + name;
    }
}
