package io.ringfence.engine.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The project in {@code example-strategy}, built by the compiler alone. */
public final class ExampleJar {
    private static final Path PROJECT = Path.of("example-strategy");

    private ExampleJar() {}

    static Path compiled(final Path folder, final String... parts) throws IOException {
        final Path classes = Files.createDirectories(folder.resolve("classes"));
        final List<Path> sources = new ArrayList<>();
        for (final String part : parts) {
            try (Stream<Path> files = Files.walk(PROJECT.resolve("src").resolve(part))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            final boolean done = compiler.getTask(
                            null,
                            files,
                            null,
                            List.of(
                                    "-d",
                                    classes.toString(),
                                    "-proc:none",
                                    "-cp",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!done) {
                throw new AssertionError("the example doesn't compile");
            }
        }
        return classes;
    }

    /** Compiles the strategy below {@code folder}, and makes a jar of it. */
    static void pack(final Path folder, final Path jar) throws IOException {
        pack(folder, jar, "test");
    }

    /** The same, over a jar that is there; with a word in it, so that another word makes another jar. */
    public static void pack(final Path folder, final Path jar, final String release) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, compiled(folder, "main"));
            add(out, PROJECT.resolve("src/main/resources"));
            out.putNextEntry(new JarEntry("release"));
            out.write(release.getBytes(StandardCharsets.US_ASCII));
            out.closeEntry();
        }
    }

    private static void add(final JarOutputStream out, final Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (final Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new JarEntry(root.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
    }
}
