package io.ringfence.gateway.simulated;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One REST request, read: parameters of query and form body (the query wins), and what was signed. */
final class RestRequest {
    private static final String API_KEY_HEADER = "X-MBX-APIKEY";

    private final String method;
    private final String path;
    private final String apiKey;
    private final Parameters parameters = new Parameters();
    private final String signedPayload;

    RestRequest(final FullHttpRequest http) {
        final int question = http.uri().indexOf('?');
        final String query = question < 0 ? "" : http.uri().substring(question + 1);
        final String body = http.content().toString(StandardCharsets.UTF_8);
        method = http.method().name();
        path = question < 0 ? http.uri() : http.uri().substring(0, question);
        apiKey = http.headers().get(API_KEY_HEADER);
        take(body);
        take(query);
        signedPayload = withoutSignature(query) + withoutSignature(body);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    /** From the header; null without one. */
    String apiKey() {
        return apiKey;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Query and body as they were sent, encoded, without the signature. */
    String signedPayload() {
        return signedPayload;
    }

    private void take(final String encoded) {
        new QueryStringDecoder(encoded, false)
                .parameters()
                .forEach((name, values) -> parameters.put(name, values.get(values.size() - 1)));
    }

    private static String withoutSignature(final String encoded) {
        final List<String> kept = new ArrayList<>(Arrays.asList(encoded.split("&")));
        kept.removeIf(pair -> pair.startsWith("signature="));
        return String.join("&", kept);
    }
}
