package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the one answer to a request goes, now or later. */
interface Answer {
    void result(JsonNode result);

    void refuse(VenueRefusal refusal);

    /** No answer will come. */
    void lose();

    /** The connection goes, without an answer. */
    void cut();

    /** Whether giving the answer twice is possible. */
    boolean mayRepeat();
}
