package io.ringfence.gateway.session;

/** Told of answers to requests that aren't orders: logon, time, status. Called on the loop that reads the socket. */
@FunctionalInterface
public interface RequestAnswerListener {
    /** The answer named no request: the venue speaks of the session. */
    long NO_ID = -1;

    /**
     * @param requestId the decimal number that the request was sent under, or {@link #NO_ID}
     * @param status    HTTP-like, 200 for success
     * @param errorCode the venue's code, 0 for none
     */
    void onAnswer(long requestId, int status, int errorCode);
}
