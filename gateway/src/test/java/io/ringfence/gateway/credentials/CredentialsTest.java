package io.ringfence.gateway.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    private static final String SECRET = "s3cr3t:with=odd#characters";
    private static final byte[] PAYLOAD = bytes("payload");

    @TempDir
    private Path folder;

    @Test
    void shouldReadASharedSecret() throws IOException {
        final Path file = write("keys.yaml", "# a comment\napiKey: 'key'\r\n\n apiSecret = " + SECRET + " \n");

        final Credentials credentials = Credentials.load(file);

        assertEquals(Credentials.Kind.HMAC, credentials.kind());
        assertEquals("key", new String(credentials.apiKey(), StandardCharsets.UTF_8));
        assertEquals(hmac(bytes(SECRET), PAYLOAD), credentials.sign(PAYLOAD));
    }

    @Test
    void shouldReadAnEd25519KeyBesideTheFile() throws IOException {
        final JsonNode vector = vector("FIX Logon<A> (SOH separated)");
        write("key.pem", vector.get("privateKeyPem").textValue());
        final Path file = write("keys.yaml", "apiKey: key\ned25519KeyFile: key.pem\n");

        final Credentials credentials = Credentials.load(file);

        assertEquals(Credentials.Kind.ED25519, credentials.kind());
        assertEquals(
                vector.get("signatureBase64").textValue(),
                credentials.sign(bytes(vector.get("payload").textValue())));
    }

    @Test
    void shouldSignAsPublished() throws IOException {
        int checked = 0;
        for (final JsonNode vector : vectors()) {
            final byte[] payload = bytes(vector.get("payload").textValue());
            switch (vector.get("algorithm").textValue()) {
                case "HMAC-SHA256" -> {
                    final byte[] secret = bytes(vector.get("secret").textValue());
                    assertEquals(
                            vector.get("signatureHex").textValue(),
                            Credentials.hmac(bytes("key"), secret).sign(payload));
                    checked++;
                }
                case "Ed25519" -> {
                    assertEquals(
                            vector.get("signatureBase64").textValue(),
                            ed25519(vector).sign(payload));
                    checked++;
                }
                // RSA keys aren't supported: the venue recommends Ed25519, and HMAC covers the rest.
                default -> assertTrue(vector.get("algorithm").textValue().startsWith("RSA"));
            }
        }
        assertTrue(checked >= 9, "checked=" + checked);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 55, 56, 63, 64, 65, 200})
    void shouldComputeHmacAsTheJvmDoes(final int length) throws Exception {
        final byte[] key = new byte[Math.max(1, length)];
        final byte[] message = new byte[length];
        new Random(length).nextBytes(key);
        new Random(length + 1).nextBytes(message);

        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));

        assertEquals(HexFormat.of().formatHex(mac.doFinal(message)), hmac(key, message));
    }

    @Test
    void shouldTakeKeysFromTheEnvironment() throws IOException {
        final Path pem = write(
                "key.pem",
                vector("FIX Logon<A> (SOH separated)").get("privateKeyPem").textValue());

        final Credentials shared = Credentials.fromEnvironment(
                Map.of(Credentials.KEY_VARIABLE, "key", Credentials.SECRET_VARIABLE, SECRET));
        final Credentials own = Credentials.fromEnvironment(
                Map.of(Credentials.KEY_VARIABLE, "key", Credentials.KEY_FILE_VARIABLE, pem.toString()));

        assertEquals(Credentials.Kind.HMAC, shared.kind());
        assertEquals(Credentials.Kind.ED25519, own.kind());
    }

    @Test
    void shouldSayWhatIsMissingInTheEnvironment() {
        final CredentialsException nothing =
                assertThrows(CredentialsException.class, () -> Credentials.fromEnvironment(Map.of()));
        final CredentialsException half = assertThrows(
                CredentialsException.class, () -> Credentials.fromEnvironment(Map.of(Credentials.KEY_VARIABLE, "key")));

        assertTrue(nothing.getMessage().contains(Credentials.KEY_VARIABLE));
        assertTrue(half.getMessage().contains(Credentials.SECRET_VARIABLE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
    void shouldRefuseAFileThatOthersCanOpen(final String mode) throws IOException {
        final Path file = write("keys.yaml", "apiKey: key\napiSecret: " + SECRET + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

        final CredentialsException refusal = assertThrows(CredentialsException.class, () -> Credentials.load(file));

        assertTrue(refusal.getMessage().contains(file.toString()), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(mode), refusal.getMessage());
    }

    @Test
    void shouldRefuseAPrivateKeyThatOthersCanOpen() throws IOException {
        final Path pem = write("key.pem", "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-r--r--"));
        final Path file = write("keys.yaml", "apiKey: key\ned25519KeyFile: key.pem\n");

        final CredentialsException refusal = assertThrows(CredentialsException.class, () -> Credentials.load(file));

        assertTrue(refusal.getMessage().contains("key.pem: mode rw-r--r--"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SECRET,
                "apiSecret: " + SECRET,
                "apiKey: key",
                "apiKey: key\napiSecret: " + SECRET + "\nwhat: " + SECRET,
                "apiKey: key\napiSecret: " + SECRET + "\napiSecret: " + SECRET,
                "apiKey: key\napiSecret: " + SECRET + "\ned25519KeyFile: x",
                "apiKey: a\"" + SECRET + "\napiSecret: x",
                "apiKey:\napiSecret: " + SECRET,
                "apiKey: key\nsecret: " + SECRET,
                "apiKey: key\n" + SECRET,
            })
    void shouldNotShowASecretWhenAFileIsWrong(final String content) throws IOException {
        final Path file = write("keys.yaml", content);

        final CredentialsException refusal = assertThrows(CredentialsException.class, () -> Credentials.load(file));

        assertFalse(refusal.getMessage().contains("s3cr3t"), refusal.getMessage());
        assertEquals(null, refusal.getCause());
    }

    @Test
    void shouldNotShowAKeyFileThatIsNone() throws IOException {
        final Path file = write("keys.yaml", "apiKey: key\ned25519KeyFile: key.pem\n");
        for (final String body : new String[] {"", "s3cr3t", "!!!!"}) {
            write("key.pem", "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n");

            final CredentialsException refusal = assertThrows(CredentialsException.class, () -> Credentials.load(file));

            assertFalse(refusal.getMessage().contains("s3cr3t"), refusal.getMessage());
        }
        Files.delete(folder.resolve("key.pem"));
        assertThrows(CredentialsException.class, () -> Credentials.load(file));
    }

    @Test
    void shouldNotShowASecretAsText() {
        final Credentials shared = Credentials.hmac(bytes("a-rather-long-api-key"), bytes(SECRET));
        final ThrowAwayKeys keys = ThrowAwayKeys.make(Credentials.Kind.HMAC);

        assertEquals("Credentials[kind=HMAC, apiKey=a-ra...]", shared.toString());
        assertFalse(keys.toString().contains(keys.venueKey().apiKey()), keys::toString);
    }

    @Test
    void shouldMakeKeysThatTheVenueAccepts() {
        for (final Credentials.Kind kind : Credentials.Kind.values()) {
            final ThrowAwayKeys keys = ThrowAwayKeys.make(kind);

            final String signature = keys.credentials().sign(PAYLOAD);

            assertTrue(keys.venueKey().verifies(PAYLOAD, signature));
            assertFalse(keys.venueKey().verifies(bytes("another"), signature));
            assertFalse(keys.venueKey().verifies(PAYLOAD, "no signature"));
            assertFalse(ThrowAwayKeys.make(kind).venueKey().verifies(PAYLOAD, signature));
        }
    }

    private Credentials ed25519(final JsonNode vector) throws IOException {
        return KeyFile.ed25519(
                bytes("key"), write("vector.pem", vector.get("privateKeyPem").textValue()));
    }

    private static JsonNode vectors() throws IOException {
        return new ObjectMapper()
                .readTree(SharedFiles.require("fixtures/binance/signature-vectors/vectors.json")
                        .toFile());
    }

    private static JsonNode vector(final String name) throws IOException {
        for (final JsonNode vector : vectors()) {
            if (vector.get("name").textValue().equals(name)) {
                return vector;
            }
        }
        throw new AssertionError("no vector " + name);
    }

    private Path write(final String name, final String content) throws IOException {
        final Path file = folder.resolve(name);
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static String hmac(final byte[] key, final byte[] message) {
        final byte[] signature = new byte[HmacSha256.LENGTH];
        new HmacSha256(key).sign(message, 0, message.length, signature, 0);
        return HexFormat.of().formatHex(signature);
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
