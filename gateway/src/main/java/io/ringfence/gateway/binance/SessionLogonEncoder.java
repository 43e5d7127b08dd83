package io.ringfence.gateway.binance;

import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.session.RequestAnswerListener;
import java.nio.charset.StandardCharsets;

/**
 * Encodes {@code session.logon}, after which requests of that connection need neither API key nor signature. Takes
 * Ed25519 keys alone, as the venue does. Allocates: once per connection. Any thread.
 */
public final class SessionLogonEncoder {
    private final Credentials credentials;
    private final long recvWindowMs;

    /** @throws IllegalArgumentException unless the key is an Ed25519 one */
    public SessionLogonEncoder(final Credentials credentials, final long recvWindowMs) {
        if (credentials.kind() != Credentials.Kind.ED25519) {
            throw new IllegalArgumentException("kind=" + credentials.kind() + " cannot log a session on; use ED25519");
        }
        this.credentials = credentials;
        this.recvWindowMs = recvWindowMs;
    }

    /**
     * The request as UTF-8 text.
     *
     * @param requestId   comes back in {@link RequestAnswerListener}
     * @param timestampMs the venue's time
     */
    public byte[] encode(final long requestId, final long timestampMs) {
        final String apiKey = new String(credentials.apiKey(), StandardCharsets.UTF_8);
        final String payload = "apiKey=" + apiKey + "&recvWindow=" + recvWindowMs + "&timestamp=" + timestampMs;
        final String signature = credentials.sign(payload.getBytes(StandardCharsets.UTF_8));
        final String request = "{\"id\":\"" + requestId + "\",\"method\":\"session.logon\",\"params\":{\"apiKey\":\""
                + apiKey + "\",\"recvWindow\":" + recvWindowMs + ",\"signature\":\"" + signature
                + "\",\"timestamp\":" + timestampMs + "}}";
        return request.getBytes(StandardCharsets.UTF_8);
    }
}
