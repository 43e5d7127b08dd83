package io.ringfence.gateway.simulated;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * One websocket API request, read. Parameters keep the text they were sent with, numbers too, since that is what is
 * signed.
 */
final class ApiRequest {
    private static final int BAD_JSON = -1135;

    private final Parameters parameters = new Parameters();
    private JsonNode id = Json.NODES.nullNode();
    private String method = "";

    private ApiRequest() {}

    /** Reads {@code text}; refused if it is no JSON object of the expected form. */
    static ApiRequest read(final String text) throws VenueRefusal {
        final ApiRequest request = new ApiRequest();
        try (JsonParser parser = Json.MAPPER.createParser(text)) {
            request.read(parser);
        } catch (final IOException e) {
            throw new VenueRefusal(BAD_JSON, "Invalid JSON Request");
        }
        return request;
    }

    private void read(final JsonParser parser) throws IOException, VenueRefusal {
        require(parser.nextToken() == JsonToken.START_OBJECT);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final JsonToken value = parser.nextToken();
            if (name.equals("id")) {
                id = Json.MAPPER.readTree(parser);
            } else if (name.equals("method")) {
                method = parser.getText();
            } else if (name.equals("params") && value == JsonToken.START_OBJECT) {
                readParameters(parser);
            } else {
                parser.skipChildren();
            }
        }
        require(parser.currentToken() == JsonToken.END_OBJECT);
    }

    private void readParameters(final JsonParser parser) throws IOException, VenueRefusal {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            require(parser.nextToken().isScalarValue());
            parameters.put(name, parser.getText());
        }
    }

    private static void require(final boolean holds) throws VenueRefusal {
        if (!holds) {
            throw new VenueRefusal(BAD_JSON, "Invalid JSON Request");
        }
    }

    /** As the client sent it: number, text or null. */
    JsonNode id() {
        return id;
    }

    String method() {
        return method;
    }

    Parameters parameters() {
        return parameters;
    }
}
