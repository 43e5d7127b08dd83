package io.ringfence.engine.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.alarm.AlarmNotice;
import io.ringfence.journal.generation.Generation;
import io.ringfence.journal.generation.GenerationOptions;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.log.DecisionRecords;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.message.AlarmEncoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.testing.Flips;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
            assertTrue(lines.poll(60, TimeUnit.SECONDS).contains(data.toString()));
            assertFalse(watch.awaitCaughtUp(System.nanoTime() + TimeUnit.SECONDS.toNanos(60)));
            watch.stop();
        }
    }

    @Test
    void shouldTellWhoReliesOnItThatItFailed() throws Exception {
        final LinkedBlockingQueue<AlarmNotice> notices = new LinkedBlockingQueue<>();
        try (Journal journal = Journal.open(folder)) {
            final Generation generation =
                    journal.start(GenerationOptions.defaults().withSegmentBytes(8 << 20));
            generation.decisions().append(5, new UnsafeBuffer(new byte[64]), 0, 64);
            final RunWatch watch = watch(journal, line -> {}, notices);

            watch.start();
            final AlarmNotice notice = notices.poll(60, TimeUnit.SECONDS);

            assertEquals(AlarmNotice.WATCH_BLIND, notice.kind());
            watch.stop();
        }
    }

    @Test
    void shouldDeliverAnAlarmBeforeItIsPrinted() throws Exception {
        final LinkedBlockingQueue<AlarmNotice> notices = new LinkedBlockingQueue<>();
        final CountDownLatch mayPrint = new CountDownLatch(1);
        try (Journal journal = Journal.open(folder)) {
            final Generation generation =
                    journal.start(GenerationOptions.defaults().withSegmentBytes(8 << 20));
            final UnsafeBuffer records = new UnsafeBuffer(new byte[256]);
            generation.decisions().append(5, records, 0, alarm(records));
            final RunWatch watch = watch(journal, line -> await(mayPrint), notices);

            watch.start();
            final AlarmNotice notice = notices.poll(60, TimeUnit.SECONDS);
            mayPrint.countDown();

            assertEquals(AlarmKind.POSITION_DRIFT.name(), notice.kind());
            assertEquals(16, notice.actual());
            watch.stop();
        }
    }

    private static RunWatch watch(
            final Journal journal, final Consumer<String> lines, final LinkedBlockingQueue<AlarmNotice> notices) {
        return new RunWatch(journal.read(1), List.of(), RunState.Begin.NOTHING, System.nanoTime(), lines, notices::add);
    }

    /** Writes one record behind its length; returns the bytes of both. */
    private static int alarm(final UnsafeBuffer records) {
        final AlarmEncoder alarm = new AlarmEncoder();
        alarm.wrapAndApplyHeader(records, Integer.BYTES, new MessageHeaderEncoder());
        alarm.header().sequence(5).epoch(1);
        alarm.kind(AlarmKind.POSITION_DRIFT).expected(0).actual(16);
        final int lengthBytes = MessageHeaderEncoder.ENCODED_LENGTH + alarm.encodedLength();
        records.putInt(0, lengthBytes, ByteOrder.LITTLE_ENDIAN);
        return Integer.BYTES + (lengthBytes + DecisionRecords.ALIGNMENT - 1 & -DecisionRecords.ALIGNMENT);
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
