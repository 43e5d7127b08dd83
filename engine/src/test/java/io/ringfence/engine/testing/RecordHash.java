package io.ringfence.engine.testing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.agrona.DirectBuffer;

/** What a log would hold, as one number: over the sequence, the length and the bytes of every record appended. */
public final class RecordHash {
    private final MessageDigest digest = sha256();
    private byte[] bytes = new byte[1 << 16];
    private long records;

    public void append(final long sequence, final DirectBuffer buffer, final int offset, final int lengthBytes) {
        records++;
        number(sequence);
        number(lengthBytes);
        if (bytes.length < lengthBytes) {
            bytes = new byte[lengthBytes];
        }
        buffer.getBytes(offset, bytes, 0, lengthBytes);
        digest.update(bytes, 0, lengthBytes);
    }

    public long records() {
        return records;
    }

    /** Over what was appended so far. */
    public String hex() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (final CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void number(final long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            digest.update((byte) (value >>> shift));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
