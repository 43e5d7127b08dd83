package io.ringfence.gateway.credentials;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC with SHA-256 (<a href="https://www.rfc-editor.org/rfc/rfc2104">RFC 2104</a>) that allocates nothing once made,
 * which {@code javax.crypto.Mac} doesn't promise. The two keyed blocks are laid out once. Owned by one thread.
 */
public final class HmacSha256 {
    /** Bytes of a signature. */
    public static final int LENGTH = 32;

    private static final int BLOCK_LENGTH = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5C;

    private final MessageDigest digest = sha256();
    private final byte[] innerBlock = new byte[BLOCK_LENGTH];
    private final byte[] outerBlock = new byte[BLOCK_LENGTH];
    private final byte[] inner = new byte[LENGTH];

    /** Copies what it needs of {@code key}. */
    public HmacSha256(final byte[] key) {
        final byte[] block = Arrays.copyOf(key.length > BLOCK_LENGTH ? digest.digest(key) : key, BLOCK_LENGTH);
        for (int i = 0; i < BLOCK_LENGTH; i++) {
            innerBlock[i] = (byte) (block[i] ^ INNER);
            outerBlock[i] = (byte) (block[i] ^ OUTER);
        }
        Arrays.fill(block, (byte) 0);
    }

    /** Writes the {@value #LENGTH} bytes of the signature of {@code length} bytes of {@code message}. */
    public void sign(final byte[] message, final int offset, final int length, final byte[] out, final int outOffset) {
        try {
            digest.update(innerBlock, 0, BLOCK_LENGTH);
            digest.update(message, offset, length);
            digest.digest(inner, 0, LENGTH);
            digest.update(outerBlock, 0, BLOCK_LENGTH);
            digest.update(inner, 0, LENGTH);
            digest.digest(out, outOffset, LENGTH);
        } catch (final DigestException e) {
            throw new IllegalStateException("SHA-256 refused to write " + LENGTH + " bytes", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM lacks SHA-256, which every JVM has to have", e);
        }
    }
}
