package io.ringfence.gateway.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;

/**
 * A key for one run of the simulated venue, in files that only their owner can read, so that an engine in another
 * process can use it. Deleted when the venue ends.
 */
public final class ThrowAwayKeyFiles implements AutoCloseable {
    private static final String API_KEY = "throw-away-key-of-the-simulated-venue";
    private static final String PEM = "ed25519.pem";
    private static final int PEM_LINE = 64;

    private final Path keys;
    private final Path pem;
    private final VenueKey venueKey;

    private ThrowAwayKeyFiles(final Path folder, final KeyPair pair) throws IOException {
        keys = folder.resolve("keys");
        pem = folder.resolve(PEM);
        venueKey = VenueKey.ed25519(API_KEY, pair.getPublic());
        Files.createDirectories(folder);
        writePrivately(pem, pemOf(pair.getPrivate().getEncoded()));
        writePrivately(keys, "apiKey: " + API_KEY + "\ned25519KeyFile: " + PEM + "\n");
    }

    /** Makes a key and writes it to {@code folder}, in place of an older one. */
    public static ThrowAwayKeyFiles write(final Path folder) throws IOException {
        return new ThrowAwayKeyFiles(folder, ThrowAwayKeys.ed25519Pair());
    }

    /** The file that {@link Credentials#load} reads. */
    public Path keys() {
        return keys;
    }

    public VenueKey venueKey() {
        return venueKey;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(keys);
        Files.deleteIfExists(pem);
    }

    private static void writePrivately(final Path file, final String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String pemOf(final byte[] key) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(key)
                + "\n-----END PRIVATE KEY-----\n";
    }
}
