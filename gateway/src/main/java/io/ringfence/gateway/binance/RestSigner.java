package io.ringfence.gateway.binance;

import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.session.RequestSigner;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Signs REST requests: parameters are percent-encoded first, then signed, and the signature goes last (the venue
 * enforces it since 2026-01-15). Allocates; for the blocking loop. Any thread.
 */
public final class RestSigner implements RequestSigner {
    /** How late the venue may see a request, ms: its own default. */
    public static final long RECEIVE_WINDOW_MS = 5_000;

    private static final String UNRESERVED = "-_.~";

    private final Credentials credentials;
    private final long recvWindowMs;

    public RestSigner(final Credentials credentials, final long recvWindowMs) {
        this.credentials = credentials;
        this.recvWindowMs = recvWindowMs;
    }

    @Override
    public String apiKey() {
        return new String(credentials.apiKey(), StandardCharsets.UTF_8);
    }

    @Override
    public String signedQuery(final Map<String, String> parameters, final long timestampMs) {
        final StringBuilder query = new StringBuilder();
        parameters.forEach((name, value) -> append(query, name, value));
        append(query, "recvWindow", Long.toString(recvWindowMs));
        append(query, "timestamp", Long.toString(timestampMs));
        append(query, "signature", sign(query.toString()));
        return query.toString();
    }

    /** The signature of an encoded query, itself not yet encoded. */
    String sign(final String query) {
        return credentials.sign(query.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 3986, over UTF-8. */
    static String percentEncoded(final String text) {
        final StringBuilder encoded = new StringBuilder();
        for (final byte character : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(character)) {
                encoded.append((char) character);
            } else {
                encoded.append(String.format("%%%02X", character & 0xFF));
            }
        }
        return encoded.toString();
    }

    private static void append(final StringBuilder query, final String name, final String value) {
        query.append(query.length() == 0 ? "" : "&")
                .append(percentEncoded(name))
                .append('=')
                .append(percentEncoded(value));
    }

    private static boolean isUnreserved(final byte character) {
        final int lower = character | 0x20;
        return (character > 0 && lower >= 'a' && lower <= 'z')
                || (character >= '0' && character <= '9')
                || UNRESERVED.indexOf(character) >= 0;
    }
}
