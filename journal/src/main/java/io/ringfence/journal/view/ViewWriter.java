package io.ringfence.journal.view;

import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.openhft.chronicle.map.ChronicleMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the live view of a running generation, on a daemon thread of low priority that starts long before its map is open.
 * Nothing waits for it: where it fails or hangs, a second thread, which touches no map, says so once and the engine goes on
 * without.
 */
public final class ViewWriter {
    private static final Logger LOG = LoggerFactory.getLogger(ViewWriter.class);
    private static final long TURN_MS = 100;
    private static final long HANG_MS = 30_000;
    private static final long JOIN_MS = 2_000;
    private static final int ENTRIES_BESIDE_INSTRUMENTS = 512;
    /** So that the heart beats while a backlog is read. */
    private static final int MAX_RECORDS_A_TURN = 100_000;

    private final RecordedGeneration generation;
    private final Picture picture;
    private final List<LaneCounter> lanes;
    private final int entries;
    private final Thread thread;
    private final Thread watch;
    private final DecisionRecords records = new DecisionRecords();

    private volatile boolean running = true;
    private volatile boolean abandoned;
    private volatile boolean live;
    private volatile long turnedNanos = System.nanoTime();
    private volatile ProcessMark mark;

    /**
     * @param maxInstruments what the map is sized for
     * @param begin          what the generation begins with
     */
    public ViewWriter(
            final RecordedGeneration generation,
            final int maxInstruments,
            final List<LaneCounter> lanes,
            final AtStart begin) {
        this.generation = generation;
        this.lanes = List.copyOf(lanes);
        this.entries = maxInstruments + ENTRIES_BESIDE_INSTRUMENTS;
        picture = new Picture(begin);
        thread = daemon("view", this::run);
        watch = daemon("view-watch", this::watch);
    }

    private static Thread daemon(final String name, final Runnable work) {
        final Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
        return thread;
    }

    /** Returns at once. */
    public void start() {
        thread.start();
        watch.start();
    }

    /** Whether other processes can read it by now. Any thread. */
    public boolean isLive() {
        return live && !abandoned;
    }

    /** Whether it has failed or hung, and nobody waits for it any more. Any thread. */
    public boolean isAbandoned() {
        return abandoned;
    }

    /** Writes what there is, and ends; what hangs is left behind. */
    public void stop() throws InterruptedException {
        running = false;
        watch.interrupt();
        thread.join(JOIN_MS);
        if (thread.isAlive() && live && !abandoned) {
            abandon("it did not end within ms=" + JOIN_MS, null);
        }
    }

    private void run() {
        final Path folder = ViewMap.folder(generation.directory());
        try {
            Files.createDirectories(folder);
            mark = ProcessMark.create(folder);
            try (ChronicleMap<String, String> map = ViewMap.open(ViewMap.file(folder), entries)) {
                follow(map);
            }
            mark.state(ProcessMark.State.ENDED);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final IOException | RuntimeException | Error e) {
            // Nobody trades by what is shown here: the engine goes on. Chronicle's failures may be Errors.
            abandon("it failed", e);
        }
    }

    private void follow(final ChronicleMap<String, String> map) throws InterruptedException {
        try (LogReader events = generation.events();
                LogReader decisions = generation.decisions()) {
            while (running && !abandoned) {
                final int read = readEvents(events) + readDecisions(decisions);
                requireSound(events);
                requireSound(decisions);
                picture.writeTo(map, lanes);
                turned();
                if (read < MAX_RECORDS_A_TURN) {
                    Thread.sleep(TURN_MS);
                }
            }
            readEvents(events);
            readDecisions(decisions);
            picture.writeTo(map, lanes);
        }
    }

    /** A view of what lies before damage would be taken for one of now. */
    private static void requireSound(final LogReader log) {
        log.obstacle().ifPresent(damage -> {
            throw new IllegalStateException("it can't be followed any further: " + damage);
        });
    }

    private void turned() {
        turnedNanos = System.nanoTime();
        mark.beat();
        if (!live) {
            live = true;
            mark.state(ProcessMark.State.LIVE);
        }
    }

    private int readEvents(final LogReader log) {
        int read = 0;
        while (read < MAX_RECORDS_A_TURN && log.next()) {
            picture.event(log.buffer(), log.offset());
            read++;
        }
        return read;
    }

    private int readDecisions(final LogReader log) {
        int read = 0;
        while (read < MAX_RECORDS_A_TURN && log.next()) {
            records.wrap(log.buffer(), log.offset(), log.lengthBytes());
            for (int at = records.first(); at != DecisionRecords.END; at = records.next(at)) {
                picture.decision(records, at);
            }
            read++;
        }
        return read;
    }

    private void watch() {
        try {
            while (running && !abandoned) {
                Thread.sleep(TURN_MS);
                if (live && System.nanoTime() - turnedNanos > TimeUnit.MILLISECONDS.toNanos(HANG_MS)) {
                    abandon("it hangs since ms=" + HANG_MS, null);
                }
            }
        } catch (final InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void abandon(final String why, final Throwable cause) {
        abandoned = true;
        final ProcessMark known = mark;
        if (known != null) {
            known.state(ProcessMark.State.ABANDONED);
        }
        LOG.warn("the live view of generation {} is abandoned, the engine goes on: {}", generation.epoch(), why, cause);
    }
}
