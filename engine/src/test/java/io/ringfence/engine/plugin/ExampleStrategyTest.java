package io.ringfence.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
 * by the compiler alone, so that no Maven within Maven and no installed engine is needed.
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

    @Test
    void shouldBeFoundAsAPlugIn() throws IOException {
        final Path plugins = Files.createDirectories(folder.resolve("plugins"));
        ExampleJar.pack(folder, plugins.resolve("rsi-dip.jar"));

        final StrategyCatalogue.Found found =
                StrategyCatalogue.with(plugins).find("rsi-dip").orElseThrow();

        assertEquals("rsi-dip.jar", found.origin());
    }
}
