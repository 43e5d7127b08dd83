package io.ringfence.gateway.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowAwayKeyFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteWhatTheEngineReads() throws Exception {
        try (ThrowAwayKeyFiles files = ThrowAwayKeyFiles.write(folder.resolve("venue"))) {
            final Credentials credentials = Credentials.load(files.keys());

            assertEquals(Credentials.Kind.ED25519, credentials.kind());
            assertEquals(files.venueKey().apiKey(), new String(credentials.apiKey(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        final ThrowAwayKeyFiles files = ThrowAwayKeyFiles.write(folder);
        ThrowAwayKeyFiles.write(folder);

        files.close();

        assertFalse(Files.exists(files.keys()));
        assertFalse(Files.exists(folder.resolve("ed25519.pem")));
    }
}
