package io.ringfence.engine.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.alarm.AlarmNotice;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.testing.Flips;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunWatchTest {
    private static final byte FILL = 0x5A;

    @TempDir
    private Path folder;

    @Test
    void shouldTellWhoReliesOnItThatItCannotReadOn() throws Exception {
        final LinkedBlockingQueue<AlarmNotice> notices = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        try (Journal journal = Journal.open(folder)) {
            final Generation generation =
                    journal.start(GenerationOptions.defaults().withSegmentBytes(8 << 20));
            final UnsafeBuffer decision = new UnsafeBuffer(new byte[200]);
            decision.setMemory(0, decision.capacity(), FILL);
            generation.decisions().append(5, decision, 0, decision.capacity());
            final Path data =
                    journal.read(1).place(LogKind.DECISIONS).directory().resolve("000000/19700101F.cq4");
            Flips.flipRecordOf(data, FILL);
            final RunWatch watch = new RunWatch(
                    journal.read(1), List.of(), RunState.Begin.NOTHING, System.nanoTime(), lines::add, notices::add);

            watch.start();
            final AlarmNotice notice = notices.poll(60, TimeUnit.SECONDS);

            assertEquals(AlarmNotice.WATCH_BLIND, notice.kind());
            assertTrue(lines.remove().contains(data.toString()));
            assertFalse(watch.awaitCaughtUp(System.nanoTime() + TimeUnit.SECONDS.toNanos(60)));
            watch.stop();
        }
    }
}
