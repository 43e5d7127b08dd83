package io.ringfence.gateway.credentials;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/**
 * An API key and what signs for it: a shared secret (HMAC) or an Ed25519 key. {@link #toString} and every message leave
 * the secret out. Immutable; any thread.
 */
public final class Credentials {
    /** Names the API key in the environment. */
    public static final String KEY_VARIABLE = "RINGFENCE_API_KEY";
    /** Names the shared secret in the environment. */
    public static final String SECRET_VARIABLE = "RINGFENCE_API_SECRET";
    /** Names the file of the Ed25519 key in the environment. */
    public static final String KEY_FILE_VARIABLE = "RINGFENCE_ED25519_KEY_FILE";

    static final int MAX_API_KEY_LENGTH = 128;

    /** How requests are signed. */
    public enum Kind {
        /** A shared secret; every request carries a signature. */
        HMAC,
        /** A private key; a session logs on once. */
        ED25519
    }

    private final Kind kind;
    private final byte[] apiKey;
    private final byte[] secret;
    private final PrivateKey privateKey;

    private Credentials(final Kind kind, final byte[] apiKey, final byte[] secret, final PrivateKey privateKey) {
        this.kind = kind;
        this.apiKey = apiKey;
        this.secret = secret;
        this.privateKey = privateKey;
    }

    /**
     * Reads a key file: lines {@code apiKey: ...} and either {@code apiSecret: ...} or {@code ed25519KeyFile: ...}, a
     * PKCS#8 PEM file beside it or at an absolute path. {@code =} does for the colon, {@code #} starts a comment.
     *
     * @throws CredentialsException if a file is missing, incomplete, wrong, or open to others than its owner
     */
    public static Credentials load(final Path file) {
        return KeyFile.read(file);
    }

    /**
     * Takes the keys from {@value #KEY_VARIABLE} and either {@value #SECRET_VARIABLE} or {@value #KEY_FILE_VARIABLE}.
     *
     * @throws CredentialsException if they are incomplete
     */
    public static Credentials fromEnvironment(final Map<String, String> environment) {
        final String apiKey = environment.get(KEY_VARIABLE);
        final String secret = environment.get(SECRET_VARIABLE);
        final String keyFile = environment.get(KEY_FILE_VARIABLE);
        if (apiKey == null) {
            throw new CredentialsException("set " + KEY_VARIABLE + " in the environment, or name a key file");
        }
        if ((secret == null) == (keyFile == null)) {
            throw new CredentialsException(
                    "set exactly one of " + SECRET_VARIABLE + " and " + KEY_FILE_VARIABLE + " beside " + KEY_VARIABLE);
        }
        return secret != null ? hmac(bytes(apiKey), bytes(secret)) : KeyFile.ed25519(bytes(apiKey), Path.of(keyFile));
    }

    /** Keeps {@code apiKey} and {@code secret}. */
    static Credentials hmac(final byte[] apiKey, final byte[] secret) {
        if (secret.length == 0) {
            throw new CredentialsException("the API secret is empty");
        }
        return new Credentials(Kind.HMAC, checked(apiKey), secret, null);
    }

    static Credentials ed25519(final byte[] apiKey, final PrivateKey privateKey) {
        return new Credentials(Kind.ED25519, checked(apiKey), null, privateKey);
    }

    public Kind kind() {
        return kind;
    }

    /** The API key, which isn't secret but needn't be shown; a copy. */
    public byte[] apiKey() {
        return apiKey.clone();
    }

    /**
     * A signer for one thread's own use.
     *
     * @throws IllegalStateException unless {@link Kind#HMAC}
     */
    public HmacSha256 hmac() {
        if (kind != Kind.HMAC) {
            throw new IllegalStateException("kind=" + kind + " has no shared secret");
        }
        return new HmacSha256(secret);
    }

    /** The signature as the venue wants it: hex for HMAC, base 64 for Ed25519. Allocates. */
    public String sign(final byte[] payload) {
        return kind == Kind.HMAC
                ? HexFormat.of().formatHex(hmac(payload))
                : Base64.getEncoder().encodeToString(ed25519(payload));
    }

    @Override
    public String toString() {
        return "Credentials[kind=" + kind + ", apiKey=" + shortened() + "]";
    }

    private byte[] hmac(final byte[] payload) {
        final byte[] signature = new byte[HmacSha256.LENGTH];
        hmac().sign(payload, 0, payload.length, signature, 0);
        return signature;
    }

    private byte[] ed25519(final byte[] payload) {
        try {
            final Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(payload);
            return signature.sign();
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign with the Ed25519 key", e);
        }
    }

    /** Enough to tell two keys apart. */
    private String shortened() {
        return new String(apiKey, 0, Math.min(4, apiKey.length / 4), StandardCharsets.US_ASCII) + "...";
    }

    /** An API key goes into JSON and headers as it is. */
    private static byte[] checked(final byte[] apiKey) {
        if (apiKey.length == 0 || apiKey.length > MAX_API_KEY_LENGTH) {
            throw new CredentialsException(
                    "the API key has " + apiKey.length + " characters, expected 1 to " + MAX_API_KEY_LENGTH);
        }
        for (final byte character : apiKey) {
            if (character <= ' ' || character == '"' || character == '\\' || character == 127) {
                throw new CredentialsException("the API key holds a character that no API key has");
            }
        }
        return apiKey;
    }

    private static byte[] bytes(final String text) {
        return text.strip().getBytes(StandardCharsets.UTF_8);
    }
}
