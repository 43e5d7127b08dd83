package io.ringfence.gateway.websocket;

import static java.nio.ByteOrder.BIG_ENDIAN;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes masked client frames, each at once and by itself; allocates nothing once the pool is warm. Never queues: while
 * bytes of an earlier frame still wait for the socket, it says so and takes nothing. Owned by its connection's loop.
 */
public final class FrameWriter {
    /** What became of a frame. */
    public enum Outcome {
        /** Handed to the socket. */
        WRITTEN,
        NOT_CONNECTED,
        /** The socket still has an earlier frame to take. */
        NOT_WRITABLE
    }

    private final ByteBufAllocator allocator;
    private final MaskSource masks = new MaskSource();
    private final UnsafeBuffer frame = new UnsafeBuffer(0, 0);
    private Channel channel;

    FrameWriter(final ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    void attach(final Channel openChannel) {
        channel = openChannel;
    }

    void detach() {
        channel = null;
    }

    /** Writes one whole text message. Called from the connection's loop alone. */
    public Outcome writeText(final DirectBuffer buffer, final int offset, final int length) {
        return write(FrameLayout.TEXT, buffer, offset, length);
    }

    Outcome write(final int code, final DirectBuffer buffer, final int offset, final int length) {
        if (channel == null || !channel.isActive()) {
            return Outcome.NOT_CONNECTED;
        }
        assert channel.eventLoop().inEventLoop() : "frames are written by their connection's loop";
        if (!canTakeMore()) {
            return Outcome.NOT_WRITABLE;
        }
        channel.writeAndFlush(encode(code, buffer, offset, length), channel.voidPromise());
        return Outcome.WRITTEN;
    }

    private boolean canTakeMore() {
        final ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return channel.isWritable() && waiting != null && waiting.totalPendingWriteBytes() == 0;
    }

    private ByteBuf encode(final int code, final DirectBuffer payload, final int offset, final int length) {
        final int headerLength = headerLength(length);
        final int frameLength = headerLength + FrameLayout.MASK_LENGTH + length;
        final ByteBuf target = allocator.directBuffer(frameLength);
        frame.wrap(target.memoryAddress(), frameLength);
        putHeader(code, length);
        putMasked(headerLength, payload, offset, length);
        target.writerIndex(frameLength);
        return target;
    }

    private static int headerLength(final int length) {
        if (length <= FrameLayout.MAX_SHORT_LENGTH) {
            return FrameLayout.SHORT_HEADER;
        }
        return length <= FrameLayout.MAX_MEDIUM_LENGTH ? FrameLayout.MEDIUM_HEADER : FrameLayout.LONG_HEADER;
    }

    private void putHeader(final int code, final int length) {
        frame.putByte(0, (byte) (FrameLayout.FIN | code));
        if (length <= FrameLayout.MAX_SHORT_LENGTH) {
            putLength7(length);
        } else if (length <= FrameLayout.MAX_MEDIUM_LENGTH) {
            putLength7(FrameLayout.LENGTH_IN_16_BITS);
            frame.putShort(FrameLayout.SHORT_HEADER, (short) length, BIG_ENDIAN);
        } else {
            putLength7(FrameLayout.LENGTH_IN_64_BITS);
            frame.putLong(FrameLayout.SHORT_HEADER, length, BIG_ENDIAN);
        }
    }

    private void putLength7(final int length7) {
        frame.putByte(1, (byte) (FrameLayout.MASKED | length7));
    }

    /** Eight bytes at a time; the mask repeats every four, so byte order doesn't matter. */
    private void putMasked(final int maskAt, final DirectBuffer payload, final int offset, final int length) {
        final int mask = masks.next();
        frame.putInt(maskAt, mask);
        final long wideMask = (mask & 0xFFFF_FFFFL) | ((long) mask << Integer.SIZE);
        final int at = maskAt + FrameLayout.MASK_LENGTH;
        int i = 0;
        for (; i <= length - Long.BYTES; i += Long.BYTES) {
            frame.putLong(at + i, payload.getLong(offset + i) ^ wideMask);
        }
        for (; i < length; i++) {
            frame.putByte(at + i, (byte) (payload.getByte(offset + i) ^ frame.getByte(maskAt + (i & 3))));
        }
    }
}
