package io.ringfence.engine.assembly;

import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.JournalFailure;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start owes the past and needn't do before positions are guarded: forces and seals the generation that a crash left,
 * then reads the one that was gone on from as a whole, since recovery reads only what follows its snapshot. A daemon thread of
 * its own that reads slowly; what it finds is said, and is no reason to halt.
 */
final class JournalPast {
    private static final Logger LOG = LoggerFactory.getLogger(JournalPast.class);
    private static final long GUARD_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long LOOK_MS = 50;
    private static final int RECORDS_AT_A_TIME = 8_192;
    private static final long PAUSE_MS = 10;
    /** A stop must be over before whoever asked for it loses patience. */
    private static final long JOIN_MS = 10_000;

    private final Journal journal;
    private final int epoch;
    private final BooleanSupplier guarded;
    private final Thread thread = new Thread(this::run, "ringfence-journal-past");
    private volatile boolean stopping;

    /**
     * @param epoch   the generation that was gone on from; 0: none
     * @param guarded whether the start is over
     */
    JournalPast(final Journal journal, final int epoch, final BooleanSupplier guarded) {
        this.journal = journal;
        this.epoch = epoch;
        this.guarded = guarded;
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void start() {
        thread.start();
    }

    /** Waits some time until what a crash left is sealed, else the next start does it; doesn't wait for the reading. */
    void stop() throws InterruptedException {
        stopping = true;
        thread.join(JOIN_MS);
    }

    private void run() {
        try {
            awaitGuarded();
            journal.sealCrashed();
            if (epoch > 0) {
                read(journal.read(epoch));
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final JournalFailure e) {
            LOG.error("the journal's past can't be looked after; the next start tries again", e);
        }
    }

    private void awaitGuarded() throws InterruptedException {
        final long startNanos = System.nanoTime();
        while (!stopping && !guarded.getAsBoolean() && System.nanoTime() - startNanos < GUARD_LIMIT_NANOS) {
            Thread.sleep(LOOK_MS);
        }
    }

    private void read(final RecordedGeneration generation) throws InterruptedException {
        for (final LogKind kind : LogKind.values()) {
            try (LogReader log = generation.log(kind)) {
                while (!stopping && readSome(log)) {
                    Thread.sleep(PAUSE_MS);
                }
                if (!stopping) {
                    tell(generation, log);
                }
            }
        }
    }

    private static boolean readSome(final LogReader log) {
        int read = 0;
        while (read < RECORDS_AT_A_TIME && log.next()) {
            read++;
        }
        return read == RECORDS_AT_A_TIME;
    }

    private static void tell(final RecordedGeneration generation, final LogReader log) {
        if (!Files.exists(generation.directory())) {
            LOG.debug("generation {} was pruned meanwhile", generation.epoch());
            return;
        }
        log.damage()
                .ifPresentOrElse(
                        damage -> LOG.error(
                                "generation {} is DAMAGED before what this start has read of it: {}; what the engine"
                                        + " knows comes from a snapshot behind that and is not touched by it, but the"
                                        + " generation can't be replayed from its beginning",
                                generation.epoch(),
                                damage),
                        () -> LOG.debug("generation {} is whole: {}", generation.epoch(), log.end()));
    }
}
