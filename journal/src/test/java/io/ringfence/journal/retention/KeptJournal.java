package io.ringfence.journal.retention;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogEnd;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.PrunableLog;
import io.ringfence.journal.message.InstrumentDefinitionEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.snapshot.Snapshot;
import io.ringfence.journal.snapshot.SnapshotStore;
import io.ringfence.journal.snapshot.StageState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;

/** A journal whose generations have as many segments and snapshots as a test wants. */
final class KeptJournal implements AutoCloseable {
    static final int PAYLOAD_BYTES = 16 * 1024;
    private static final long SEGMENT_BYTES = 1L << 20;

    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[PAYLOAD_BYTES]);
    private final Path folder;
    private final Journal journal;
    private Generation running;
    private long sequence;

    KeptJournal(final Path folder) {
        this.folder = folder;
        journal = Journal.open(folder);
    }

    /** A generation that runs: a decision with each event, until both logs have begun {@code segments} segments. */
    KeptJournal begin(final int segments) {
        return begin().go(segments);
    }

    KeptJournal begin() {
        running = journal.start(
                GenerationOptions.defaults().withSegmentBytes(SEGMENT_BYTES).withReserveAheadBytes(SEGMENT_BYTES));
        sequence = 0;
        return this;
    }

    /** Goes on until both logs have begun {@code segments} segments and the full ones are sealed. */
    KeptJournal go(final int segments) {
        while (segmentOf(LogKind.EVENTS) < segments - 1 || segmentOf(LogKind.DECISIONS) < segments - 1) {
            append();
        }
        while (running.events().sealedSegments() < segments - 1
                || running.decisions().sealedSegments() < segments - 1) {
            Thread.yield();
        }
        return this;
    }

    KeptJournal append() {
        sequence++;
        payload.putLong(0, sequence);
        running.events().append(sequence, payload, 0, PAYLOAD_BYTES);
        running.decisions().append(sequence, payload, 0, PAYLOAD_BYTES);
        return this;
    }

    /** An instrument's definition, with which a generation has begun. */
    KeptJournal define() {
        sequence++;
        final UnsafeBuffer event = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        final InstrumentDefinitionEncoder definition = new InstrumentDefinitionEncoder();
        definition.wrapAndApplyHeader(event, 0, new MessageHeaderEncoder());
        running.events().append(sequence, event, 0, EventLayout.MAX_EVENT_LENGTH);
        return this;
    }

    /** Of what was appended so far; what the generation begins with if nothing was. */
    Snapshot snapshot() {
        return snapshot(sequence, running.events().end());
    }

    /** Of one event more than was appended. */
    void snapshotOfMore() {
        final LogEnd written = running.events().end();
        snapshot(sequence + 1, new LogEnd(written.records() + 1, sequence + 1, written.chain() + 1));
    }

    private Snapshot snapshot(final long at, final LogEnd events) {
        final Snapshot snapshot = new Snapshot(
                1,
                running.epoch(),
                at,
                at,
                0,
                0,
                1,
                events,
                running.decisions().end(),
                List.of(new StageState("portfolio", 1, ByteBuffer.allocate(64))));
        new SnapshotStore(running.directory(), running.epoch()).write(snapshot);
        return snapshot;
    }

    KeptJournal end() {
        running.seal(running.ended());
        return this;
    }

    Sealed sealed() {
        return (epoch, kind) -> epoch == running.epoch() ? running.log(kind).sealedSegments() : Integer.MAX_VALUE;
    }

    long sequence() {
        return sequence;
    }

    Journal journal() {
        return journal;
    }

    long bytes() {
        return Pruning.bytesOf(folder);
    }

    /** Makes everything below {@code name} look as if it was last written to at {@code timeMs}. */
    void age(final String name, final long timeMs) {
        try (Stream<Path> tree = Files.walk(folder.resolve(name))) {
            for (final Path file : tree.toList()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(timeMs));
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the newest record. */
    private int segmentOf(final LogKind kind) {
        return new PrunableLog(journal.read(running.epoch()).place(kind)).segmentOf(sequence);
    }

    @Override
    public void close() {
        journal.close();
    }
}
