package io.ringfence.gateway.simulated;

import java.util.Locale;

/** What the simulated venue can be told to do wrong. */
public enum FaultKind {
    /** The request is carried out; its answer never comes. REST: the connection closes instead. */
    DROP(false),
    /** The request is carried out; its answer comes later. */
    DELAY(true),
    /** The request is carried out later, if its receive window still allows. */
    LATE(true),
    /** An answer of the websocket API, or a message of user data, comes twice. */
    DUPLICATE(false),
    /** The connection closes between request and answer, or instead of a user data message, which is lost. */
    DISCONNECT(false),
    /** -1006 or -1007, whether the request was carried out or not. */
    UNKNOWN(false),
    /** Status 502, 503 or 504, whether the request was carried out or not. */
    HTTP5XX(false),
    /** -1008: too busy; the request is not carried out. */
    OVERLOAD(false);

    private final boolean timed;

    FaultKind(final boolean timed) {
        this.timed = timed;
    }

    /** Whether a longest duration belongs to it. */
    public boolean isTimed() {
        return timed;
    }

    /** As it is written in the options. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
