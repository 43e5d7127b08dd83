package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the one answer to a request goes, now or later. */
interface Answer {
    void result(JsonNode result);

    void refuse(VenueRefusal refusal);
}
