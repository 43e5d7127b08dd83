package io.ringfence.engine.stage;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the stages say about one event: a section each, and the values of {@code indicators}.
 *
 * <pre>
 *   +-----------+------------+---------+-------+---------+--------+
 *   | portfolio | indicators | signals | stops | orders  | values |
 *   | 1 KiB     | 2 KiB      | 1.5 KiB | 1 KiB | 2 KiB   | 2 KiB  |
 *   +-----------+------------+---------+-------+---------+--------+
 * </pre>
 *
 * A slot's own, or one for all slots of a ring: where one lane runs every stage that decides, it is through with an event before it
 * begins the next, and what it writes stays in the nearest caches whatever the ring's size.
 */
final class Sections {
    static final int PORTFOLIO_BYTES = 1024;
    static final int INDICATORS_BYTES = 2048;
    static final int SIGNALS_BYTES = 1536;
    static final int STOPS_BYTES = 1024;
    static final int ORDERS_BYTES = 2048;
    private static final int SECTIONS_BYTES =
            PORTFOLIO_BYTES + INDICATORS_BYTES + SIGNALS_BYTES + STOPS_BYTES + ORDERS_BYTES + IndicatorRow.FAR_BYTES;

    /** Beside the sections' ordinals: the values. */
    private static final int VALUES = 0;

    private final Section portfolio;
    private final Section indicators;
    private final Section signals;
    private final Section stops;
    private final Section orders;
    private final IndicatorRow values;

    /** Of the event that is being decided. */
    private Slot slot;
    /** What has been written about it: a bit for each section, and one for the values. */
    private int written;

    private Sections(final Memory memory, final int place) {
        int at = place * SECTIONS_BYTES;
        portfolio = new Section("portfolio", Slot.PORTFOLIO, this, memory.part(at, PORTFOLIO_BYTES));
        at += PORTFOLIO_BYTES;
        indicators = new Section("indicators", Slot.INDICATORS, this, memory.part(at, INDICATORS_BYTES));
        at += INDICATORS_BYTES;
        signals = new Section("signals", Slot.SIGNALS, this, memory.part(at, SIGNALS_BYTES));
        at += SIGNALS_BYTES;
        stops = new Section("stops", Slot.STOPS, this, memory.part(at, STOPS_BYTES));
        at += STOPS_BYTES;
        orders = new Section("orders", Slot.ORDERS, this, memory.part(at, ORDERS_BYTES));
        at += ORDERS_BYTES;
        values = new IndicatorRow(this, memory.near(place), memory.part(at, IndicatorRow.FAR_BYTES));
    }

    /** So many, others with each call. */
    static Supplier<Sections> many(final int count) {
        return new Supplier<>() {
            private final Memory memory = new Memory(count);
            private int place;

            @Override
            public Sections get() {
                return new Sections(memory, place++);
            }
        };
    }

    /** The first values elsewhere than the sections, since nearly every event has some and nothing is decided about most. */
    private static final class Memory {
        private final ByteBuffer sections;
        private final ByteBuffer values;

        Memory(final int count) {
            sections = BufferUtil.allocateDirectAligned(count * SECTIONS_BYTES, BitUtil.CACHE_LINE_LENGTH);
            values = BufferUtil.allocateDirectAligned(count * IndicatorRow.NEAR_BYTES, BitUtil.CACHE_LINE_LENGTH);
        }

        UnsafeBuffer near(final int place) {
            return new UnsafeBuffer(values, place * IndicatorRow.NEAR_BYTES, IndicatorRow.NEAR_BYTES);
        }

        UnsafeBuffer part(final int at, final int lengthBytes) {
            return new UnsafeBuffer(sections, at, lengthBytes);
        }
    }

    /** Of the event that is being decided. */
    Slot slot() {
        return slot;
    }

    /** From now on about the event of {@code decided}. */
    void decide(final Slot decided) {
        if (slot != decided) {
            slot = decided;
        }
    }

    /** As {@link Slot#empty}. */
    void empty(final int stage) {
        if (written == 0) {
            return;
        }
        if (isWritten(stage)) {
            section(stage).reset();
        }
        if (stage == Slot.INDICATORS && isWritten(VALUES)) {
            values.reset();
            written &= ~(1 << VALUES);
        }
        written &= ~(1 << stage);
    }

    /** Called when the first record of a section is begun. */
    void wrote(final int stage) {
        written |= 1 << stage;
    }

    /** Called when the first value is put. */
    void wroteValues() {
        wrote(VALUES);
    }

    private boolean isWritten(final int part) {
        return (written & 1 << part) != 0;
    }

    boolean isUndecided() {
        return (written & ~(1 << VALUES)) == 0;
    }

    Section section(final int stage) {
        return switch (stage) {
            case Slot.PORTFOLIO -> portfolio;
            case Slot.INDICATORS -> indicators;
            case Slot.SIGNALS -> signals;
            case Slot.STOPS -> stops;
            default -> orders;
        };
    }

    IndicatorRow row() {
        return values;
    }

    Section portfolio() {
        return isWritten(Slot.PORTFOLIO) ? portfolio : Section.EMPTY;
    }

    Section indicators() {
        return isWritten(Slot.INDICATORS) ? indicators : Section.EMPTY;
    }

    IndicatorRow values() {
        return isWritten(VALUES) ? values : IndicatorRow.EMPTY;
    }

    Section signals() {
        return isWritten(Slot.SIGNALS) ? signals : Section.EMPTY;
    }

    Section stops() {
        return isWritten(Slot.STOPS) ? stops : Section.EMPTY;
    }

    Section orders() {
        return isWritten(Slot.ORDERS) ? orders : Section.EMPTY;
    }
}
