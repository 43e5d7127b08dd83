package io.ringfence.gateway.credentials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A key for one run of the simulated venue, in files that only their owner can read, so that an engine in another
 * process can use it. Deleted when the venue ends. The files are named after the venue's port: venues on several ports
 * leave each other's alone, and a second one on the same port fails before it writes.
 */
public final class ThrowAwayKeyFiles implements AutoCloseable {
    private static final String API_KEY = "throw-away-key-of-the-simulated-venue";
    private static final int PEM_LINE = 64;

    private final KeyPair pair;
    private final List<Path> written = new ArrayList<>();

    private ThrowAwayKeyFiles(final KeyPair pair) {
        this.pair = pair;
    }

    /** Makes a key; nothing is written yet. */
    public static ThrowAwayKeyFiles generate() {
        return new ThrowAwayKeyFiles(ThrowAwayKeys.ed25519Pair());
    }

    public VenueKey venueKey() {
        return VenueKey.ed25519(API_KEY, pair.getPublic());
    }

    /**
     * Writes the key to {@code folder}, in place of an older one for the same port.
     *
     * @return the file that {@code keys.file} of a venue's configuration names
     */
    public Path write(final Path folder, final int port) throws IOException {
        final Path keys = folder.resolve("keys-" + port);
        final Path pem = folder.resolve("ed25519-" + port + ".pem");
        Files.createDirectories(folder);
        writePrivately(pem, pemOf(pair.getPrivate().getEncoded()));
        writePrivately(keys, "apiKey: " + API_KEY + "\ned25519KeyFile: " + pem.getFileName() + "\n");
        return keys;
    }

    @Override
    public void close() throws IOException {
        for (final Path file : written) {
            Files.deleteIfExists(file);
        }
    }

    private void writePrivately(final Path file, final String text) throws IOException {
        written.add(file);
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
