package io.ringfence.engine.command;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds {@code config/} and {@code data/}: the system property {@value #PROPERTY}, which
 * {@code scripts/ringfence} sets, or else the working directory.
 *
 * @param folder absolute
 */
public record Home(Path folder) {
    public static final String PROPERTY = "ringfence.home";

    public Home {
        folder = folder.toAbsolutePath().normalize();
    }

    static Home ofProcess() {
        return new Home(Path.of(System.getProperty(PROPERTY, "")));
    }

    /** {@code path} if it is absolute, otherwise below this folder. */
    public Path resolve(final Path path) {
        return folder.resolve(path);
    }

    Path config(final String name) {
        return folder.resolve("config").resolve(name);
    }

    boolean hasConfig(final String name) {
        return Files.isRegularFile(config(name));
    }
}
