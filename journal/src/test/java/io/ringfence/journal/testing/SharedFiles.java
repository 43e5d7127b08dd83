package io.ringfence.journal.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Recorded data beside the project, which is not part of it: a test that needs it skips where it is absent. */
public final class SharedFiles {
    private SharedFiles() {}

    /** The file or folder {@code name} under the shared folder; skips the calling test if it isn't there. */
    public static Path require(final String name) {
        final Path path =
                Path.of(System.getProperty("ringfence.shared", "../../shared")).resolve(name);
        Assumptions.assumeTrue(Files.exists(path), () -> "skipped: " + path + " is absent");
        return path;
    }
}
