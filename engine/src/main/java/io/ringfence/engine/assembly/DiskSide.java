package io.ringfence.engine.assembly;

import io.ringfence.engine.config.JournalSettings;
import io.ringfence.engine.disk.DiskGuard;
import io.ringfence.engine.disk.DiskMarks;
import io.ringfence.engine.disk.JournalPruner;
import io.ringfence.engine.lane.Halt;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.message.DiskLevel;
import io.ringfence.journal.message.DiskStateEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What looks after the journal's disk while the engine runs: its guard, whose findings become events, and the pruner. */
final class DiskSide {
    private static final long RECORD_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final EventSink sink;
    private final BooleanSupplier idle;
    private final Halt halt;
    private final DiskGuard guard;
    private final JournalPruner pruner;

    /**
     * @param sink    a hand-over sink that waits for room
     * @param idle    whether all that was handed over has been decided on
     * @param reached the newest event that all stages are done with
     */
    DiskSide(
            final Path journal,
            final JournalSettings settings,
            final Generation generation,
            final EventSink sink,
            final BooleanSupplier idle,
            final LongSupplier reached,
            final Halt halt) {
        this.sink = sink;
        this.idle = idle;
        this.halt = halt;
        guard = new DiskGuard(journal, marks(journal, settings), this::tell, halt, reached);
        pruner = new JournalPruner(
                journal,
                settings.retention().retention(),
                generation,
                settings.segmentSize().bytes());
    }

    /** @throws io.ringfence.journal.log.JournalFailure if the disk has too little space to begin a generation on it */
    static void requireSpace(final Path journal, final JournalSettings settings) {
        DiskGuard.requireSpace(journal, marks(journal, settings));
    }

    private static DiskMarks marks(final Path journal, final JournalSettings settings) {
        final long diskBytes = DiskGuard.diskBytes(journal);
        return new DiskMarks(
                settings.disk().stopEntriesBytes(diskBytes), settings.disk().haltBytes(diskBytes));
    }

    void start() {
        guard.start();
        pruner.start();
    }

    void stop() throws InterruptedException {
        guard.stop();
        pruner.stop();
    }

    /** On the guard's thread. What is to halt the engine is worth waiting for until it is recorded, but not for ever. */
    private void tell(final DiskLevel level, final long freeBytes, final long markBytes) throws InterruptedException {
        final DiskStateEncoder encoder = new DiskStateEncoder();
        encoder.wrapAndApplyHeader(sink.claim(), 0, new MessageHeaderEncoder());
        EventLayout.describe(encoder.buffer(), 0, 0, 0, EventLayout.NO_TIME);
        encoder.freeBytes(freeBytes).markBytes(markBytes).level(level);
        sink.commit(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength());
        final long deadlineNanos = System.nanoTime() + RECORD_LIMIT_NANOS;
        while (!idle.getAsBoolean() && !halt.isLit() && System.nanoTime() < deadlineNanos) {
            Thread.sleep(1);
        }
    }
}
