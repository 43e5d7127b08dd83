package io.ringfence.engine.plugin;

import io.ringfence.engine.strategy.StrategyKind;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * All strategies there are, by name. Each jar has a class loader of its own above the engine's, so plug-ins see the engine and not one
 * another, and may bring libraries of their own within their jar. Immutable.
 */
public final class StrategyCatalogue {
    private static final String FOLDER = "plugins";
    private static final String HOME = "ringfence.home";
    private static final String NAME_FORM = "[a-z0-9-]{1,32}";

    private final Map<String, Found> byName = new TreeMap<>();

    /**
     * A strategy, and where it comes from.
     *
     * @param origin   {@code shipped}, or the jar's name
     * @param codeHash of the jar's bytes; 0 of a shipped one, whose code is the engine's build
     */
    public record Found(StrategyKind kind, String origin, long codeHash) {}

    private StrategyCatalogue() {}

    /** Those that the engine ships alone. */
    public static StrategyCatalogue shipped() {
        final StrategyCatalogue catalogue = new StrategyCatalogue();
        catalogue.add(StrategyCatalogue.class.getClassLoader(), "shipped", 0);
        return catalogue;
    }

    /**
     * Those that the engine ships, and those of the jars in {@code folder}, in the order of their names; it needn't exist.
     *
     * @throws PluginException if a jar can't be read, or two strategies have one name
     */
    public static StrategyCatalogue with(final Path folder) {
        final StrategyCatalogue catalogue = shipped();
        for (final Path jar : jars(folder)) {
            catalogue.addJar(jar);
        }
        return catalogue;
    }

    /** Those of this process: with the folder {@code plugins} of the home folder. Read once. */
    public static StrategyCatalogue installed() {
        return Installed.CATALOGUE;
    }

    /** Read when first asked for. */
    private static final class Installed {
        private static final StrategyCatalogue CATALOGUE =
                with(Path.of(System.getProperty(HOME, "")).resolve(FOLDER));
    }

    public Optional<Found> find(final String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** In alphabetical order. */
    public List<String> names() {
        return List.copyOf(byName.keySet());
    }

    private static List<Path> jars(final Path folder) {
        final List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
                files.forEach(jars::add);
            } catch (final IOException e) {
                throw new PluginException("plugins: " + folder + " can't be read: " + e.getMessage(), e);
            }
        }
        jars.sort(null);
        return jars;
    }

    private void addJar(final Path jar) {
        try {
            final long hash = hash(Files.readAllBytes(jar));
            // Never closed: its classes are loaded as long as the engine runs.
            final URLClassLoader loader = new URLClassLoader(
                    jar.getFileName().toString(),
                    new URL[] {jar.toUri().toURL()},
                    StrategyCatalogue.class.getClassLoader());
            add(loader, jar.getFileName().toString(), hash);
        } catch (final IOException e) {
            throw new PluginException("plugins: " + jar + " can't be read: " + e.getMessage(), e);
        }
    }

    private void add(final ClassLoader loader, final String origin, final long hash) {
        try {
            for (final StrategyKind kind : ServiceLoader.load(StrategyKind.class, loader)) {
                if (kind.getClass().getClassLoader() == loader) {
                    add(new Found(kind, origin, hash));
                }
            }
        } catch (final PluginException e) {
            throw e;
        } catch (final ServiceConfigurationError | LinkageError | RuntimeException e) {
            throw new PluginException("plugins: " + origin + ": " + e, e);
        }
    }

    private void add(final Found found) {
        final String name = found.kind().name();
        if (name == null || !name.matches(NAME_FORM)) {
            throw new PluginException(
                    "plugins: " + found.origin() + ": strategy name '" + name + "' must be " + NAME_FORM, null);
        }
        final Found other = byName.putIfAbsent(name, found);
        if (other != null) {
            throw new PluginException(
                    "plugins: strategy '" + name + "' is in both " + other.origin() + " and " + found.origin(), null);
        }
    }

    private static long hash(final byte[] bytes) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .getLong();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
