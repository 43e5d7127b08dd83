package io.ringfence.engine.assembly;

import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.session.FrameDecoder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every market frame that was taken to a frames file: lines of {@code <receive time in ns> <message>}, gzipped.
 * The inbound thread copies into a bounded buffer; a thread of its own writes. A disk that is too slow costs captured
 * frames, which are counted and told, and never an event.
 */
final class FrameCapture implements FrameDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(FrameCapture.class);
    private static final int BUFFER_BYTES = 32 << 20;
    private static final int FRAME = 1;
    private static final int READ_LIMIT = 1024;
    private static final long NAP_MS = 5;
    private static final long JOIN_MS = 10_000;

    private final EngineClock clock;
    private final FrameDecoder decoder;
    private final OneToOneRingBuffer frames = new OneToOneRingBuffer(
            new UnsafeBuffer(ByteBuffer.allocateDirect(BUFFER_BYTES + RingBufferDescriptor.TRAILER_LENGTH)));
    private final Path file;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile long lost;
    private byte[] line = new byte[1 << 16];

    FrameCapture(final Path folder, final EngineClock clock, final FrameDecoder decoder) {
        this.clock = clock;
        this.decoder = decoder;
        try {
            Files.createDirectories(folder);
        } catch (final IOException e) {
            throw new UncheckedIOException("can't capture frames to " + folder, e);
        }
        file = folder.resolve("frames-" + clock.timeNs() + ".gz");
        thread = new Thread(this::write, "capture");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public boolean onFrame(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final boolean taken = decoder.onFrame(buffer, offset, lengthBytes);
        if (taken) {
            capture(buffer, offset, lengthBytes);
        }
        return taken;
    }

    private void capture(final DirectBuffer buffer, final int offset, final int lengthBytes) {
        final int index = frames.tryClaim(FRAME, Long.BYTES + lengthBytes);
        if (index < 0) {
            lost++; // One writer; readers only look.
            return;
        }
        final MutableDirectBuffer target = frames.buffer();
        target.putLong(index, clock.timeNs());
        target.putBytes(index + Long.BYTES, buffer, offset, lengthBytes);
        frames.commit(index);
    }

    /** Frames that the disk was too slow for. */
    long lost() {
        return lost;
    }

    Path file() {
        return file;
    }

    /** Writes what there is and closes the file. */
    void stop() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
    }

    private void write() {
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(
                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)))) {
            while (running) {
                if (writeSome(out) == 0) {
                    Thread.sleep(NAP_MS);
                }
            }
            while (writeSome(out) > 0) {
                // until the buffer is empty
            }
        } catch (final IOException | UncheckedIOException e) {
            LOG.error("capture to {} ended, the engine goes on", file, e);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private int writeSome(final OutputStream out) {
        return frames.read((type, buffer, index, length) -> writeLine(out, buffer, index, length), READ_LIMIT);
    }

    private void writeLine(final OutputStream out, final DirectBuffer buffer, final int index, final int length) {
        final int messageBytes = length - Long.BYTES;
        if (line.length < messageBytes) {
            line = new byte[2 * messageBytes];
        }
        buffer.getBytes(index + Long.BYTES, line, 0, messageBytes);
        try {
            out.write((buffer.getLong(index) + " ").getBytes(StandardCharsets.US_ASCII));
            out.write(line, 0, messageBytes);
            out.write('\n');
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
