package io.ringfence.journal.view;

import io.ringfence.journal.log.ChronicleQuiet;
import io.ringfence.journal.log.DiskSpace;
import java.io.IOException;
import java.nio.file.Path;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/** How the map is laid out, the same for writer and reader. */
final class ViewMap {
    static final String FOLDER = "view";

    private static final String FILE = "live.map";
    private static final String LOCK_TIMEOUT = "net.openhft.chronicle.map.lockTimeoutSeconds";
    private static final String LOCK_TIMEOUT_S = "3";
    private static final double AVERAGE_KEY_BYTES = 24;
    private static final double AVERAGE_VALUE_BYTES = 512;
    private static final double BLOAT = 4;
    /** Beside what the entries take: the map's own tables. */
    private static final long OVERHEAD_BYTES = 1L << 20;

    static {
        // Before the first class of Chronicle's loads. Whoever finds a dead process's lock gives up soon.
        ChronicleQuiet.apply();
        System.setProperty(LOCK_TIMEOUT, System.getProperty(LOCK_TIMEOUT, LOCK_TIMEOUT_S));
    }

    private ViewMap() {}

    static Path folder(final Path generation) {
        return generation.resolve(FOLDER);
    }

    static Path file(final Path folder) {
        return folder.resolve(FILE);
    }

    /** Compiles classes at its first use in a process: seconds. */
    static ChronicleMap<String, String> open(final Path file, final int entries) throws IOException {
        // The seconds of compiling come first, so that the space which is asked for next is still there when it is
        // taken.
        builder(1).create().close();
        DiskSpace.require(
                file.getParent(),
                (long) (entries * (AVERAGE_KEY_BYTES + AVERAGE_VALUE_BYTES) * BLOAT) + OVERHEAD_BYTES);
        final ChronicleMap<String, String> map = builder(entries).createPersistedTo(file.toFile());
        try {
            // It is made full of holes, and a page that a full disk can't give is a fault in the middle of a write.
            DiskSpace.reserve(file);
            return map;
        } catch (final IOException e) {
            map.close();
            throw e;
        }
    }

    /** Of a copy whose writer is gone: locks that it held are taken away, entries it was writing may be lost. */
    static ChronicleMap<String, String> recover(final Path copy, final int entries) throws IOException {
        return builder(entries).recoverPersistedTo(copy.toFile(), false);
    }

    private static ChronicleMapBuilder<String, String> builder(final int entries) {
        return ChronicleMapBuilder.of(String.class, String.class)
                .name("ringfence-view")
                .averageKeySize(AVERAGE_KEY_BYTES)
                .averageValueSize(AVERAGE_VALUE_BYTES)
                .entries(entries)
                .maxBloatFactor(BLOAT);
    }
}
