package io.ringfence.gateway.websocket;

/** Why a connection ended: RFC 6455 section 7.4, as far as a client meets it. */
public final class CloseCode {
    public static final int NORMAL = 1000;
    public static final int PROTOCOL_ERROR = 1002;
    public static final int UNSUPPORTED = 1003;
    /** The peer closed without a code. Never on the wire. */
    public static final int NO_STATUS = 1005;
    /** The connection was lost, refused, or never came to be. Never on the wire. */
    public static final int LOST = 1006;

    public static final int TOO_LARGE = 1009;

    private static final int RESERVED = 1004;
    private static final int FIRST_UNASSIGNED = 1015;
    private static final int FIRST_REGISTERED = 3000;
    private static final int LAST_PRIVATE = 4999;

    private CloseCode() {}

    /** Whether a peer may send this code. */
    static boolean mayBeSent(final int code) {
        if (code >= FIRST_UNASSIGNED) {
            return code >= FIRST_REGISTERED && code <= LAST_PRIVATE;
        }
        return code >= NORMAL && code != RESERVED && code != NO_STATUS && code != LOST;
    }
}
