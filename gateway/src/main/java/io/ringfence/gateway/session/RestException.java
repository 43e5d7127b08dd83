package io.ringfence.gateway.session;

/** A REST call that didn't bring what was asked. The message names method and path, never parameters or keys. */
public final class RestException extends Exception {
    /** {@link #httpStatus()} of a call that got no answer. */
    public static final int NO_STATUS = 0;

    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANNED = 418;
    private static final int SERVER_ERROR = 500;
    private static final int DISCONNECTED = -1006;
    private static final int TIMED_OUT = -1007;

    private final int httpStatus;
    private final int code;
    private final boolean unknownOutcome;
    private final int retryAfterS;

    RestException(final String message, final int httpStatus, final int code, final boolean unknownOutcome) {
        this(message, httpStatus, code, unknownOutcome, 0);
    }

    RestException(
            final String message,
            final int httpStatus,
            final int code,
            final boolean unknownOutcome,
            final int retryAfterS) {
        super(message);
        this.retryAfterS = retryAfterS;
        this.httpStatus = httpStatus;
        this.code = code;
        this.unknownOutcome = unknownOutcome;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The venue's own code, e.g. -1121; 0 if it gave none. */
    public int code() {
        return code;
    }

    /** How long the venue wants to hear nothing, s; 0: it didn't say. */
    public int retryAfterS() {
        return retryAfterS;
    }

    /** Whether it was trouble of the venue's or of the way there, so that asking again at once may help. */
    public boolean isPassing() {
        return httpStatus == NO_STATUS || httpStatus >= SERVER_ERROR || code == DISCONNECTED || code == TIMED_OUT;
    }

    /** Whether the venue has heard too much from this address: who asks on is banned for longer. */
    public boolean isBan() {
        return httpStatus == TOO_MANY_REQUESTS || httpStatus == BANNED;
    }

    /** Whether the venue may have acted all the same: then ask it, never send again blindly. */
    public boolean isOutcomeUnknown() {
        return unknownOutcome;
    }
}
