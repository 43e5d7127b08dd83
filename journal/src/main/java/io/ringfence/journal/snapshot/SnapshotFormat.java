package io.ringfence.journal.snapshot;

import io.ringfence.journal.log.LogEnd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * How a snapshot lies in its file. Little endian, everything on 8 bytes, padded with zeros.
 *
 * <pre>
 *     0  magic "RFSNAP\r\n"          8     a file that was sent as text fails here
 *     8  format version              4
 *    12  stages                      4
 *    16  length of the file          8
 *    24  engine id, epoch            4 + 4
 *    32  sequence                    8
 *    40  receive time ns             8
 *    48  build hash                  8
 *    56  configuration hash          8
 *    64  schema version, 0           4 + 4
 *    72  event log: records, last sequence, chain, 0       8 + 8 + 4 + 4
 *    96  decision log: the same                            24
 *   120  state hash                  8
 *   128  per stage: length of the name, state version      4 + 4
 *                   length of the state                    8
 *                   name, state                            each padded to 8
 *   end  CRC32C of all before it, 0  4 + 4
 * </pre>
 *
 * Stateless; any thread.
 */
final class SnapshotFormat {
    /** Raised with every change of the layout; a build reads those it knows. */
    static final int VERSION = 1;

    private static final byte[] MAGIC = "RFSNAP\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 128;
    private static final int STAGE_HEADER_BYTES = 16;
    private static final int TRAILER_BYTES = 8;
    private static final int WORD = Long.BYTES;
    private static final int MAX_STAGES = 64;
    private static final int MAX_NAME_BYTES = 64;

    private SnapshotFormat() {}

    /** The parts of the file, in order; a stage's state is not copied. */
    static List<ByteBuffer> encode(final Snapshot snapshot) {
        final List<ByteBuffer> parts = new ArrayList<>();
        parts.add(header(snapshot));
        for (final StageState stage : snapshot.stages()) {
            parts.add(stageHeader(stage));
            parts.add(stage.bytes());
            parts.add(ByteBuffer.allocate(padding(stage.lengthBytes())));
        }
        parts.add(trailer(parts));
        return parts;
    }

    private static ByteBuffer header(final Snapshot snapshot) {
        final ByteBuffer header = allocate(HEADER_BYTES)
                .put(MAGIC)
                .putInt(VERSION)
                .putInt(snapshot.stages().size())
                .putLong(fileBytes(snapshot))
                .putInt(snapshot.engineId())
                .putInt(snapshot.epoch())
                .putLong(snapshot.sequence())
                .putLong(snapshot.receiveTimeNs())
                .putLong(snapshot.buildHash())
                .putLong(snapshot.configurationHash())
                .putInt(snapshot.schemaVersion())
                .putInt(0);
        putEnd(header, snapshot.events());
        putEnd(header, snapshot.decisions());
        return header.putLong(snapshot.stateHash()).flip();
    }

    private static void putEnd(final ByteBuffer header, final LogEnd end) {
        header.putLong(end.records())
                .putLong(end.lastSequence())
                .putInt(end.chain())
                .putInt(0);
    }

    private static ByteBuffer stageHeader(final StageState stage) {
        final byte[] name = stage.stage().getBytes(StandardCharsets.US_ASCII);
        return allocate(STAGE_HEADER_BYTES + padded(name.length))
                .putInt(name.length)
                .putInt(stage.version())
                .putLong(stage.lengthBytes())
                .put(name)
                .rewind();
    }

    private static ByteBuffer trailer(final List<ByteBuffer> parts) {
        final CRC32C crc = new CRC32C();
        parts.forEach(part -> crc.update(part.duplicate()));
        return allocate(TRAILER_BYTES).putInt((int) crc.getValue()).putInt(0).flip();
    }

    /** How long the file of {@code snapshot} is. */
    static long fileBytes(final Snapshot snapshot) {
        long bytes = HEADER_BYTES + TRAILER_BYTES;
        for (final StageState stage : snapshot.stages()) {
            bytes += STAGE_HEADER_BYTES + padded(stage.stage().length()) + (long) stage.lengthBytes();
            bytes += padding(stage.lengthBytes());
        }
        return bytes;
    }

    /** @throws SnapshotRefused if {@code file} isn't, bit for bit, what {@link #encode} made of some snapshot */
    static Snapshot decode(final ByteBuffer file) throws SnapshotRefused {
        final ByteBuffer bytes = file.slice().order(ByteOrder.LITTLE_ENDIAN);
        require(bytes.limit() >= HEADER_BYTES + TRAILER_BYTES, "bytes=" + bytes.limit() + ", shorter than a header");
        final byte[] magic = new byte[MAGIC.length];
        bytes.get(magic);
        require(Arrays.equals(magic, MAGIC), "it doesn't begin as a snapshot");
        final int version = bytes.getInt();
        require(
                version <= VERSION,
                "format version=" + version + " is newer than this build's version=" + VERSION
                        + ": use the build that wrote it, or a later one");
        require(version == VERSION, "format version=" + version + " is unknown");
        final int stageCount = bytes.getInt();
        final long length = bytes.getLong();
        require(length == bytes.limit(), "bytes=" + bytes.limit() + ", the header says bytes=" + length);
        requireChecksum(bytes);
        return snapshot(bytes, stageCount);
    }

    private static void requireChecksum(final ByteBuffer bytes) throws SnapshotRefused {
        final int end = bytes.limit() - TRAILER_BYTES;
        final CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(end));
        final int stored = bytes.getInt(end);
        require(
                stored == (int) crc.getValue() && bytes.getInt(end + Integer.BYTES) == 0,
                "checksum=" + hex(stored) + ", the bytes have checksum=" + hex((int) crc.getValue()));
    }

    private static Snapshot snapshot(final ByteBuffer bytes, final int stageCount) throws SnapshotRefused {
        final int engineId = bytes.getInt();
        final int epoch = bytes.getInt();
        final long sequence = bytes.getLong();
        final long receiveTimeNs = bytes.getLong();
        final long buildHash = bytes.getLong();
        final long configurationHash = bytes.getLong();
        final int schemaVersion = bytes.getInt();
        bytes.getInt();
        final LogEnd events = end(bytes);
        final LogEnd decisions = end(bytes);
        final long stateHash = bytes.getLong();
        require(sequence >= 0, "sequence=" + sequence);
        final Snapshot snapshot = new Snapshot(
                engineId,
                epoch,
                sequence,
                receiveTimeNs,
                buildHash,
                configurationHash,
                schemaVersion,
                events,
                decisions,
                stages(bytes, stageCount));
        require(
                snapshot.stateHash() == stateHash,
                "state hash=" + Long.toHexString(stateHash) + ", the states have hash="
                        + Long.toHexString(snapshot.stateHash()));
        return snapshot;
    }

    private static LogEnd end(final ByteBuffer bytes) {
        final LogEnd end = new LogEnd(bytes.getLong(), bytes.getLong(), bytes.getInt());
        bytes.getInt();
        return end;
    }

    private static List<StageState> stages(final ByteBuffer bytes, final int stageCount) throws SnapshotRefused {
        require(stageCount >= 0 && stageCount <= MAX_STAGES, "stages=" + stageCount);
        final List<StageState> stages = new ArrayList<>();
        for (int i = 0; i < stageCount; i++) {
            stages.add(stage(bytes));
        }
        require(bytes.remaining() == TRAILER_BYTES, "bytes=" + bytes.remaining() + " behind the last stage");
        return stages;
    }

    private static StageState stage(final ByteBuffer bytes) throws SnapshotRefused {
        require(bytes.remaining() >= STAGE_HEADER_BYTES, "it ends before a stage");
        final int nameBytes = bytes.getInt();
        final int version = bytes.getInt();
        final long stateBytes = bytes.getLong();
        require(
                nameBytes >= 0
                        && nameBytes <= MAX_NAME_BYTES
                        && stateBytes >= 0
                        && stateBytes <= bytes.remaining() - padded(nameBytes),
                "a stage's name has bytes=" + nameBytes + ", its state bytes=" + stateBytes);
        final byte[] name = new byte[padded(nameBytes)];
        bytes.get(name);
        final ByteBuffer state = bytes.slice(bytes.position(), (int) stateBytes);
        require(padded((int) stateBytes) <= bytes.remaining(), "it ends within the state of a stage");
        bytes.position(bytes.position() + padded((int) stateBytes));
        return new StageState(new String(name, 0, nameBytes, StandardCharsets.US_ASCII), version, state);
    }

    private static ByteBuffer allocate(final int lengthBytes) {
        return ByteBuffer.allocate(lengthBytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int padded(final int lengthBytes) {
        return lengthBytes + padding(lengthBytes);
    }

    private static int padding(final int lengthBytes) {
        return -lengthBytes & (WORD - 1);
    }

    private static void require(final boolean holds, final String reason) throws SnapshotRefused {
        if (!holds) {
            throw new SnapshotRefused(reason);
        }
    }

    private static String hex(final int value) {
        return String.format("%08x", value);
    }
}
