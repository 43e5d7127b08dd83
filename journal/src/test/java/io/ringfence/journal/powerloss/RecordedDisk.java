package io.ringfence.journal.powerloss;

import io.ringfence.journal.log.Disk;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The real disk, which takes down every moment of the files below a folder, and what was forced when. Forcing itself is
 * left out: what it would have done is known. Belongs to the one thread that writes.
 */
final class RecordedDisk implements Disk {
    private static final String UNFINISHED = ".tmp";
    private static final String LOCKS_OF_CHRONICLE = "metadata.cq4t";

    private final Path root;
    private final Map<Path, FileHistory> files = new TreeMap<>();
    /** Which names were there, from each moment on. */
    private final TreeMap<Integer, Set<Path>> names = new TreeMap<>();
    /** Of each directory, the moments at which its names were forced. */
    private final Map<Path, TreeSet<Integer>> forcedNames = new HashMap<>();

    private int moment;

    RecordedDisk(final Path root) {
        this.root = root;
    }

    /** The newest moment. */
    int moment() {
        return moment;
    }

    /** Takes down how everything stands now. */
    int capture() {
        moment++;
        final Set<Path> present = new TreeSet<>();
        try (Stream<Path> tree = Files.walk(root)) {
            for (final Path file : tree.toList()) {
                if (Files.isRegularFile(file) && !file.endsWith(LOCKS_OF_CHRONICLE)) {
                    present.add(root.relativize(file));
                    followRename(file);
                    history(file).capture(moment, Files.readAllBytes(file));
                }
            }
        } catch (final IOException e) {
            throw new IllegalStateException("can't take down " + root, e);
        }
        names.put(moment, present);
        return moment;
    }

    @Override
    public void force(final Path file, final FileChannel channel, final boolean lengthToo) {
        capture();
        moment++;
        history(file).force(moment);
    }

    @Override
    public void forceDirectory(final Path directory) {
        capture();
        moment++;
        forcedNames
                .computeIfAbsent(root.relativize(directory), any -> new TreeSet<>())
                .add(moment);
    }

    /** Writes into {@code target} what may be left when the power goes behind {@code at}. */
    void lose(final int at, final SplittableRandom random, final boolean torn, final Path target) throws IOException {
        for (final Path file : files.keySet()) {
            if (survives(file, at, random)) {
                write(target.resolve(file), files.get(file).survivor(at, random, torn));
            }
        }
    }

    /** Writes into {@code target} what a process that is killed behind {@code at} leaves. */
    void kill(final int at, final Path target) throws IOException {
        for (final Path file : presentAt(at)) {
            write(target.resolve(file), files.get(file).at(at));
        }
    }

    /** The files that were there at {@code at}. */
    Set<Path> presentAt(final int at) {
        final Map.Entry<Integer, Set<Path>> entry = names.floorEntry(at);
        return entry == null ? Set.of() : entry.getValue();
    }

    private boolean survives(final Path file, final int at, final SplittableRandom random) {
        final boolean now = presentAt(at).contains(file);
        for (Path child = file; child.getParent() != null; child = child.getParent()) {
            final boolean then = wasForced(child, at);
            if (!then && (!now || random.nextBoolean())) {
                return false;
            }
        }
        return now || random.nextBoolean();
    }

    /** Whether the name was in its directory when that was last forced. */
    private boolean wasForced(final Path child, final int at) {
        final TreeSet<Integer> moments = forcedNames.get(child.getParent());
        final Integer last = moments == null ? null : moments.floor(at);
        return last != null && presentAt(last).stream().anyMatch(name -> name.startsWith(child));
    }

    /** What was forced under another name stays forced. */
    private void followRename(final Path file) {
        final Path before = root.relativize(file.resolveSibling(file.getFileName() + UNFINISHED));
        if (!files.containsKey(root.relativize(file)) && files.containsKey(before)) {
            files.put(root.relativize(file), files.get(before));
        }
    }

    private FileHistory history(final Path file) {
        return files.computeIfAbsent(root.relativize(file), any -> new FileHistory());
    }

    /** Zero pages are left out: the file has holes there, which read alike. */
    private static void write(final Path file, final byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        SparseFile.write(file, content);
    }
}
