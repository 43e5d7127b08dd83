package io.ringfence.engine.disk;

import io.ringfence.engine.lane.Halt;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.message.DiskLevel;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the free space of the journal's disk a few times a second and tells of every change of its level. When it is
 * exhausted, that is told first, so that it is recorded, in space that the journal has reserved; then the engine halts.
 *
 * <p>A daemon thread of its own, of low priority.
 */
public final class DiskGuard {
    private static final Logger LOG = LoggerFactory.getLogger(DiskGuard.class);
    private static final long PERIOD_MS = 200;
    private static final long JOIN_MS = 5_000;
    private static final String NAME = "disk";

    /** Whom the guard tells. On the guard's thread. */
    @FunctionalInterface
    public interface Notice {
        /** Returns when that is recorded, or can't be soon. */
        void level(DiskLevel level, long freeBytes, long markBytes) throws InterruptedException;
    }

    private final Path folder;
    private final LongSupplier freeBytes;
    private final DiskMarks marks;
    private final Notice notice;
    private final Halt halt;
    private final LongSupplier reached;
    private final Thread thread;
    private DiskLevel level = DiskLevel.AMPLE;

    /** Of the disk that holds {@code folder}. */
    public DiskGuard(
            final Path folder,
            final DiskMarks marks,
            final Notice notice,
            final Halt halt,
            final LongSupplier reached) {
        this(folder, () -> freeBytes(folder), marks, notice, halt, reached);
    }

    /**
     * @param folder    for the messages
     * @param freeBytes what space there is
     * @param reached   the newest event that all stages are done with
     */
    DiskGuard(
            final Path folder,
            final LongSupplier freeBytes,
            final DiskMarks marks,
            final Notice notice,
            final Halt halt,
            final LongSupplier reached) {
        this.folder = folder;
        this.freeBytes = freeBytes;
        this.marks = marks;
        this.notice = notice;
        this.halt = halt;
        this.reached = reached;
        thread = new Thread(this::run, "ringfence-" + NAME);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    /** Space for others than the system's owner on the disk that holds {@code folder}. */
    public static long freeBytes(final Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (final IOException e) {
            throw new JournalFailure("can't ask for the free space of " + folder, e);
        }
    }

    /** Of all of the disk that holds {@code folder}. */
    public static long diskBytes(final Path folder) {
        try {
            final FileStore store = Files.getFileStore(folder);
            return store.getTotalSpace();
        } catch (final IOException e) {
            throw new JournalFailure("can't ask for the size of the disk of " + folder, e);
        }
    }

    /**
     * To be asked before a generation is begun.
     *
     * @throws JournalFailure if the disk is exhausted already
     */
    public static void requireSpace(final Path folder, final DiskMarks marks) {
        final long free = freeBytes(folder);
        if (free < marks.exhaustedBytes()) {
            throw new JournalFailure("no start: the disk of " + folder + " has freeBytes=" + free
                    + ", below journal.disk.halt=" + marks.exhaustedBytes()
                    + "; make room (`journal prune` removes what nobody needs) or lower the mark");
        }
    }

    public void start() {
        thread.start();
    }

    public void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(JOIN_MS);
    }

    private void run() {
        try {
            while (!halt.isLit()) {
                look();
                Thread.sleep(PERIOD_MS);
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final RuntimeException | Error e) {
            halt.light(NAME, reached.getAsLong(), e);
        }
    }

    /** One look. Called from the guard's thread, or by a test. */
    void look() throws InterruptedException {
        final long free = freeBytes.getAsLong();
        final DiskLevel now = marks.level(free, level);
        if (now == level) {
            return;
        }
        level = now;
        final long mark = marks.markOf(now);
        LOG.warn("the disk of {} is {}: freeBytes={} mark={}", folder, now, free, mark);
        notice.level(now, free, mark);
        if (now == DiskLevel.EXHAUSTED) {
            halt.light(
                    NAME,
                    reached.getAsLong(),
                    new JournalFailure("the disk of " + folder + " is exhausted: freeBytes=" + free
                            + " is below journal.disk.halt=" + mark + ", seen within ms=" + PERIOD_MS
                            + "; make room (`journal prune` removes what nobody needs) and start again"));
        }
    }
}
