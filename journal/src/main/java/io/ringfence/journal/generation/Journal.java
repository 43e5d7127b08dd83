package io.ringfence.journal.generation;

import io.ringfence.journal.log.AbandonedLog;
import io.ringfence.journal.log.Disk;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogPlace;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotRefused;
import io.ringfence.journal.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private Generation running;

    private Journal(final Path directory, final Optional<JournalLock> lock, final Disk disk, final OnDamage onDamage) {
        this.directory = directory;
        this.lock = lock;
        this.disk = disk;
        this.onDamage = onDamage;
        this.instrumentIds = InstrumentIds.read(directory, lock.isPresent());
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
            journal.sealAbandoned();
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

    private void sealAbandoned() {
        for (final int epoch : epochs()) {
            sealed(epoch);
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
        Optional<String> sealDamage = Optional.empty();
        try {
            Seal.read(directoryOf(epoch), epoch);
        } catch (final JournalFailure damaged) {
            if (onDamage == OnDamage.REFUSE) {
                throw new DamagedJournalException(epoch, damaged);
            }
            LOG.warn("generation {} is sealed anew by what its logs hold: {}", epoch, damaged.getMessage());
            Seal.setAside(directoryOf(epoch), disk);
            sealDamage = Optional.of(damaged.getMessage());
        }
        final RecordedGeneration generation = read(epoch);
        final Optional<String> known = sealDamage;
        return generation.seal().or(() -> Optional.of(sealCrashed(generation, known)));
    }

    private Seal sealCrashed(final RecordedGeneration generation, final Optional<String> sealDamage) {
        final Optional<Snapshot> known = newestSnapshot(generation);
        final AbandonedLog events = scan(generation.place(LogKind.EVENTS), known.map(Snapshot::events));
        final AbandonedLog decisions = scan(generation.place(LogKind.DECISIONS), known.map(Snapshot::decisions));
        final String damage = text(Stream.of(sealDamage, events.damage(), decisions.damage()));
        final String torn = text(Stream.of(events.tornTail(), decisions.tornTail()));
        if (!damage.isEmpty() && onDamage == OnDamage.REFUSE) {
            throw new DamagedJournalException(generation.epoch(), events.end().lastSequence(), damage);
        }
        events.trim();
        decisions.trim();
        final Seal seal = new Seal(
                generation.epoch(),
                Outcome.CRASHED,
                events.end(),
                decisions.end(),
                Optional.empty(),
                Optional.of(damage).filter(text -> !text.isEmpty()),
                Optional.of(torn).filter(text -> !text.isEmpty()));
        seal.write(generation.directory(), disk);
        LOG.warn(
                "generation {} ended without a seal, as after a crash: it holds {} event records up to #{}{}{}",
                seal.epoch(),
                seal.events().records(),
                seal.events().lastSequence(),
                damage.isEmpty() ? "" : ", and damage behind them: " + damage,
                torn.isEmpty() ? "" : "; cut off, never forced and so never acted on: " + torn);
        return seal;
    }

    private static String text(final Stream<Optional<?>> found) {
        return found.flatMap(Optional::stream).map(Object::toString).collect(Collectors.joining("; "));
    }

    /** What lies before a valid snapshot has been read to make it; a long generation isn't read whole again. */
    private static AbandonedLog scan(final LogPlace place, final Optional<LogEnd> known) {
        return known.map(from -> AbandonedLog.scan(place, from)).orElseGet(() -> AbandonedLog.scan(place));
    }

    private static Optional<Snapshot> newestSnapshot(final RecordedGeneration generation) {
        final SnapshotStore store = new SnapshotStore(generation.directory(), generation.epoch());
        for (final SnapshotStore.Entry entry : store.list()) {
            try {
                return Optional.of(store.read(entry));
            } catch (final SnapshotRefused refused) {
                LOG.warn("snapshot {} isn't used: {}", entry.file(), refused.getMessage());
            }
        }
        return Optional.empty();
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
