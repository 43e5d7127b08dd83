package io.ringfence.gateway.session;

import java.util.Map;

/** Holds a key and signs with it; the secret never leaves it. Any thread. */
public interface RequestSigner {
    /** The public half, sent as {@code X-MBX-APIKEY}. */
    String apiKey();

    /**
     * The whole query of a signed request: {@code parameters} in their order, percent-encoded, then receive window,
     * timestamp and, last, the signature of exactly these bytes.
     *
     * @param timestampMs the venue's time
     */
    String signedQuery(Map<String, String> parameters, long timestampMs);
}
