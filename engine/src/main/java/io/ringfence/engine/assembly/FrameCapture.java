package io.ringfence.engine.assembly;

import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.session.FrameDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.ManyToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every market frame that was taken, and every book snapshot, to {@link CapturedFrames}. The inbound thread and
 * the blocking side copy into a bounded buffer; a thread of its own writes. A disk that is too slow costs captured
 * frames, which are counted and told, and never an event.
 */
final class FrameCapture {
    private static final Logger LOG = LoggerFactory.getLogger(FrameCapture.class);
    private static final int BUFFER_BYTES = 32 << 20;
    /** A frame names its stream itself; a snapshot names nothing, so its symbol stands before it. */
    private static final int FRAME = 1;

    private static final int SNAPSHOT = 2;
    private static final int NO_ROOM = 0;
    private static final int READ_LIMIT = 1024;
    private static final long NAP_MS = 5;
    private static final long FLUSH_MS = 1_000;
    private static final long JOIN_MS = 10_000;

    private final EngineClock clock;
    private final ManyToOneRingBuffer waiting = new ManyToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(BUFFER_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final CapturedFrames files;
    private final Thread thread;
    private final AtomicLong lost = new AtomicLong();
    private volatile boolean running = true;

    /**
     * @param folder gets a folder for this run
     * @param run    what that is called
     * @param clock  gives the receive times
     */
    FrameCapture(final Path folder, final String run, final EngineClock clock) {
        this.clock = clock;
        files = CapturedFrames.in(folder, run);
        thread = new Thread(this::write, "capture");
        thread.setDaemon(true);
        thread.start();
    }

    /** The folder of this run. */
    Path folder() {
        return files.folder();
    }

    /** Decodes as {@code decoder} does, and captures what that has taken. */
    FrameDecoder capturing(final FrameDecoder decoder) {
        return (buffer, offset, lengthBytes) -> {
            final boolean taken = decoder.onFrame(buffer, offset, lengthBytes);
            if (taken) {
                frame(buffer, offset, lengthBytes);
            }
            return taken;
        };
    }

    private void frame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final int index = claim(FRAME, Long.BYTES + lengthBytes);
        if (index > 0) {
            waiting.buffer().putLong(index, clock.timeNs());
            waiting.buffer().putBytes(index + Long.BYTES, buffer, offset, lengthBytes);
            waiting.commit(index);
        }
    }

    /** Called on the blocking side, with the venue's answer as it came. */
    void snapshot(final String symbol, final byte[] body) {
        final byte[] name = symbol.getBytes(StandardCharsets.US_ASCII);
        final int index = claim(SNAPSHOT, Long.BYTES + Integer.BYTES + name.length + body.length);
        if (index <= 0) {
            return;
        }
        waiting.buffer().putLong(index, clock.timeNs());
        waiting.buffer().putInt(index + Long.BYTES, name.length);
        waiting.buffer().putBytes(index + Long.BYTES + Integer.BYTES, name);
        waiting.buffer().putBytes(index + Long.BYTES + Integer.BYTES + name.length, body);
        waiting.commit(index);
    }

    /** 0 or less if there is no room; then it is counted as lost. */
    private int claim(final int type, final int lengthBytes) {
        final int index = lengthBytes > waiting.maxMsgLength() ? NO_ROOM : waiting.tryClaim(type, lengthBytes);
        if (index <= 0) {
            lost.incrementAndGet();
        }
        return index;
    }

    /** Writes what there is and closes the files. */
    void stop() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
        if (lost.get() > 0) {
            LOG.warn("capture to {} lacks {} frames: the disk was too slow", files.folder(), lost.get());
        }
    }

    private void write() {
        try (files) {
            long flushedNanos = System.nanoTime();
            while (running) {
                if (writeSome() == 0) {
                    Thread.sleep(NAP_MS);
                }
                if (System.nanoTime() - flushedNanos > FLUSH_MS * 1_000_000) {
                    files.flush();
                    flushedNanos = System.nanoTime();
                }
            }
            while (writeSome() > 0) {
                // until the buffer is empty
            }
        } catch (final IOException | UncheckedIOException e) {
            LOG.error("capture to {} ended, the engine goes on: {}", files.folder(), e.toString());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int writeSome() {
        return waiting.read(this::writeOne, READ_LIMIT);
    }

    private void writeOne(final int type, final DirectBuffer buffer, final int index, final int length) {
        final long timeNs = buffer.getLong(index);
        final int at = index + Long.BYTES;
        try {
            if (type == FRAME) {
                files.frame(timeNs, buffer, at, length - Long.BYTES);
            } else {
                final int nameBytes = buffer.getInt(at);
                final int start = at + Integer.BYTES + nameBytes;
                files.snapshot(
                        timeNs,
                        buffer.getStringWithoutLengthAscii(at + Integer.BYTES, nameBytes),
                        buffer,
                        start,
                        index + length - start);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
