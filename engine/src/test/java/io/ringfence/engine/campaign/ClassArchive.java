package io.ringfence.engine.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A class data archive of the engine's jar: with it a JVM needs half a second less to start an engine. */
final class ClassArchive {
    private ClassArchive() {}

    /** Flags that use it; none where engines aren't started from the jar. */
    static List<String> make(final Path folder) throws IOException, InterruptedException {
        if (System.getProperty(JavaCommand.JAR) == null) {
            return List.of();
        }
        final Path home = Files.createDirectories(folder.resolve("archive"));
        final Path file = home.resolve("ringfence.jsa");
        final Process demo = new ProcessBuilder(JavaCommand.of(
                        home,
                        List.of("-Xmx512m", "-XX:ArchiveClassesAtExit=" + file),
                        List.of("demo", "--seconds", "3", "--json")))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("demo.out").toFile())
                .start();
        demo.waitFor();
        if (!Files.exists(file)) {
            throw new IllegalStateException("no class archive was made; see " + home.resolve("demo.out"));
        }
        return List.of("-XX:SharedArchiveFile=" + file);
    }
}
