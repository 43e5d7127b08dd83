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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project in {@code example-strategy} compiles against what the engine offers, passes its own tests, and is found as a plug-in. Built here
 * by the compiler alone; {@link ExampleProjectIT} builds it with Maven.
 */
class ExampleStrategyTest {
    private static final String TEST = "org.example.dip.RsiDipTest";

    @TempDir
    private Path folder;

    @Test
    void shouldCompileAndPassItsOwnTests() throws Exception {
        final Path classes = ExampleJar.compiled(folder, "main", "test");

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

    /** But for modifiers, which the page leaves out. */
    @Test
    void shouldBeWhatTheReadmeShows() throws IOException {
        final String page = Files.readString(Path.of("../README.md"));
        final int begin = page.indexOf("RsiDip(Setup setup)");
        final String shown = page.substring(begin, page.indexOf("```", begin));

        final String source = Files.readString(Path.of("example-strategy/src/main/java/org/example/dip/RsiDip.java"));

        assertTrue(plain(source).contains(plain(shown)), shown);
    }

    private static String plain(final String code) {
        return code.replaceAll("@Override|final |\\s", "");
    }

    @Test
    void shouldBeFoundAsAPlugIn() throws IOException {
        final Path plugins = Files.createDirectories(folder.resolve("plugins"));
        ExampleJar.pack(folder, plugins.resolve("rsi-dip.jar"));

        final StrategyCatalogue.Found found =
                StrategyCatalogue.with(plugins).find("rsi-dip").orElseThrow();

        assertEquals("rsi-dip.jar", found.origin());
    }
}
