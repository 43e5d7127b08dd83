package io.ringfence.gateway.binance;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** A sink that keeps copies, and has room as told. */
final class EventLog implements EventSink {
    private final UnsafeBuffer claimed = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final List<UnsafeBuffer> events = new ArrayList<>();
    private int room = Integer.MAX_VALUE;

    /** Refuses all but the next {@code events}. */
    void room(final int events) {
        room = events;
    }

    @Override
    public MutableDirectBuffer claim() {
        Arrays.fill(claimed.byteArray(), (byte) 0x55);
        return claimed;
    }

    @Override
    public boolean commit(final int lengthBytes) {
        if (room == 0) {
            return false;
        }
        room--;
        events.add(new UnsafeBuffer(Arrays.copyOf(claimed.byteArray(), lengthBytes)));
        return true;
    }

    @Override
    public void received(final long nanoTime) {}

    List<UnsafeBuffer> events() {
        return events;
    }

    int size() {
        return events.size();
    }

    UnsafeBuffer last() {
        return events.get(events.size() - 1);
    }

    void clear() {
        events.clear();
    }
}
