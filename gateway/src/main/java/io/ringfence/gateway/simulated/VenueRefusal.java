package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.gateway.matching.Refusal;

/** A request that the venue turns down, with its error code, its words and the HTTP status they come with. */
final class VenueRefusal extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int BAD_REQUEST = 400;

    private final int code;
    private final int status;
    private final int retryAfterS;
    private final transient JsonNode data;

    VenueRefusal(final int code, final String message) {
        this(code, message, BAD_REQUEST);
    }

    private VenueRefusal(final int code, final String message, final int status) {
        this(code, message, status, 0);
    }

    private VenueRefusal(final int code, final String message, final int status, final int retryAfterS) {
        this(code, message, status, retryAfterS, null);
    }

    private VenueRefusal(
            final int code, final String message, final int status, final int retryAfterS, final JsonNode data) {
        super(message, null, false, false);
        this.data = data;
        this.code = code;
        this.status = status;
        this.retryAfterS = retryAfterS;
    }

    /** More request weight than a minute allows. */
    static VenueRefusal tooManyRequests(final int limit, final int retryAfterS) {
        return new VenueRefusal(
                -1003,
                "Too many requests; current limit of IP(127.0.0.1) is " + limit
                        + " requests per minute. Please use the websocket for live updates to avoid polling the API.",
                429,
                retryAfterS);
    }

    /** For whoever goes on after {@link #tooManyRequests}. */
    static VenueRefusal banned(final long untilMs, final int retryAfterS) {
        return new VenueRefusal(
                -1003,
                "Way too many requests; IP(127.0.0.1) banned until " + untilMs
                        + ". Please use the websocket for live updates to avoid bans.",
                418,
                retryAfterS);
    }

    static VenueRefusal of(final Refusal refusal) {
        return new VenueRefusal(refusal.code(), refusal.message());
    }

    /** In the words of spot. */
    static VenueRefusal ofSpot(final Refusal refusal) {
        return new VenueRefusal(refusal.spotCode(), refusal.spotMessage());
    }

    /** {@code order.cancelReplace} did half of it, or nothing; {@code data} says which. */
    static VenueRefusal replacement(final boolean half, final JsonNode data) {
        return half
                ? new VenueRefusal(-2021, "Order cancel-replace partially failed.", 409, 0, data)
                : new VenueRefusal(-2022, "Order cancel-replace failed.", BAD_REQUEST, 0, data);
    }

    static VenueRefusal notFound(final String path) {
        return new VenueRefusal(-5000, "Path " + path + ", Method is invalid", 404);
    }

    static VenueRefusal unsupported(final String what) {
        return new VenueRefusal(-1020, "This operation is not supported: " + what);
    }

    static VenueRefusal unavailable(final String what) {
        return new VenueRefusal(-1001, what, 503);
    }

    static VenueRefusal missing(final String parameter) {
        return new VenueRefusal(
                -1102, "Mandatory parameter '" + parameter + "' was not sent, was empty/null, or malformed.");
    }

    static VenueRefusal malformed(final String parameter) {
        return new VenueRefusal(-1100, "Illegal characters found in parameter '" + parameter + "'.");
    }

    static VenueRefusal tooPrecise() {
        return new VenueRefusal(-1111, "Precision is over the maximum defined for this asset.");
    }

    static VenueRefusal unknownSymbol() {
        return new VenueRefusal(-1121, "Invalid symbol.");
    }

    static VenueRefusal keyFormat() {
        return new VenueRefusal(-2014, "API-key format invalid.", 401);
    }

    static VenueRefusal key() {
        return new VenueRefusal(-2015, "Invalid API-key, IP, or permissions for action.", 401);
    }

    static VenueRefusal signature() {
        return new VenueRefusal(-1022, "Signature for this request is not valid.");
    }

    static VenueRefusal listenKey() {
        return new VenueRefusal(-1125, "This listenKey does not exist.");
    }

    static VenueRefusal noSuchOrder() {
        return new VenueRefusal(-2013, "Order does not exist.");
    }

    /** -1006 or -1007, in the venue's words. */
    static VenueRefusal unknownOutcome(final boolean timeout) {
        return timeout
                ? new VenueRefusal(
                        -1007,
                        "Timeout waiting for response from backend server. Send status unknown; execution status"
                                + " unknown.",
                        408)
                : new VenueRefusal(
                        -1006,
                        "An unexpected response was received from the message bus. Execution status unknown.",
                        500);
    }

    /** A server error after which nobody knows whether the request was carried out. */
    static VenueRefusal serverError(final int status) {
        return new VenueRefusal(-1000, "Unknown error, please check your request or try again later.", status);
    }

    /** The 503 that says that the request was not carried out. */
    static VenueRefusal serviceUnavailable() {
        return new VenueRefusal(-1001, "Service Unavailable.", 503);
    }

    static VenueRefusal overloaded() {
        return new VenueRefusal(-1008, "Server is currently overloaded with other requests.", 503);
    }

    /** What else the answer says; null: nothing. */
    JsonNode data() {
        return data;
    }

    /** When to come again, s; 0: nothing is said. */
    int retryAfterS() {
        return retryAfterS;
    }

    int code() {
        return code;
    }

    /** HTTP status, also that of the websocket API's answer. */
    int status() {
        return status;
    }
}
