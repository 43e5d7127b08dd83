package io.ringfence.engine.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where configuration text comes from: the disk, or the copy of {@code config/} in the jar. */
sealed interface ConfigSource {
    /** As messages name it. */
    String name();

    /** @throws ConfigException if there is no such file, or it isn't UTF-8 text. */
    String text();

    boolean exists();

    /** The file at {@code path} seen from this file's folder. */
    ConfigSource sibling(String path);

    /** Names of the files in a folder beside this one, {@code venues}, without {@code .yaml}. */
    List<String> names(String folder);

    /** A file on disk. */
    record OnDisk(Path file) implements ConfigSource {
        @Override
        public String name() {
            final Path here = Path.of("").toAbsolutePath();
            final Path absolute = file.toAbsolutePath().normalize();
            return absolute.startsWith(here) ? here.relativize(absolute).toString() : file.toString();
        }

        @Override
        public String text() {
            try {
                return decoded(name(), Files.readAllBytes(file));
            } catch (final NoSuchFileException e) {
                throw new ConfigException(name() + ": no such file", e);
            } catch (final IOException e) {
                throw new ConfigException(name() + ": can't be read: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean exists() {
            return Files.isRegularFile(file);
        }

        @Override
        public ConfigSource sibling(final String path) {
            return new OnDisk(file.resolveSibling(path));
        }

        @Override
        public List<String> names(final String folder) {
            try (Stream<Path> files = Files.list(file.resolveSibling(folder))) {
                return files.map(path -> path.getFileName().toString())
                        .filter(name -> name.endsWith(".yaml"))
                        .map(name -> name.substring(0, name.length() - ".yaml".length()))
                        .sorted()
                        .toList();
            } catch (final IOException e) {
                return List.of();
            }
        }
    }

    /** A resource below {@code config/} of the jar. */
    record InJar(String path) implements ConfigSource {
        private static final Map<String, List<String>> NAMES = Map.of(
                "venues",
                List.of("binance-spot", "binance-usdm", "simulated"),
                "stops",
                List.of(
                        "atr-trail",
                        "break-even",
                        "demo",
                        "fixed",
                        "ladder",
                        "percent-trail",
                        "scalp",
                        "staged-swing"));

        @Override
        public String name() {
            return "jar:config/" + path;
        }

        @Override
        public String text() {
            try (InputStream in = open()) {
                if (in == null) {
                    throw new ConfigException(name() + ": no such file");
                }
                return decoded(name(), in.readAllBytes());
            } catch (final IOException e) {
                throw new ConfigException(name() + ": can't be read: " + e.getMessage(), e);
            }
        }

        @Override
        public boolean exists() {
            return ConfigSource.class.getResource("/config/" + path) != null;
        }

        @Override
        public ConfigSource sibling(final String sibling) {
            return new InJar(sibling);
        }

        @Override
        public List<String> names(final String folder) {
            return NAMES.getOrDefault(folder, List.of());
        }

        private InputStream open() {
            return ConfigSource.class.getResourceAsStream("/config/" + path);
        }
    }

    /** A file whose text the command line has changed. */
    record Edited(ConfigSource of, String text) implements ConfigSource {
        @Override
        public String name() {
            return of.name();
        }

        @Override
        public boolean exists() {
            return of.exists();
        }

        @Override
        public ConfigSource sibling(final String path) {
            return of.sibling(path);
        }

        @Override
        public List<String> names(final String folder) {
            return of.names(folder);
        }
    }

    /** Text that was already read, from a generation's folder for instance; null if there is none. */
    record Text(String name, String text) implements ConfigSource {
        @Override
        public boolean exists() {
            return text != null;
        }

        @Override
        public ConfigSource sibling(final String path) {
            throw new UnsupportedOperationException(name + " stands alone: path=" + path);
        }

        @Override
        public List<String> names(final String folder) {
            return List.of();
        }
    }

    private static String decoded(final String name, final byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (final CharacterCodingException e) {
            throw new ConfigException(name + ": is not UTF-8 text", e);
        }
    }
}
