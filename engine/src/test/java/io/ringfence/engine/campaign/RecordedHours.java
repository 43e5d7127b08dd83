package io.ringfence.engine.campaign;

import io.ringfence.engine.testing.LockStepEngine;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.frames.FrameSource;
import io.ringfence.gateway.frames.GeneratedMarket;
import io.ringfence.gateway.frames.MergedFrames;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.generation.Generation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The events of some minutes of a market, as an engine in step records them with its own ticks, boundaries and reports, and
 * the decisions that it made; written to a journal again and again they are as many hours as one likes.
 */
final class RecordedHours {
    private static final int GENERATED_SECONDS = 120;

    private final List<byte[]> events = new ArrayList<>();
    private final Map<Integer, byte[]> decisions = new HashMap<>();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final UnsafeBuffer payload = new UnsafeBuffer(new byte[0]);
    private long firstNs;
    private long lastNs;
    private long sequence;
    private long timeNs;
    private long offsetNs;

    private RecordedHours() {}

    /** @param frames a recording; empty: a generated market */
    static RecordedHours of(final Optional<Path> frames) {
        final RecordedHours hours = new RecordedHours();
        final FrameSource source = frames.map(file -> MergedFrames.open(List.of(file)))
                .orElse(new GeneratedMarket(1, 1, GENERATED_SECONDS));
        new LockStepEngine(new ShippedDemo().configuration().engine().stages(), source)
                .tapped(hours::event, hours::decisions)
                .play()
                .stop();
        return hours;
    }

    private void event(final long at, final DirectBuffer bytes, final int offset, final int lengthBytes) {
        final byte[] copy = new byte[lengthBytes];
        bytes.getBytes(offset, copy);
        events.add(copy);
        lastNs = EventLayout.receiveTimeNs(bytes, offset);
        firstNs = firstNs == 0 ? lastNs : firstNs;
    }

    private void decisions(final long at, final DirectBuffer bytes, final int offset, final int lengthBytes) {
        final byte[] copy = new byte[lengthBytes];
        bytes.getBytes(offset, copy);
        decisions.put(events.size(), copy);
    }

    int events() {
        return events.size();
    }

    /** How long the market was, ns. */
    long durationNs() {
        return lastNs - firstNs;
    }

    /** Sequence of the newest event that was written. */
    long sequence() {
        return sequence;
    }

    /** Its receive time. */
    long timeNs() {
        return timeNs;
    }

    /** Writes the next {@code count} of them behind what was written so far, from the first again after the last. */
    void write(final Generation generation, final int count) {
        for (int written = 0; written < count; written++) {
            final int i = (int) (sequence % events.size());
            if (i == 0) {
                offsetNs = timeNs == 0 ? 0 : timeNs - firstNs + 1;
            }
            final byte[] event = events.get(i);
            sequence++;
            buffer.putBytes(0, event);
            timeNs = EventLayout.receiveTimeNs(buffer, 0) + offsetNs;
            EventLayout.stamp(buffer, 0, generation.epoch(), sequence, timeNs);
            generation.events().append(sequence, buffer, 0, event.length);
            final byte[] decided = decisions.get(i + 1);
            if (decided != null) {
                payload.wrap(decided);
                generation.decisions().append(sequence, payload, 0, decided.length);
            }
        }
    }
}
