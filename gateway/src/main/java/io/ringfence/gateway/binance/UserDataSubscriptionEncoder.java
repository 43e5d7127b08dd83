package io.ringfence.gateway.binance;

import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.credentials.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Writes spot's {@code userDataStream.subscribe.signature}, by which a connection of the websocket API is told the account's reports; it takes keys of any
 * kind. Listen keys were removed on 2026-02-20. Allocates: once per connection. Owned by the loop of the connection.
 */
public final class UserDataSubscriptionEncoder implements Supplier<byte[]> {
    private final Credentials credentials;
    private final EngineClock clock;
    private long requests;

    /** @param clock the venue's time */
    public UserDataSubscriptionEncoder(final Credentials credentials, final EngineClock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** The next request as UTF-8 text. */
    @Override
    public byte[] get() {
        final String apiKey = new String(credentials.apiKey(), StandardCharsets.UTF_8);
        final long timestampMs = TimeUnit.NANOSECONDS.toMillis(clock.timeNs());
        final String payload =
                "apiKey=" + apiKey + "&recvWindow=" + RestSigner.RECEIVE_WINDOW_MS + "&timestamp=" + timestampMs;
        final String signature = credentials.sign(payload.getBytes(StandardCharsets.UTF_8));
        final String request = "{\"id\":" + ++requests
                + ",\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"apiKey\":\"" + apiKey
                + "\",\"recvWindow\":" + RestSigner.RECEIVE_WINDOW_MS + ",\"signature\":\"" + signature
                + "\",\"timestamp\":" + timestampMs + "}}";
        return request.getBytes(StandardCharsets.UTF_8);
    }
}
