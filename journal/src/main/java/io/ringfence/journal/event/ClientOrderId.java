package io.ringfence.journal.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * An order's name at the venue: engine id (16 bits), epoch (32), sequence (64) and index (16) of the decision, as 26
 * characters of Crockford's base 32, most significant first. Two decisions never share one, so no id is used twice,
 * not even after a lost tail, since a new run has a new epoch.
 *
 * <p>A mutable flyweight that holds the four parts; owned by whoever made it; allocates nothing.
 */
public final class ClientOrderId {
    /** Characters of the textual form. */
    public static final int TEXT_LENGTH = 26;

    private static final byte[] DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = valuesByCharacter();
    private static final int LAST_ASCII = 127;
    /** Digits of the three parts that the text is read in: 2, 12 and 12. */
    private static final int PART_LENGTH = 12;

    private static final int FIRST_LENGTH = TEXT_LENGTH - 2 * PART_LENGTH;

    private int engine;
    private int epoch;
    private long sequence;
    private int index;

    public int engine() {
        return engine;
    }

    public int epoch() {
        return epoch;
    }

    public long sequence() {
        return sequence;
    }

    public int index() {
        return index;
    }

    /** Takes the parts; {@code engine} and {@code index} are 16-bit values. */
    public ClientOrderId set(final int engine, final int epoch, final long sequence, final int index) {
        assert (engine & 0xFFFF) == engine : "engine=" + engine;
        assert (index & 0xFFFF) == index : "index=" + index;
        this.engine = engine;
        this.epoch = epoch;
        this.sequence = sequence;
        this.index = index;
        return this;
    }

    /** Writes {@value #TEXT_LENGTH} characters. */
    public void writeTo(final MutableDirectBuffer buffer, final int offset) {
        long high = high();
        long low = low();
        for (int i = TEXT_LENGTH - 1; i >= 0; i--) {
            buffer.putByte(offset + i, DIGITS[(int) low & 31]);
            low = (low >>> 5) | (high << 59);
            high >>>= 5;
        }
    }

    /**
     * Reads what {@link #writeTo} wrote.
     *
     * @return false, and unchanged, if the text is not such an id: an order that is not ours.
     */
    public boolean parse(final DirectBuffer buffer, final int offset, final int length) {
        if (length != TEXT_LENGTH) {
            return false;
        }
        // Three numbers side by side, since each of them waits for its own last digit alone.
        long first = 0;
        long second = 0;
        long third = 0;
        int strange = 0;
        for (int i = 0; i < PART_LENGTH; i++) {
            final int ofSecond = buffer.getByte(offset + FIRST_LENGTH + i);
            final int ofThird = buffer.getByte(offset + FIRST_LENGTH + PART_LENGTH + i);
            final int digitOfSecond = VALUES[ofSecond & LAST_ASCII];
            final int digitOfThird = VALUES[ofThird & LAST_ASCII];
            strange |= ofSecond | ofThird | digitOfSecond | digitOfThird;
            second = second << 5 | digitOfSecond;
            third = third << 5 | digitOfThird;
        }
        for (int i = 0; i < FIRST_LENGTH; i++) {
            final int character = buffer.getByte(offset + i);
            final int digit = VALUES[character & LAST_ASCII];
            strange |= character | digit;
            first = first << 5 | digit;
        }
        if (strange < 0) {
            return false;
        }
        final long high = first << 56 | second >>> 4;
        final long low = second << 60 | third;
        set((int) (high >>> 48), (int) (high >>> 16), (high << 48) | (low >>> 16), (int) low & 0xFFFF);
        return true;
    }

    @Override
    public String toString() {
        final UnsafeBuffer text = new UnsafeBuffer(new byte[TEXT_LENGTH]);
        writeTo(text, 0);
        return text.getStringWithoutLengthAscii(0, TEXT_LENGTH);
    }

    private long high() {
        return ((long) engine << 48) | ((epoch & 0xFFFF_FFFFL) << 16) | (sequence >>> 48);
    }

    private long low() {
        return (sequence << 16) | index;
    }

    private static byte[] valuesByCharacter() {
        final byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (byte i = 0; i < DIGITS.length; i++) {
            values[DIGITS[i]] = i;
        }
        return values;
    }
}
