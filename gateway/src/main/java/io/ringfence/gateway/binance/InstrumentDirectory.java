package io.ringfence.gateway.binance;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The instruments of one venue, found by the symbol's bytes as they stand in a frame. Any thread looks up, without a lock and
 * without allocating; one thread at a time may {@link #add}, as far as there is room, and none goes away.
 */
public final class InstrumentDirectory {
    /** No such instrument; ids start at 1. */
    public static final int NONE = 0;
    /** The longest symbol, UTF-8 bytes. */
    public static final int MAX_SYMBOL_LENGTH = 64;

    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(int[].class);
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    /** By id. */
    private final byte[][] symbols;

    private final byte[] priceScales;
    private final byte[] quantityScales;
    private final boolean[] spot;
    private final int maxId;

    /** Open addressing, a power of two in size and at most a quarter full. Written last (release), read first (acquire). */
    private final int[] slots;

    private int taken;
    private final long[] heads;
    private final long[] tails;
    private final int mask;

    /**
     * Of these, and no room for more.
     *
     * @throws IllegalArgumentException if two instruments share a symbol or an id, or a symbol is empty, too long or not plain text
     */
    public InstrumentDirectory(final Collection<Instrument> instruments) {
        this(instruments, instruments.stream().mapToInt(Instrument::id).max().orElse(0), 0);
    }

    /**
     * @param maxId  the highest id that there may be
     * @param spares how many may be added later
     * @throws IllegalArgumentException if two instruments share a symbol or an id, or a symbol is empty, too long or not plain text
     */
    public InstrumentDirectory(final Collection<Instrument> instruments, final int maxId, final int spares) {
        this.maxId = maxId;
        symbols = new byte[maxId + 1][];
        priceScales = new byte[maxId + 1];
        quantityScales = new byte[maxId + 1];
        spot = new boolean[maxId + 1];
        final int capacity = BitUtil.findNextPositivePowerOfTwo(Math.max(16, 4 * (instruments.size() + spares)));
        mask = capacity - 1;
        slots = new int[capacity];
        heads = new long[capacity];
        tails = new long[capacity];
        instruments.forEach(this::add);
    }

    /** The id of the instrument called as these bytes say, or {@link #NONE}. */
    public int find(final DirectBuffer buffer, final int offset, final int length) {
        final long head = head(buffer, offset, length);
        final long tail = tail(buffer, offset, length);
        int slot = slot(head, tail, length);
        int id = idIn(slot);
        while (id != NONE && !(heads[slot] == head && tails[slot] == tail && isSymbol(id, buffer, offset, length))) {
            slot = (slot + 1) & mask;
            id = idIn(slot);
        }
        return id;
    }

    /** Whether {@code id} is an instrument of this directory. */
    public boolean contains(final int id) {
        return id > NONE && id <= maxId && symbols[id] != null;
    }

    /** The greatest id that there may be. */
    public int maxId() {
        return maxId;
    }

    /** Decimals of a price of {@code id}, which must be an instrument of this directory. */
    public int priceScale(final int id) {
        return priceScales[id];
    }

    /** Decimals of a quantity of {@code id}, which must be an instrument of this directory. */
    public int quantityScale(final int id) {
        return quantityScales[id];
    }

    /** Whether {@code id}, which must be an instrument of this directory, is traded by the rules of spot. */
    public boolean isSpot(final int id) {
        return spot[id];
    }

    /** Writes the symbol's bytes and returns how many. */
    public int putSymbol(final int id, final MutableDirectBuffer buffer, final int offset) {
        final byte[] symbol = symbols[id];
        buffer.putBytes(offset, symbol);
        return symbol.length;
    }

    /** The symbol as text, for messages; allocates. */
    public String symbol(final int id) {
        return new String(symbols[id], StandardCharsets.UTF_8);
    }

    /**
     * Takes another one.
     *
     * @throws IllegalArgumentException as the constructor, or if there is no room
     */
    public void add(final Instrument instrument) {
        require(instrument.id() <= maxId && 2 * ++taken <= slots.length, instrument, "there is no room for it");
        final byte[] symbol = instrument.symbol().getBytes(StandardCharsets.UTF_8);
        final DirectBuffer text = new UnsafeBuffer(symbol);
        require(symbol.length > 0 && symbol.length <= MAX_SYMBOL_LENGTH, instrument, "symbol length out of range");
        require(isPlain(symbol), instrument, "symbol holds a quote, a backslash or a control character");
        require(symbols[instrument.id()] == null, instrument, "id given twice");
        require(find(text, 0, symbol.length) == NONE, instrument, "symbol given twice");
        symbols[instrument.id()] = symbol;
        priceScales[instrument.id()] = (byte) instrument.priceScale();
        quantityScales[instrument.id()] = (byte) instrument.quantityScale();
        spot[instrument.id()] = instrument.kind() == MarketKind.SPOT;
        place(instrument.id(), text);
    }

    private void place(final int id, final DirectBuffer text) {
        final long head = head(text, 0, text.capacity());
        final long tail = tail(text, 0, text.capacity());
        int slot = slot(head, tail, text.capacity());
        while (idIn(slot) != NONE) {
            slot = (slot + 1) & mask;
        }
        heads[slot] = head;
        tails[slot] = tail;
        SLOT.setRelease(slots, slot, id);
    }

    private int idIn(final int slot) {
        return (int) SLOT.getAcquire(slots, slot);
    }

    private int slot(final long head, final long tail, final int length) {
        final long mixed = (head ^ Long.rotateLeft(tail, 21) ^ length) * MIX;
        return (int) (mixed >>> 40) & mask;
    }

    private static long head(final DirectBuffer buffer, final int offset, final int length) {
        return length >= Long.BYTES
                ? buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN)
                : shortText(buffer, offset, length);
    }

    private static long tail(final DirectBuffer buffer, final int offset, final int length) {
        return length > Long.BYTES ? buffer.getLong(offset + length - Long.BYTES, ByteOrder.LITTLE_ENDIAN) : 0;
    }

    private static long shortText(final DirectBuffer buffer, final int offset, final int length) {
        long text = 0;
        for (int i = 0; i < length; i++) {
            text = text << Byte.SIZE | (buffer.getByte(offset + i) & 0xFF);
        }
        return text;
    }

    /** Head and tail are equal already; they cover 16 bytes. */
    private boolean isSymbol(final int id, final DirectBuffer buffer, final int offset, final int length) {
        final byte[] symbol = symbols[id];
        if (symbol.length != length) {
            return false;
        }
        for (int i = Long.BYTES; i < length - Long.BYTES; i++) {
            if (symbol[i] != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }

    /** Symbols go into JSON as they are. */
    private static boolean isPlain(final byte[] symbol) {
        for (final byte character : symbol) {
            if (character == '"' || character == '\\' || (character >= 0 && character < ' ')) {
                return false;
            }
        }
        return true;
    }

    private static void require(final boolean holds, final Instrument instrument, final String what) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "instrument id=" + instrument.id() + " symbol=" + instrument.symbol() + ": " + what);
        }
    }
}
