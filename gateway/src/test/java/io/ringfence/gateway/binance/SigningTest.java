package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SigningTest {
    private final ThrowAwayKeys hmac = ThrowAwayKeys.make(Credentials.Kind.HMAC);
    private final ThrowAwayKeys ed25519 = ThrowAwayKeys.make(Credentials.Kind.ED25519);

    @Test
    void shouldLogASessionOn() throws IOException {
        final byte[] request = new SessionLogonEncoder(ed25519.credentials(), 5_000).encode(17, 1_649_729_878_532L);

        final JsonNode json = new ObjectMapper().readTree(request);
        final JsonNode params = json.get("params");
        final String payload = "apiKey=" + ed25519.venueKey().apiKey() + "&recvWindow=5000&timestamp=1649729878532";
        assertEquals("17", json.get("id").textValue());
        assertEquals("session.logon", json.get("method").textValue());
        assertEquals(ed25519.venueKey().apiKey(), params.get("apiKey").textValue());
        assertEquals(1_649_729_878_532L, params.get("timestamp").longValue());
        assertTrue(ed25519.venueKey()
                .verifies(bytes(payload), params.get("signature").textValue()));
    }

    @Test
    void shouldNotLogOnWithASharedSecret() {
        assertThrows(IllegalArgumentException.class, () -> new SessionLogonEncoder(hmac.credentials(), 5_000));
    }

    @Test
    void shouldEncodeThenSignRestQueries() {
        final Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("symbol", "\uff11\uff12");
        parameters.put("note", "a b/c+~");
        final RestSigner signer = new RestSigner(hmac.credentials(), 5_000);

        final String query = signer.signedQuery(parameters, 1_499_827_319_559L);

        final String payload = "symbol=%EF%BC%91%EF%BC%92&note=a%20b%2Fc%2B~&recvWindow=5000&timestamp=1499827319559";
        final String[] parts = query.split("&signature=");
        assertEquals(payload, parts[0]);
        assertTrue(hmac.venueKey().verifies(bytes(payload), parts[1]));
        assertEquals(hmac.venueKey().apiKey(), signer.apiKey());
    }

    @Test
    void shouldEncodeAnEd25519Signature() {
        final String query = new RestSigner(ed25519.credentials(), 5_000).signedQuery(Map.of(), 1);

        final String signature = query.substring(query.indexOf("&signature=") + "&signature=".length());
        final String decoded = signature.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
        assertTrue(ed25519.venueKey().verifies(bytes("recvWindow=5000&timestamp=1"), decoded), signature);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
