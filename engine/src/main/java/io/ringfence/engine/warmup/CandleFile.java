package io.ringfence.engine.warmup;

import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.log.DiskSpace;
import io.ringfence.journal.log.JournalFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The newest candles of one timeframe, of every instrument, in a mapped file:
 *
 * <pre>
 *   | heading, 64 bytes: magic, timeframe ns, instruments, capacity, checksum |
 *   | instrument 0: capacity records | instrument 1 | …
 *   record, 72 bytes: | open time ns | open | high | low | close | volume | taker buys | trades | crc32c | 0 |
 * </pre>
 *
 * A candle's place follows from its open time, so writing one again changes nothing, and a newer one takes the place of one
 * that is {@code capacity} older. The checksum covers the record and the instrument's name and scales: what is torn, or of
 * another instrument, isn't there. Any thread, one at a time.
 */
final class CandleFile implements AutoCloseable {
    private static final long MAGIC = 0x31_4C_44_4E_43_46_52L;
    private static final int HEADING = 64;
    private static final int TIMEFRAME = 8;
    private static final int INSTRUMENTS = 16;
    private static final int CAPACITY = 20;
    private static final int RECORD = 72;
    private static final int VALUES = 8;
    private static final int SUM = VALUES * Long.BYTES;

    private final UnsafeBuffer buffer;
    private final long timeframeNs;
    private final int instruments;
    private final int capacity;
    private boolean closed;

    private CandleFile(final UnsafeBuffer buffer, final long timeframeNs, final int instruments, final int capacity) {
        this.buffer = buffer;
        this.timeframeNs = timeframeNs;
        this.instruments = instruments;
        this.capacity = capacity;
    }

    /**
     * Opens or makes it.
     *
     * @param instruments highest id
     * @throws IOException also if it is another's: of other sizes, or no such file at all
     */
    static CandleFile open(final Path path, final long timeframeNs, final int instruments, final int capacity)
            throws IOException {
        final long lengthBytes = HEADING + (instruments + 1L) * capacity * RECORD;
        if (lengthBytes > Integer.MAX_VALUE) {
            throw new IOException(
                    path + " would have " + lengthBytes + " bytes, more than 2 GiB: lower maxInstruments");
        }
        final boolean made = !Files.exists(path);
        try (FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            if (!made && channel.size() != lengthBytes) {
                throw new IOException(path + " has bytes=" + channel.size() + ", expected " + lengthBytes);
            }
            if (made) {
                reserve(path, channel, lengthBytes);
            }
            final UnsafeBuffer buffer =
                    new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, lengthBytes), 0, (int) lengthBytes);
            final CandleFile file = new CandleFile(buffer, timeframeNs, instruments, capacity);
            if (made) {
                file.writeHeading();
            } else {
                file.checkHeading(path);
            }
            return file;
        }
    }

    /** A mapped file that finds no room when it is written takes the thread with it that writes. */
    private static void reserve(final Path path, final FileChannel channel, final long lengthBytes) throws IOException {
        try {
            DiskSpace.require(path.getParent(), lengthBytes);
            channel.write(ByteBuffer.allocate(1), lengthBytes - 1);
            DiskSpace.reserve(path);
        } catch (final JournalFailure | IOException e) {
            Files.deleteIfExists(path);
            throw new IOException(e.getMessage(), e);
        }
    }

    private void writeHeading() {
        buffer.putLong(TIMEFRAME, timeframeNs);
        buffer.putInt(INSTRUMENTS, instruments);
        buffer.putInt(CAPACITY, capacity);
        buffer.putLong(0, MAGIC);
    }

    private void checkHeading(final Path path) throws IOException {
        if (buffer.getLong(0) != MAGIC
                || buffer.getLong(TIMEFRAME) != timeframeNs
                || buffer.getInt(INSTRUMENTS) != instruments
                || buffer.getInt(CAPACITY) != capacity) {
            close();
            throw new IOException(path + " is no file of these candles");
        }
    }

    /** The candle that begins at {@code openTimeNs}, if it is there and whole. */
    synchronized Optional<PastCandle> read(final Instrument instrument, final long openTimeNs) {
        if (closed || instrument.id() > instruments) {
            return Optional.empty();
        }
        final int at = at(instrument, openTimeNs);
        if (buffer.getLong(at) != openTimeNs || buffer.getInt(at + SUM) != sum(instrument, at)) {
            return Optional.empty();
        }
        return Optional.of(new PastCandle(
                openTimeNs,
                value(at, 1),
                value(at, 2),
                value(at, 3),
                value(at, 4),
                value(at, 5),
                value(at, 6),
                value(at, 7)));
    }

    synchronized void write(final Instrument instrument, final PastCandle candle) {
        if (closed || instrument.id() > instruments) {
            return;
        }
        final int at = at(instrument, candle.openTimeNs());
        buffer.putLong(at, candle.openTimeNs());
        buffer.putLong(at + Long.BYTES, candle.open());
        buffer.putLong(at + 2 * Long.BYTES, candle.high());
        buffer.putLong(at + 3 * Long.BYTES, candle.low());
        buffer.putLong(at + 4 * Long.BYTES, candle.close());
        buffer.putLong(at + 5 * Long.BYTES, candle.volume());
        buffer.putLong(at + 6 * Long.BYTES, candle.takerBuyVolume());
        buffer.putLong(at + 7 * Long.BYTES, candle.tradeCount());
        buffer.putInt(at + SUM, sum(instrument, at));
    }

    private long value(final int at, final int index) {
        return buffer.getLong(at + index * Long.BYTES);
    }

    private int at(final Instrument instrument, final long openTimeNs) {
        final int place = (int) Math.floorMod(openTimeNs / timeframeNs, (long) capacity);
        return HEADING + (instrument.id() * capacity + place) * RECORD;
    }

    /** Never 0, which a record that was never written has. */
    private int sum(final Instrument instrument, final int at) {
        final ByteBuffer bytes = ByteBuffer.allocate(SUM + Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VALUES; i++) {
            bytes.putLong(value(at, i));
        }
        bytes.putLong(Objects.hash(instrument.symbol(), instrument.priceScale(), instrument.quantityScale()));
        final CRC32C crc = new CRC32C();
        crc.update(bytes.flip());
        return (int) crc.getValue() | 1;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            IoUtil.unmap(buffer.byteBuffer());
        }
    }
}
