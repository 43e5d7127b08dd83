package io.ringfence.engine.assembly;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Which build of the engine this is. */
public final class Build {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final long HASH = hashOfBuild();

    private Build() {}

    /** As the jar's manifest says; {@code unpackaged} outside of one. */
    public static String version() {
        return Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /** Of the version and, in a jar, of all that is in it: two builds of one version are two. */
    public static long hash() {
        return HASH;
    }

    private static long hashOfBuild() {
        final CRC32C crc = new CRC32C();
        crc.update(version().getBytes(StandardCharsets.UTF_8));
        final CodeSource source = Build.class.getProtectionDomain().getCodeSource();
        try {
            if (source != null
                    && Files.isRegularFile(Path.of(source.getLocation().toURI()))) {
                add(Path.of(source.getLocation().toURI()), crc);
            }
        } catch (final IOException | URISyntaxException e) {
            throw new IllegalStateException("can't read " + source.getLocation() + ", which this engine runs from", e);
        }
        return crc.getValue();
    }

    private static void add(final Path jar, final CRC32C crc) throws IOException {
        try (FileChannel channel = FileChannel.open(jar)) {
            final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
            while (channel.read(chunk) >= 0) {
                crc.update(chunk.flip());
                chunk.clear();
            }
        }
    }
}
