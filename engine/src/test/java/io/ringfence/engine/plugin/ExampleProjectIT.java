package io.ringfence.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project in {@code example-strategy}, built by Maven as its user does: copied away, against the packaged jar, its tests run.
 * Offline, with what this build has downloaded already; where that isn't enough the test is skipped, and says so.
 */
class ExampleProjectIT {
    private static final Path PROJECT = Path.of("example-strategy");
    private static final Path JAR = Path.of(System.getProperty("ringfence.jar"));
    private static final long MAX_SECONDS = 180;

    @TempDir
    private Path folder;

    @Test
    void shouldBuildWithMavenAndBeFoundAsAPlugIn() throws Exception {
        assumeTrue(hasMaven(), "there is no mvn on the path");
        copyProject();

        final Path log = folder.resolve("maven.txt");
        final Process maven = new ProcessBuilder(
                        List.of("mvn", "-B", "-o", "-ntp", "package", "-Dringfence.jar=" + JAR.toAbsolutePath()))
                .directory(folder.resolve("rsi-dip").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertTrue(maven.waitFor(MAX_SECONDS, TimeUnit.SECONDS), "mvn takes longer than s=" + MAX_SECONDS);

        final String said = Files.readString(log);
        assumeTrue(!said.contains("in offline mode"), "what the example needs was never downloaded: " + said);
        assertEquals(0, maven.exitValue(), said);
        assertTrue(said.contains("Tests run: 2, Failures: 0, Errors: 0, Skipped: 0"), said);
        final Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Files.copy(folder.resolve("rsi-dip/target/rsi-dip-1.0.jar"), plugins.resolve("rsi-dip-1.0.jar"));
        assertEquals(
                "rsi-dip-1.0.jar",
                StrategyCatalogue.with(plugins).find("rsi-dip").orElseThrow().origin());
    }

    private static boolean hasMaven() throws InterruptedException {
        try {
            final Process version = new ProcessBuilder("mvn", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor() == 0;
        } catch (final IOException none) {
            return false;
        }
    }

    private void copyProject() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT)) {
            for (final Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(PROJECT.resolve("target")))
                    .toList()) {
                final Path copy = folder.resolve("rsi-dip")
                        .resolve(PROJECT.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
