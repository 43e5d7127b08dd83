package io.ringfence.journal.powerloss;

import io.ringfence.journal.generation.Seals;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogPlace;
import io.ringfence.journal.log.SteppedLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One generation of both logs, written step by step from a seed: batches of records of all sizes, segments that fill up,
 * forcing (or not, as in {@code process}), the clean end and its seal; with every moment taken down.
 */
final class RecordedRun {
    static final int EPOCH = 1;
    private static final String GENERATION = "e000001";
    private static final long SEGMENT_BYTES = 1L << 20;
    private static final int MAX_BATCH = 12;
    private static final int SMALL_BYTES = 160;
    private static final int LARGE_BYTES = 12_000;
    private static final int LARGE_EVERY = 3;
    private static final int DECISION_EVERY = 4;

    private final RecordedDisk disk;
    private final SplittableRandom random;
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[LARGE_BYTES]);
    private final Map<LogKind, List<Written>> written = new EnumMap<>(LogKind.class);
    private final Map<LogKind, TreeMap<Integer, Long>> durable = new EnumMap<>(LogKind.class);
    private final Path generation;
    private final boolean forced;
    private long sequence;

    /** A record as it was appended; its bytes follow from sequence and log. */
    record Written(long sequence, int lengthBytes) {}

    private RecordedRun(final Path root, final long seed, final boolean forced) throws IOException {
        this.forced = forced;
        disk = new RecordedDisk(root);
        random = new SplittableRandom(seed);
        generation = Files.createDirectories(root.resolve(GENERATION));
        for (final LogKind kind : LogKind.values()) {
            written.put(kind, new ArrayList<>());
            durable.put(kind, new TreeMap<>());
        }
    }

    /**
     * Writes one.
     *
     * @param root   an empty folder
     * @param forced as {@code durability: device} does it
     * @param steps  batches
     */
    static RecordedRun write(final Path root, final long seed, final boolean forced, final int steps)
            throws IOException {
        final RecordedRun run = new RecordedRun(root, seed, forced);
        run.write(steps);
        return run;
    }

    RecordedDisk disk() {
        return disk;
    }

    /** All that was appended. */
    List<Written> written(final LogKind kind) {
        return written.get(kind);
    }

    /** The newest sequence that must be there when the power goes behind {@code moment}. */
    long durable(final LogKind kind, final int moment) {
        final Map.Entry<Integer, Long> entry = durable.get(kind).floorEntry(moment);
        return entry == null ? 0 : entry.getValue();
    }

    /** What the record {@code sequence} holds. */
    static void fill(final UnsafeBuffer buffer, final LogKind kind, final long sequence, final int lengthBytes) {
        final SplittableRandom bytes = new SplittableRandom(31 * sequence + kind.ordinal());
        for (int at = 0; at + Long.BYTES <= lengthBytes; at += Long.BYTES) {
            buffer.putLong(at, bytes.nextLong());
        }
        buffer.putLong(0, sequence);
    }

    private void write(final int steps) {
        disk.capture();
        final SteppedLog events = log(LogKind.EVENTS);
        final SteppedLog decisions = log(LogKind.DECISIONS);
        disk.capture();
        for (int step = 0; step < steps; step++) {
            batch(events, decisions);
            disk.capture();
            keepHouse(events);
            keepHouse(decisions);
            forceSome(events, LogKind.EVENTS);
            forceSome(decisions, LogKind.DECISIONS);
        }
        end(events, decisions);
    }

    private SteppedLog log(final LogKind kind) {
        return new SteppedLog(new LogPlace(generation, kind, EPOCH), SEGMENT_BYTES, forced, disk);
    }

    private void batch(final SteppedLog events, final SteppedLog decisions) {
        for (int i = random.nextInt(MAX_BATCH) + 1; i > 0; i--) {
            sequence++;
            append(events, LogKind.EVENTS);
            if (random.nextInt(DECISION_EVERY) == 0) {
                append(decisions, LogKind.DECISIONS);
            }
        }
    }

    private void append(final SteppedLog log, final LogKind kind) {
        final int most = random.nextInt(LARGE_EVERY) == 0 ? LARGE_BYTES : SMALL_BYTES;
        final int lengthBytes = Long.BYTES * (1 + random.nextInt(most / Long.BYTES));
        fill(payload, kind, sequence, lengthBytes);
        log.append(sequence, payload, lengthBytes);
        written.get(kind).add(new Written(sequence, lengthBytes));
    }

    private void keepHouse(final SteppedLog log) {
        log.workAhead();
        if (random.nextBoolean()) {
            log.sealFinished();
        }
    }

    private void forceSome(final SteppedLog log, final LogKind kind) {
        if (forced && random.nextInt(3) > 0) {
            log.force();
            durable.get(kind).put(disk.moment(), log.end().lastSequence());
        }
    }

    private void end(final SteppedLog events, final SteppedLog decisions) {
        events.close();
        durable.get(LogKind.EVENTS).put(disk.moment(), events.end().lastSequence());
        decisions.close();
        durable.get(LogKind.DECISIONS).put(disk.moment(), decisions.end().lastSequence());
        Seals.ended(generation, EPOCH, events.end(), decisions.end(), disk);
        disk.capture();
    }
}
