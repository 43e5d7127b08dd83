package io.ringfence.engine.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.strategy.Setup;
import io.ringfence.engine.strategy.Strategy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrategyCatalogueTest {
    private static final String SERVICE = "META-INF/services/io.ringfence.engine.strategy.StrategyKind";
    private static final String SOURCE = """
            package plugged;
            import io.ringfence.engine.strategy.*;
            public class Kind implements StrategyKind {
                public String name() { return "NAME"; }
                public Strategy make(Setup setup) { setup.series("timeframe", "1m"); return new Strategy() {}; }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void shouldFindStrategiesOfJarsBesideTheShippedOnes() throws IOException {
        jar("mine", "mine");

        final StrategyCatalogue catalogue = StrategyCatalogue.with(folder.resolve("plugins"));

        assertTrue(catalogue.names().containsAll(StrategyCatalogue.shipped().names()));
        final StrategyCatalogue.Found mine = catalogue.find("mine").orElseThrow();
        assertEquals("mine.jar", mine.origin());
        assertNotEquals(0, mine.codeHash());
        final Setup setup = new Setup(Map.of());
        final Strategy strategy = mine.kind().make(setup);
        assertEquals(List.of("timeframe"), setup.asked());
        assertSame(
                Strategy.class,
                strategy.getClass().getInterfaces()[0],
                "plug-in and engine mean the same by a strategy");
        assertEquals(0, catalogue.find("ema-cross").orElseThrow().codeHash());
    }

    @Test
    void shouldKeepJarsApart() throws IOException {
        jar("one", "one");
        jar("two", "two");

        final StrategyCatalogue catalogue = StrategyCatalogue.with(folder.resolve("plugins"));

        final Class<?> one = catalogue.find("one").orElseThrow().kind().getClass();
        final Class<?> two = catalogue.find("two").orElseThrow().kind().getClass();
        assertEquals(one.getName(), two.getName());
        assertNotSame(one, two);
    }

    @Test
    void shouldTellAnotherJarByItsHash() throws IOException {
        jar("mine", "mine");
        final long before = hash();
        jar("mine", "mine");
        assertEquals(before, hash());

        jar("mine", "mine", "// another comment makes other debug lines\n\n\n" + SOURCE.replace("NAME", "mine"));
        assertNotEquals(before, hash());
    }

    private long hash() {
        return StrategyCatalogue.with(folder.resolve("plugins"))
                .find("mine")
                .orElseThrow()
                .codeHash();
    }

    @Test
    void shouldRefuseTwoStrategiesOfOneName() throws IOException {
        jar("one", "mine");
        jar("two", "mine");

        final PluginException refused =
                assertThrows(PluginException.class, () -> StrategyCatalogue.with(folder.resolve("plugins")));
        assertEquals("plugins: strategy 'mine' is in both one.jar and two.jar", refused.getMessage());
    }

    @Test
    void shouldNameTheJarWhoseCodeFails() throws IOException {
        jar("broken", "broken", SOURCE.replace("\"NAME\"", "((String) null).strip()"));

        final PluginException refused =
                assertThrows(PluginException.class, () -> StrategyCatalogue.with(folder.resolve("plugins")));

        assertTrue(
                refused.getMessage().startsWith("plugins: broken.jar: java.lang.NullPointerException"),
                refused::getMessage);
    }

    @Test
    void shouldNameTheJarThatCannotBeUsed() throws IOException {
        jar("wrong", "Not A Name");
        final PluginException refused =
                assertThrows(PluginException.class, () -> StrategyCatalogue.with(folder.resolve("plugins")));
        assertTrue(
                refused.getMessage().startsWith("plugins: wrong.jar: strategy name 'Not A Name'"), refused::getMessage);
    }

    @Test
    void shouldDoWithoutAFolder() {
        assertEquals(
                StrategyCatalogue.shipped().names(),
                StrategyCatalogue.with(folder.resolve("nowhere")).names());
    }

    private void jar(final String jar, final String name) throws IOException {
        jar(jar, name, SOURCE.replace("NAME", name));
    }

    /** Compiles {@code source} and packs it; entries have no time, so that the same classes give the same jar. */
    private void jar(final String jar, final String name, final String source) throws IOException {
        final Path classes = Files.createDirectories(folder.resolve("classes").resolve(jar));
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final boolean compiled = compiler.getTask(
                        null,
                        null,
                        null,
                        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        List.of(new Source(source)))
                .call();
        assertTrue(compiled, name);
        final Path plugins = Files.createDirectories(folder.resolve("plugins"));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(plugins.resolve(jar + ".jar")))) {
            entry(out, SERVICE, "plugged.Kind\n".getBytes());
            for (final String file : List.of("plugged/Kind.class", "plugged/Kind$1.class")) {
                entry(out, file, Files.readAllBytes(classes.resolve(file)));
            }
        }
    }

    private static void entry(final JarOutputStream out, final String name, final byte[] content) throws IOException {
        final ZipEntry entry = new JarEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(final String text) {
            super(URI.create("string:///plugged/Kind.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
