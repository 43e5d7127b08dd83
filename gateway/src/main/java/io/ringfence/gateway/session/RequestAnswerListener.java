package io.ringfence.gateway.session;

/** Told of answers to requests that aren't orders. Called on the orders loop. */
@FunctionalInterface
public interface RequestAnswerListener {
    /**
     * @param requestId the number that the request was sent under; negative: of none
     * @param status    HTTP-like, 200 for success
     * @param errorCode the venue's code, 0 for none
     */
    void onAnswer(long requestId, int status, int errorCode);
}
