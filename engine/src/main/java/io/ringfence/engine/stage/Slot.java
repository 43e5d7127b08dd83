package io.ringfence.engine.stage;

import io.ringfence.journal.event.EventLayout;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One preallocated place of the ring: the inbound event as an SBE message, and a section per stage. Never replaced.
 * The event is written by the inbound thread before it is published; each section by its stage.
 *
 * <pre>
 *   +-------+-----------+------------+---------+-------+---------+--------+
 *   | event | portfolio | indicators | signals | stops | orders  | values |
 *   | 1 KiB | 1 KiB     | 2 KiB      | 1 KiB   | 1 KiB | 2 KiB   | 2 KiB  |
 *   +-------+-----------+------------+---------+-------+---------+--------+
 * </pre>
 *
 * Sections are journaled; the values of {@code indicators} are not, since they follow from the events.
 */
public final class Slot {
    /** Stages in order; a decision's index carries the ordinal. */
    public static final int PORTFOLIO = 1;

    public static final int INDICATORS = 2;
    public static final int SIGNALS = 3;
    public static final int STOPS = 4;
    public static final int ORDERS = 5;

    static final int PORTFOLIO_BYTES = 1024;
    static final int INDICATORS_BYTES = 2048;
    static final int SIGNALS_BYTES = 1024;
    static final int STOPS_BYTES = 1024;
    static final int ORDERS_BYTES = 2048;
    static final int SLOT_BYTES = EventLayout.MAX_EVENT_LENGTH
            + PORTFOLIO_BYTES
            + INDICATORS_BYTES
            + SIGNALS_BYTES
            + STOPS_BYTES
            + ORDERS_BYTES
            + IndicatorRow.BYTES;

    private final UnsafeBuffer event;
    private final Section portfolio;
    private final Section indicators;
    private final Section signals;
    private final Section stops;
    private final Section orders;
    private final IndicatorRow values;

    private int eventBytes;
    private long receivedNanos;

    /** A slot by itself. */
    public Slot() {
        this(new Memory(1), 0);
    }

    private Slot(final Memory memory, final int place) {
        event = memory.event(place);
        int at = memory.sectionsAt(place);
        portfolio = new Section("portfolio", PORTFOLIO, event, memory.part(at, PORTFOLIO_BYTES));
        at += PORTFOLIO_BYTES;
        indicators = new Section("indicators", INDICATORS, event, memory.part(at, INDICATORS_BYTES));
        at += INDICATORS_BYTES;
        signals = new Section("signals", SIGNALS, event, memory.part(at, SIGNALS_BYTES));
        at += SIGNALS_BYTES;
        stops = new Section("stops", STOPS, event, memory.part(at, STOPS_BYTES));
        at += STOPS_BYTES;
        orders = new Section("orders", ORDERS, event, memory.part(at, ORDERS_BYTES));
        at += ORDERS_BYTES;
        values = new IndicatorRow(memory.part(at, IndicatorRow.BYTES));
    }

    /** The {@code size} slots of a ring, one with each call. */
    public static Supplier<Slot> ofRing(final int size) {
        return new Supplier<>() {
            private final Memory memory = new Memory(size);
            private int place;

            @Override
            public Slot get() {
                return new Slot(memory, place++);
            }
        };
    }

    /**
     * Events next to each other, sections elsewhere: most events say little and nothing is decided about them, so a ring that
     * touches a page for each would spend its time on page tables. A line between events, since distances of a power of two
     * would crowd a few sets of the caches.
     */
    private static final class Memory {
        private static final int EVENT_STRIDE = EventLayout.MAX_EVENT_LENGTH + BitUtil.CACHE_LINE_LENGTH;
        private static final int SECTIONS_BYTES = SLOT_BYTES - EventLayout.MAX_EVENT_LENGTH;

        private final ByteBuffer events;
        private final ByteBuffer sections;

        Memory(final int slots) {
            events = aligned(slots * EVENT_STRIDE);
            sections = aligned(slots * SECTIONS_BYTES);
        }

        private static ByteBuffer aligned(final int lengthBytes) {
            return BufferUtil.allocateDirectAligned(lengthBytes, BitUtil.CACHE_LINE_LENGTH);
        }

        UnsafeBuffer event(final int place) {
            return new UnsafeBuffer(events, place * EVENT_STRIDE, EventLayout.MAX_EVENT_LENGTH);
        }

        int sectionsAt(final int place) {
            return place * SECTIONS_BYTES;
        }

        UnsafeBuffer part(final int at, final int lengthBytes) {
            return new UnsafeBuffer(sections, at, lengthBytes);
        }
    }

    /** The event, from offset 0; {@link #eventBytes} long. Written by the inbound thread alone. */
    public MutableDirectBuffer event() {
        return event;
    }

    /** Length of the event in bytes, SBE's message header included. */
    public int eventBytes() {
        return eventBytes;
    }

    /** Called by the inbound thread before it publishes. */
    public void eventBytes(final int lengthBytes) {
        eventBytes = lengthBytes;
    }

    /** {@link System#nanoTime()} when the event's bytes arrived. Not journaled, not for stages: latency figures only. */
    public long receivedNanos() {
        return receivedNanos;
    }

    /** Called by the inbound thread before it publishes. */
    public void receivedNanos(final long nanoTime) {
        receivedNanos = nanoTime;
    }

    public int templateId() {
        return EventLayout.templateId(event, 0);
    }

    public long sequence() {
        return EventLayout.sequence(event, 0);
    }

    public long receiveTimeNs() {
        return EventLayout.receiveTimeNs(event, 0);
    }

    /** The venue's time, or {@link EventLayout#NO_TIME}. For candles only: it may step back. */
    public long venueTimeNs() {
        return EventLayout.venueTimeNs(event, 0);
    }

    public int epoch() {
        return EventLayout.epoch(event, 0);
    }

    public int instrument() {
        return EventLayout.instrument(event, 0);
    }

    public int account() {
        return EventLayout.account(event, 0);
    }

    public Section portfolio() {
        return portfolio;
    }

    public Section indicators() {
        return indicators;
    }

    /** Declared indicator values, written by {@code indicators}. */
    public IndicatorRow values() {
        return values;
    }

    public Section signals() {
        return signals;
    }

    public Section stops() {
        return stops;
    }

    public Section orders() {
        return orders;
    }
}
