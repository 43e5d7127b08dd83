package io.ringfence.journal.view;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * A flat file that says which process runs a generation, and that it still does.
 *
 * <pre>
 *   0       8      16         24            32        40
 *   | magic | pid  | start ms | heartbeat ms | state  |      little endian; times since 1970 by the host's clock
 * </pre>
 *
 * Written by the view's thread and its watch, each a field of its own.
 */
final class ProcessMark {
    /** What the writer last said of itself. */
    enum State {
        STARTING,
        LIVE,
        ENDED,
        ABANDONED
    }

    private static final String FILE = "process";
    private static final long MAGIC = 0x31574549_56464E52L;
    private static final int PID = 8;
    private static final int START = 16;
    private static final int HEARTBEAT = 24;
    private static final int STATE = 32;
    private static final int LENGTH = 40;

    private final MappedByteBuffer bytes;

    private ProcessMark(final MappedByteBuffer bytes) {
        this.bytes = bytes;
        bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Of this process. */
    static ProcessMark create(final Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            // Without space for it this is an error; a write to mapped memory would be a fault.
            channel.write(ByteBuffer.allocate(LENGTH), 0);
            final ProcessMark mark = new ProcessMark(channel.map(FileChannel.MapMode.READ_WRITE, 0, LENGTH));
            final ProcessHandle process = ProcessHandle.current();
            mark.bytes.putLong(PID, process.pid());
            mark.bytes.putLong(START, startMs(process));
            mark.beat();
            mark.state(State.STARTING);
            mark.bytes.putLong(0, MAGIC);
            return mark;
        }
    }

    /** Empty where there is none. */
    static Optional<ProcessMark> read(final Path folder) {
        try (FileChannel channel = FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ)) {
            if (channel.size() < LENGTH) {
                return Optional.empty();
            }
            final ProcessMark mark = new ProcessMark(channel.map(FileChannel.MapMode.READ_ONLY, 0, LENGTH));
            return mark.bytes.getLong(0) == MAGIC ? Optional.of(mark) : Optional.empty();
        } catch (final IOException none) {
            return Optional.empty();
        }
    }

    private static long startMs(final ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    void beat() {
        bytes.putLong(HEARTBEAT, System.currentTimeMillis());
    }

    void state(final State state) {
        bytes.putLong(STATE, state.ordinal());
    }

    State state() {
        return State.values()[(int) bytes.getLong(STATE)];
    }

    long pid() {
        return bytes.getLong(PID);
    }

    long startMs() {
        return bytes.getLong(START);
    }

    long heartbeatMs() {
        return bytes.getLong(HEARTBEAT);
    }

    /** Whether the process that wrote this still runs; a later one under the same number is none. */
    boolean isProcessAlive() {
        return ProcessHandle.of(pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> startMs(process) == startMs())
                .isPresent();
    }
}
