package io.ringfence.gateway.websocket;

import java.security.SecureRandom;

/**
 * Masks for client frames: xorshift64* (Vigna 2016), seeded from {@link SecureRandom}. The mask keeps middle boxes from
 * taking a payload for something else; it protects no secret, and here only our own text is masked. Owned by one writer.
 */
final class MaskSource {
    private static final long MULTIPLIER = 0x2545F4914F6CDD1DL;

    private long state;

    MaskSource() {
        this(new SecureRandom().nextLong());
    }

    MaskSource(final long seed) {
        state = seed == 0 ? MULTIPLIER : seed;
    }

    int next() {
        state ^= state >>> 12;
        state ^= state << 25;
        state ^= state >>> 27;
        return (int) ((state * MULTIPLIER) >>> 32);
    }
}
