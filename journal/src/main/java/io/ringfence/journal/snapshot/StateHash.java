package io.ringfence.journal.snapshot;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Tells states apart: the first 64 bits of SHA-256 over every stage's name, state version, length and bytes.
 */
public final class StateHash {
    private StateHash() {}

    /** Of all {@code stages}, in their order. */
    public static long of(final List<StageState> stages) {
        final MessageDigest digest = sha256();
        for (final StageState stage : stages) {
            final byte[] name = stage.stage().getBytes(StandardCharsets.US_ASCII);
            digest.update(ByteBuffer.allocate(3 * Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(name.length)
                    .putInt(stage.version())
                    .putInt(stage.lengthBytes())
                    .flip());
            digest.update(name);
            digest.update(stage.bytes());
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
