package io.ringfence.engine.config;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Tells configurations apart: the first 64 bits of SHA-256 over the files' text, line ends as line feeds. */
public final class ConfigHash {
    private ConfigHash() {}

    /** The same texts in the same order give the same value, on every machine. */
    public static long of(final String... texts) {
        final MessageDigest digest = sha256();
        for (final String text : texts) {
            digest.update(text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
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
