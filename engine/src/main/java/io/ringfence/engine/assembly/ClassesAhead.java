package io.ringfence.engine.assembly;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Loads the classes that lanes and sockets need before the first event. Otherwise a lane stands still for each class
 * that it meets for the first time, and most are met all at once, by the first order (a hundred, some 10 ms).
 */
final class ClassesAhead {
    private static final List<Class<?>> MODULES = List.of(EventLayout.class, EventSink.class, ClassesAhead.class);
    private static final Pattern NEEDED = Pattern.compile("/?(io/ringfence/"
            + "(?:journal/(?:event|log|message|number)"
            + "|gateway/(?:binance|inbound|json|loop|order|session|websocket)"
            + "|engine/(?:feature|inbound|indicator|lane|order|outbox|paper|portfolio|record|ring|signal|stage|stop|strategies|strategy))"
            + "/\\w+(?:\\$\\w+)*)\\.class");

    private ClassesAhead() {}

    /**
     * Loads and initializes them all, from wherever this class came.
     *
     * @return how many
     * @throws IOException if the place can't be listed
     */
    static int load() throws IOException {
        int count = 0;
        for (final Path place : places()) {
            if (Files.isDirectory(place)) {
                count += loadBelow(place);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    count += loadBelow(jar.getPath("/"));
                }
            }
        }
        return count;
    }

    /** One jar for all, or a folder for each module. */
    private static Set<Path> places() throws IOException {
        final Set<Path> places = new LinkedHashSet<>();
        for (final Class<?> module : MODULES) {
            try {
                places.add(Path.of(module.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
            } catch (final URISyntaxException e) {
                throw new IOException("no path leads to " + module, e);
            }
        }
        return places;
    }

    private static int loadBelow(final Path root) throws IOException {
        int count = 0;
        try (Stream<Path> files = Files.walk(root.resolve("io/ringfence"))) {
            for (final Path file : (Iterable<Path>) files::iterator) {
                final Matcher name = NEEDED.matcher(root.relativize(file).toString());
                if (name.matches()) {
                    initialize(name.group(1).replace('/', '.'));
                    count++;
                }
            }
        }
        return count;
    }

    private static void initialize(final String name) throws IOException {
        try {
            Class.forName(name, true, ClassesAhead.class.getClassLoader());
        } catch (final ClassNotFoundException e) {
            throw new IOException("class=" + name + " is listed but can't be loaded", e);
        }
    }
}
