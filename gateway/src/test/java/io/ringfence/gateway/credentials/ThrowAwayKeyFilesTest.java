package io.ringfence.gateway.credentials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowAwayKeyFilesTest {
    @TempDir
    private Path folder;

    @Test
    void shouldWriteWhatTheEngineReads() throws Exception {
        try (ThrowAwayKeyFiles files = ThrowAwayKeyFiles.generate()) {
            final Path keys = files.write(folder.resolve("venue"), 9080);

            final Credentials credentials = Credentials.load(keys);

            assertEquals(folder.resolve("venue/keys-9080"), keys);
            assertEquals(Credentials.Kind.ED25519, credentials.kind());
            assertEquals(files.venueKey().apiKey(), new String(credentials.apiKey(), StandardCharsets.US_ASCII));
        }
    }

    @Test
    void shouldLeaveNothingBehind() throws Exception {
        final ThrowAwayKeyFiles files = ThrowAwayKeyFiles.generate();
        files.write(folder, 9080);
        files.write(folder, 9080);

        files.close();

        assertEquals(List.of(), filesLeft());
    }

    @Test
    void shouldLeaveTheKeysOfAnotherVenueAlone() throws Exception {
        try (ThrowAwayKeyFiles first = ThrowAwayKeyFiles.generate()) {
            first.write(folder, 9080);
            final ThrowAwayKeyFiles neverStarted = ThrowAwayKeyFiles.generate();
            final ThrowAwayKeyFiles second = ThrowAwayKeyFiles.generate();
            second.write(folder, 9081);

            neverStarted.close();
            second.close();

            assertTrue(Files.exists(folder.resolve("keys-9080")), filesLeft()::toString);
            assertEquals(2, filesLeft().size());
        }
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
