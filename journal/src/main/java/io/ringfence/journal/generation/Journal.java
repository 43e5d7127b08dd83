package io.ringfence.journal.generation;

import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of generations. {@link #open} is for the engine: it takes the journal's lock and seals what an earlier engine
 * left unsealed. {@link #reading} is for everybody else, at any time. Belongs to the thread that opened it.
 */
public final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final String GENERATION_FORMAT = "e%06d";
    private static final Pattern GENERATION_NAME = Pattern.compile("e(\\d{6,9})");

    private final Path directory;
    private final Optional<JournalLock> lock;
    private final Disk disk;
    private final OnDamage onDamage;
    private final InstrumentIds instrumentIds;
    /** By epoch: as an earlier engine left them. Filled when the journal is opened. */
    private final Map<Integer, CrashedGeneration> unsealed = new TreeMap<>();

    private Generation running;

    private Journal(final Path directory, final Optional<JournalLock> lock, final Disk disk, final OnDamage onDamage) {
        this.directory = directory;
        this.lock = lock;
        this.disk = disk;
        this.onDamage = onDamage;
        this.instrumentIds = InstrumentIds.read(directory, lock.isPresent(), disk);
    }

    /**
     * Opens the journal for writing, creating the folder if there is none. What is damaged is used up to its damage.
     *
     * @throws JournalLockedException if another engine has it open
     * @throws JournalFailure         if it can't be read or written
     */
    public static Journal open(final Path directory) {
        return open(directory, OnDamage.USE_PREFIX, Disk.REAL);
    }

    /** As {@link #open(Path)}, on another disk. */
    public static Journal open(final Path directory, final Disk disk) {
        return open(directory, OnDamage.USE_PREFIX, disk);
    }

    /**
     * As {@link #open(Path)}.
     *
     * @param onDamage what to do if the newest generation was left without a seal and is damaged, or was sealed so
     * @throws DamagedJournalException if it is, and that is to be refused
     */
    public static Journal open(final Path directory, final OnDamage onDamage) {
        return open(directory, onDamage, Disk.REAL);
    }

    /** As {@link #open(Path, OnDamage)}, on another disk. */
    public static Journal open(final Path directory, final OnDamage onDamage, final Disk disk) {
        final Journal journal = openUnsealed(directory, onDamage, disk);
        try {
            journal.sealCrashed();
            return journal;
        } catch (final RuntimeException e) {
            journal.release();
            throw e;
        }
    }

    /**
     * As {@link #open(Path, OnDamage)}, but what an earlier engine left unsealed stays so until {@link #sealCrashed}: forcing
     * its last records takes longer than everything else here.
     */
    public static Journal openUnsealed(final Path directory, final OnDamage onDamage) {
        return openUnsealed(directory, onDamage, Disk.REAL);
    }

    /** As {@link #openUnsealed(Path, OnDamage)}, on another disk. */
    public static Journal openUnsealed(final Path directory, final OnDamage onDamage, final Disk disk) {
        try {
            Files.createDirectories(directory);
            return openLocked(directory, JournalLock.acquire(directory), disk, onDamage);
        } catch (final IOException e) {
            throw JournalFailure.of("can't open journal", directory, e);
        }
    }

    /** Opens the journal for reading; takes no lock and changes nothing. */
    public static Journal reading(final Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new JournalFailure("journal=" + directory + " is no folder");
        }
        return new Journal(directory, Optional.empty(), Disk.REAL, OnDamage.REFUSE);
    }

    public Path directory() {
        return directory;
    }

    /** The newest generation's number; 0 if there is none. */
    public int newestEpoch() {
        final List<Integer> epochs = epochs();
        return epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1);
    }

    /** Numbers of the generations on disk, ascending. */
    public List<Integer> epochs() {
        final List<Integer> epochs = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Files::isDirectory)) {
            for (final Path entry : entries) {
                epochOf(entry).ifPresent(epochs::add);
            }
        } catch (final IOException e) {
            throw new JournalFailure("can't list journal=" + directory, e);
        }
        epochs.sort(null);
        return epochs;
    }

    /** Ids of instruments, which hold for all generations. */
    public InstrumentIds instrumentIds() {
        return instrumentIds;
    }

    /**
     * Begins the next generation. One at a time.
     *
     * @throws JournalFailure if it can't be created
     */
    public Generation start(final GenerationOptions options) {
        requireWritable();
        final int newest = newestEpoch();
        final Optional<Seal> previous = newest == 0 ? Optional.empty() : sealed(newest);
        final int epoch = newest + 1;
        running = Generation.begin(createDirectory(epoch), epoch, previous, options, disk);
        return running;
    }

    /** @throws JournalFailure if there is no such generation, or its seal can't be understood */
    public RecordedGeneration read(final int epoch) {
        final Path generation = directoryOf(epoch);
        if (!Files.isDirectory(generation)) {
            throw new JournalFailure("no generation epoch=" + epoch + " in journal=" + directory + "; there are: "
                    + epochs().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return new RecordedGeneration(generation, epoch);
    }

    /**
     * Forces and seals what an earlier engine left unsealed. A generation that was begun meanwhile goes on from it all the same;
     * who is killed before this leaves two without a seal. Any thread, one at a time, before {@link #close}.
     *
     * @throws JournalFailure if the disk refuses; the next start tries again
     */
    public void sealCrashed() {
        for (final CrashedGeneration crashed : unsealed.values()) {
            crashed.seal(disk);
        }
    }

    /** Closes a running generation without a seal, and lets go of the lock. */
    @Override
    public void close() {
        try {
            if (running != null) {
                running.close();
            }
        } finally {
            release();
        }
    }

    private static Journal openLocked(
            final Path directory, final JournalLock lock, final Disk disk, final OnDamage onDamage) throws IOException {
        boolean opened = false;
        try {
            final Journal journal = new Journal(directory, Optional.of(lock), disk, onDamage);
            journal.readAbandoned();
            journal.refuseDamage();
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    private void release() {
        if (lock.isPresent()) {
            try {
                lock.get().close();
            } catch (final IOException e) {
                throw new JournalFailure("can't unlock journal=" + directory, e);
            }
        }
    }

    private void requireWritable() {
        if (lock.isEmpty()) {
            throw new IllegalStateException("journal=" + directory + " is open for reading");
        }
        if (running != null && !running.isClosed()) {
            throw new IllegalStateException("epoch=" + running.epoch() + " is still running");
        }
    }

    private void readAbandoned() {
        for (final int epoch : epochs()) {
            final Optional<String> sealDamage = sealDamage(epoch);
            final RecordedGeneration generation = read(epoch);
            if (generation.seal().isEmpty()) {
                unsealed.put(epoch, readAbandoned(generation, sealDamage));
            }
        }
        unsealed.values().forEach(CrashedGeneration::trim);
    }

    private CrashedGeneration readAbandoned(final RecordedGeneration generation, final Optional<String> sealDamage) {
        final CrashedGeneration crashed = CrashedGeneration.read(generation, sealDamage);
        crashed.seal().damage().filter(damage -> onDamage == OnDamage.REFUSE).ifPresent(damage -> {
            throw new DamagedJournalException(
                    generation.epoch(), crashed.seal().events().lastSequence(), damage);
        });
        return crashed;
    }

    /** Of a seal that can't be believed; it is put aside, and another one made from what the logs hold. */
    private Optional<String> sealDamage(final int epoch) {
        try {
            Seal.read(directoryOf(epoch), epoch);
            return Optional.empty();
        } catch (final JournalFailure damaged) {
            if (onDamage == OnDamage.REFUSE) {
                throw new DamagedJournalException(epoch, damaged);
            }
            LOG.warn("generation {} is sealed anew by what its logs hold: {}", epoch, damaged.getMessage());
            Seal.setAside(directoryOf(epoch), disk);
            return Optional.of(damaged.getMessage());
        }
    }

    /** Only the newest matters: whoever began it has gone on without what an earlier one lost. */
    private void refuseDamage() {
        final int newest = newestEpoch();
        if (newest > 0 && onDamage == OnDamage.REFUSE) {
            final Seal seal = sealed(newest).orElseThrow();
            seal.damage().ifPresent(damage -> {
                throw new DamagedJournalException(newest, seal.events().lastSequence(), damage);
            });
        }
    }

    private Optional<Seal> sealed(final int epoch) {
        final CrashedGeneration crashed = unsealed.get(epoch);
        return crashed == null ? read(epoch).seal() : Optional.of(crashed.seal());
    }

    private Path createDirectory(final int epoch) {
        final Path generation = directoryOf(epoch);
        try {
            Files.createDirectory(generation);
            disk.forceDirectory(directory);
            return generation;
        } catch (final IOException e) {
            throw JournalFailure.of("can't create", generation, e);
        }
    }

    private Path directoryOf(final int epoch) {
        return directory.resolve(String.format(GENERATION_FORMAT, epoch));
    }

    private static Optional<Integer> epochOf(final Path entry) {
        final Matcher name = GENERATION_NAME.matcher(entry.getFileName().toString());
        return name.matches() ? Optional.of(Integer.parseInt(name.group(1))) : Optional.empty();
    }
}
