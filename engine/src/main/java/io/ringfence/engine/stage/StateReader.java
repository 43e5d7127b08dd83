package io.ringfence.engine.stage;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what a {@link StateWriter} wrote, in the same order. Start-up code; belongs to whoever loads the stage. */
public final class StateReader {
    private static final int WORD = Long.BYTES;

    private final String stage;
    private final ByteBuffer bytes;

    /** @param bytes from its position to its limit; that buffer is left as it is */
    public StateReader(final String stage, final ByteBuffer bytes) {
        this.stage = stage;
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    }

    public long getLong() {
        require(WORD);
        return bytes.getLong();
    }

    /** @throws IncompatibleState if it isn't within {@code least} to {@code most}, naming {@code field} */
    public int getInt(final String field, final long least, final long most) {
        final long value = getLong();
        if (value < least || value > most) {
            throw new IncompatibleState(
                    "state of stage=" + stage + ": " + field + "=" + value + " is not within " + least + " to " + most);
        }
        return (int) value;
    }

    public boolean getFlag() {
        return getLong() != 0;
    }

    public void getLongs(final long[] rows, final int from, final int count) {
        require((long) count * Long.BYTES);
        bytes.asLongBuffer().get(rows, from, count);
        skip(count * Long.BYTES);
    }

    public void getDoubles(final double[] rows, final int from, final int count) {
        require((long) count * Double.BYTES);
        bytes.asDoubleBuffer().get(rows, from, count);
        skip(count * Double.BYTES);
    }

    public void getInts(final int[] rows, final int from, final int count) {
        require((long) count * Integer.BYTES);
        bytes.asIntBuffer().get(rows, from, count);
        skip(count * Integer.BYTES);
    }

    public void getBytes(final byte[] rows, final int from, final int count) {
        require(count);
        bytes.slice().get(rows, from, count);
        skip(count);
    }

    public void getFlags(final boolean[] rows, final int from, final int count) {
        require(count);
        for (int i = 0; i < count; i++) {
            rows[from + i] = bytes.get(bytes.position() + i) != 0;
        }
        skip(count);
    }

    /** Says that this was all. */
    public void end() {
        if (bytes.hasRemaining()) {
            throw new IncompatibleState("state of stage=" + stage + " has bytes=" + bytes.remaining()
                    + " behind its end at byte=" + bytes.position());
        }
    }

    private void skip(final int lengthBytes) {
        bytes.position((int) Math.min(bytes.limit(), StateWriter.padded(bytes.position() + (long) lengthBytes)));
    }

    private void require(final long lengthBytes) {
        if (bytes.remaining() < lengthBytes) {
            throw new IncompatibleState("state of stage=" + stage + " ends at byte=" + bytes.limit()
                    + ", expected bytes=" + lengthBytes + " from byte=" + bytes.position());
        }
    }
}
