package io.ringfence.gateway.websocket;

/**
 * The bits of a frame (RFC 6455 section 5.2).
 *
 * <pre>
 *   byte 0           byte 1           0, 2 or 8 bytes       0 or 4 bytes
 *   +-+---+----+     +-+-------+      +--------------+      +-------+     +---------
 *   |F|RSV|code|     |M| len7  |      | length, big  |      | mask  |     | payload
 *   +-+---+----+     +-+-------+      | endian       |      +-------+     +---------
 *                                     +--------------+
 * </pre>
 */
final class FrameLayout {
    static final int FIN = 0x80;
    static final int RESERVED = 0x70;
    static final int CODE = 0x0F;
    static final int MASKED = 0x80;
    static final int LENGTH = 0x7F;

    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    /** Values of the 7-bit length that say that the length follows. */
    static final int LENGTH_IN_16_BITS = 126;

    static final int LENGTH_IN_64_BITS = 127;

    static final int SHORT_HEADER = 2;
    static final int MEDIUM_HEADER = 4;
    static final int LONG_HEADER = 10;
    static final int MASK_LENGTH = 4;

    static final int MAX_SHORT_LENGTH = 125;
    static final int MAX_MEDIUM_LENGTH = 0xFFFF;
    static final int MAX_CONTROL_PAYLOAD = 125;

    private FrameLayout() {}

    static boolean isControl(final int code) {
        return code >= CLOSE;
    }

    static int headerLength(final int length7) {
        return switch (length7) {
            case LENGTH_IN_16_BITS -> MEDIUM_HEADER;
            case LENGTH_IN_64_BITS -> LONG_HEADER;
            default -> SHORT_HEADER;
        };
    }
}
