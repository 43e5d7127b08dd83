package io.ringfence.engine.assembly;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Which build of the engine this is. */
public final class Build {
    private Build() {}

    /** As the jar's manifest says; {@code unpackaged} outside of one. */
    public static String version() {
        return Optional.ofNullable(Build.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
    }

    /** Tells builds apart. */
    public static long hash() {
        final CRC32C crc = new CRC32C();
        crc.update(version().getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
