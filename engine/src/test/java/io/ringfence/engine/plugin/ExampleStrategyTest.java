package io.ringfence.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project in {@code example-strategy} compiles against what the engine offers, passes its own tests, and is found as a plug-in. Built here
 * by the compiler alone, so that no Maven within Maven and no installed engine is needed.
 */
class ExampleStrategyTest {
    private static final Path PROJECT = Path.of("example-strategy");
    private static final String TEST = "org.example.dip.RsiDipTest";

    @TempDir
    private Path folder;

    @Test
    void shouldCompileAndPassItsOwnTests() throws Exception {
        final Path classes = compiled("main", "test");

        int passed = 0;
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, ExampleStrategyTest.class.getClassLoader())) {
            final Class<?> test = loader.loadClass(TEST);
            final Constructor<?> constructor = test.getDeclaredConstructor();
            constructor.setAccessible(true);
            for (final Method method : test.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(constructor.newInstance());
                    passed++;
                }
            }
        }
        assertEquals(2, passed);
    }

    @Test
    void shouldBeFoundAsAPlugIn() throws IOException {
        final Path plugins = Files.createDirectories(folder.resolve("plugins"));
        pack(compiled("main"), plugins.resolve("rsi-dip.jar"));

        final StrategyCatalogue.Found found =
                StrategyCatalogue.with(plugins).find("rsi-dip").orElseThrow();

        assertEquals("rsi-dip.jar", found.origin());
    }

    private Path compiled(final String... parts) throws IOException {
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
            assertTrue(done, "the example doesn't compile");
        }
        return classes;
    }

    private static void pack(final Path classes, final Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            add(out, classes);
            add(out, PROJECT.resolve("src/main/resources"));
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
