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
 *   | 1 KiB | 1 KiB     | 2 KiB      | 1.5 KiB | 1 KiB | 2 KiB   | 2 KiB  |
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

    /** Beside the sections: the values. */
    static final int VALUES = 0;

    static final int PORTFOLIO_BYTES = 1024;
    static final int INDICATORS_BYTES = 2048;
    static final int SIGNALS_BYTES = 1536;
    static final int STOPS_BYTES = 1024;
    static final int ORDERS_BYTES = 2048;
    private static final int SECTIONS_BYTES =
            PORTFOLIO_BYTES + INDICATORS_BYTES + SIGNALS_BYTES + STOPS_BYTES + ORDERS_BYTES + IndicatorRow.FAR_BYTES;

    private final UnsafeBuffer event;
    private final Section portfolio;
    private final Section indicators;
    private final Section signals;
    private final Section stops;
    private final Section orders;
    private final IndicatorRow values;

    private int eventBytes;
    /** What has been written about this event: a bit for each section, and one for the values. */
    private int written;

    private long receivedNanos;

    /** A slot by itself. */
    public Slot() {
        this(new Memory(1), 0);
    }

    private Slot(final Memory memory, final int place) {
        event = memory.event(place);
        int at = memory.sectionsAt(place);
        portfolio = new Section("portfolio", PORTFOLIO, this, memory.part(at, PORTFOLIO_BYTES));
        at += PORTFOLIO_BYTES;
        indicators = new Section("indicators", INDICATORS, this, memory.part(at, INDICATORS_BYTES));
        at += INDICATORS_BYTES;
        signals = new Section("signals", SIGNALS, this, memory.part(at, SIGNALS_BYTES));
        at += SIGNALS_BYTES;
        stops = new Section("stops", STOPS, this, memory.part(at, STOPS_BYTES));
        at += STOPS_BYTES;
        orders = new Section("orders", ORDERS, this, memory.part(at, ORDERS_BYTES));
        at += ORDERS_BYTES;
        values = new IndicatorRow(this, memory.near(place), memory.part(at, IndicatorRow.FAR_BYTES));
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
     * would crowd a few sets of the caches. The first values are elsewhere again, since nearly every event has some.
     */
    private static final class Memory {
        private static final int EVENT_STRIDE = EventLayout.MAX_EVENT_LENGTH + BitUtil.CACHE_LINE_LENGTH;

        private final ByteBuffer events;
        private final ByteBuffer sections;
        private final ByteBuffer values;

        Memory(final int slots) {
            events = aligned(slots * EVENT_STRIDE);
            sections = aligned(slots * SECTIONS_BYTES);
            values = aligned(slots * IndicatorRow.NEAR_BYTES);
        }

        private static ByteBuffer aligned(final int lengthBytes) {
            return BufferUtil.allocateDirectAligned(lengthBytes, BitUtil.CACHE_LINE_LENGTH);
        }

        UnsafeBuffer event(final int place) {
            return new UnsafeBuffer(events, place * EVENT_STRIDE, EventLayout.MAX_EVENT_LENGTH);
        }

        UnsafeBuffer near(final int place) {
            return new UnsafeBuffer(values, place * IndicatorRow.NEAR_BYTES, IndicatorRow.NEAR_BYTES);
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

    /**
     * Takes the lines that nearly every event lies on from whoever read them a lap ago; the slot must be free. A store waits in
     * turn for its line, and an event is seen only when all stores before have gone through: those to another core's lines
     * cost it a tenth of the way to its order, unless they were made while nothing was waiting. Called by the inbound thread.
     */
    public void prepare() {
        receivedNanos = 0;
        event.putLong(0, 0);
        event.putLong(BitUtil.CACHE_LINE_LENGTH, 0);
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

    /**
     * Empties what {@code stage} writes. Called first by that stage, for every event. What nobody has written to since isn't looked
     * at: of most events nothing is said, and six more cache lines for each of a ring's slots would be most of what a lane touches.
     */
    public void empty(final int stage) {
        if (isWritten(stage)) {
            section(stage).reset();
        }
        if (stage == INDICATORS && isWritten(VALUES)) {
            values.reset();
            written &= ~(1 << VALUES);
        }
        written &= ~(1 << stage);
    }

    /** Called when the first record is begun, or the first value put. */
    void wrote(final int part) {
        written |= 1 << part;
    }

    private boolean isWritten(final int part) {
        return (written & 1 << part) != 0;
    }

    /** Where {@code stage} writes its decisions; for that stage alone, behind {@link #empty}. */
    public Section section(final int stage) {
        return switch (stage) {
            case PORTFOLIO -> portfolio;
            case INDICATORS -> indicators;
            case SIGNALS -> signals;
            case STOPS -> stops;
            default -> orders;
        };
    }

    /** Where {@code indicators} writes declared values; for that stage alone, behind {@link #empty}. */
    public IndicatorRow row() {
        return values;
    }

    /** Whether no stage has decided anything so far. */
    public boolean isUndecided() {
        return (written & ~(1 << VALUES)) == 0;
    }

    /** As {@code portfolio} has written it; nothing to write to. So are the others. */
    public Section portfolio() {
        return isWritten(PORTFOLIO) ? portfolio : Section.EMPTY;
    }

    public Section indicators() {
        return isWritten(INDICATORS) ? indicators : Section.EMPTY;
    }

    /** Declared indicator values as {@code indicators} has written them. */
    public IndicatorRow values() {
        return isWritten(VALUES) ? values : IndicatorRow.EMPTY;
    }

    public Section signals() {
        return isWritten(SIGNALS) ? signals : Section.EMPTY;
    }

    public Section stops() {
        return isWritten(STOPS) ? stops : Section.EMPTY;
    }

    public Section orders() {
        return isWritten(ORDERS) ? orders : Section.EMPTY;
    }
}
