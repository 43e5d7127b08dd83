package io.ringfence.gateway.session;

/** Holds a key and signs with it; the secret never leaves it. Any thread. */
public interface RequestSigner {
    /** The public half, sent as {@code X-MBX-APIKEY}. */
    String apiKey();

    /** The signature of {@code payload}'s bytes as text: hex or base 64, not yet percent-encoded. */
    String sign(String payload);
}
