package io.ringfence.engine.stage;

import io.ringfence.journal.event.EventLayout;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One preallocated place of the ring: the inbound event as an SBE message, and what the stages say about it, a section each, which
 * lie together for all slots of a ring where one lane decides ({@link #ofRing}): then they tell of the event that was emptied last. Never
 * replaced. The event is written by the inbound thread before it is published; each section by its stage.
 *
 * <p>Sections are journaled; the values of {@code indicators} beside them are not, since they follow from the events.
 */
public final class Slot {
    /** Stages in order; a decision's index carries the ordinal. */
    public static final int PORTFOLIO = 1;

    public static final int INDICATORS = 2;
    public static final int SIGNALS = 3;
    public static final int STOPS = 4;
    public static final int ORDERS = 5;

    private final UnsafeBuffer event;
    private final Sections sections;

    private int eventBytes;
    private long receivedNanos;

    /** A slot by itself. */
    public Slot() {
        this(new Events(1).event(0), Sections.many(1).get());
    }

    private Slot(final UnsafeBuffer event, final Sections sections) {
        this.event = event;
        this.sections = sections;
        sections.decide(this);
    }

    /**
     * The {@code size} slots of a ring, one with each call.
     *
     * @param oneLaneDecides whether one lane runs every stage that decides: then one set of sections does for all slots
     */
    public static Supplier<Slot> ofRing(final int size, final boolean oneLaneDecides) {
        final Supplier<Sections> own = Sections.many(oneLaneDecides ? 1 : size);
        final Sections first = own.get();
        return new Supplier<>() {
            private final Events events = new Events(size);
            private int place;

            @Override
            public Slot get() {
                final Sections sections = oneLaneDecides || place == 0 ? first : own.get();
                return new Slot(events.event(place++), sections);
            }
        };
    }

    /**
     * Events next to each other: most say little, so a ring that touches a page for each would spend its time on page tables. A line
     * between events, since distances of a power of two would crowd a few sets of the caches.
     */
    private static final class Events {
        private static final int STRIDE = EventLayout.MAX_EVENT_LENGTH + BitUtil.CACHE_LINE_LENGTH;

        private final ByteBuffer memory;

        Events(final int slots) {
            memory = BufferUtil.allocateDirectAligned(slots * STRIDE, BitUtil.CACHE_LINE_LENGTH);
        }

        UnsafeBuffer event(final int place) {
            return new UnsafeBuffer(memory, place * STRIDE, EventLayout.MAX_EVENT_LENGTH);
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
     * at: of most events nothing is said.
     */
    public void empty(final int stage) {
        sections.decide(this);
        sections.empty(stage);
    }

    /** Where {@code stage} writes its decisions; for that stage alone, behind {@link #empty}. */
    public Section section(final int stage) {
        return sections.section(stage);
    }

    /** Where {@code indicators} writes declared values; for that stage alone, behind {@link #empty}. */
    public IndicatorRow row() {
        return sections.row();
    }

    /** Whether no stage has decided anything so far. */
    public boolean isUndecided() {
        return sections.isUndecided();
    }

    /** As {@code portfolio} has written it; nothing to write to. So are the others. */
    public Section portfolio() {
        return sections.portfolio();
    }

    public Section indicators() {
        return sections.indicators();
    }

    /** Declared indicator values as {@code indicators} has written them. */
    public IndicatorRow values() {
        return sections.values();
    }

    public Section signals() {
        return sections.signals();
    }

    public Section stops() {
        return sections.stops();
    }

    public Section orders() {
        return sections.orders();
    }
}
