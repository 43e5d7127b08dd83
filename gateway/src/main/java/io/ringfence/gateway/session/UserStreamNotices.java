package io.ringfence.gateway.session;

/** What a user-data stream says about itself. Called on the loop that reads the socket. */
@FunctionalInterface
public interface UserStreamNotices {
    /** Nothing more comes under the present listen key: get a new one, then reconcile. */
    void listenKeyExpired();

    /**
     * A request on the same connection was answered: the subscription, on spot.
     *
     * @param status as of HTTP; 200 is success
     */
    default void answered(final int status) {}
}
