package io.ringfence.gateway.frames;

import io.ringfence.journal.message.MarketKind;
import java.nio.charset.StandardCharsets;

/**
 * One received message, in place. A flyweight over its source's buffer: valid until the source's next frame.
 *
 * <p>The whole message is {@code bytes[offset, offset + lengthBytes)}; {@code stream} and {@code data} are parts of it.
 * A snapshot has no stream, and all of it is data.
 */
public final class Frame {
    private byte[] bytes;
    private int offset;
    private int lengthBytes;
    private int streamOffset;
    private int streamLengthBytes;
    private int dataOffset;
    private int dataLengthBytes;
    private long receiveTimeNs;
    private FrameKind kind;
    private MarketKind market;
    private String symbol;
    private String source;
    private long line;

    void wrap(final byte[] bytes, final int offset, final int lengthBytes, final long receiveTimeNs) {
        this.bytes = bytes;
        this.offset = offset;
        this.lengthBytes = lengthBytes;
        this.receiveTimeNs = receiveTimeNs;
    }

    void describe(final FrameKind kind, final MarketKind market, final String symbol) {
        this.kind = kind;
        this.market = market;
        this.symbol = symbol;
    }

    void stream(final int streamOffset, final int streamLengthBytes) {
        this.streamOffset = streamOffset;
        this.streamLengthBytes = streamLengthBytes;
    }

    void data(final int dataOffset, final int dataLengthBytes) {
        this.dataOffset = dataOffset;
        this.dataLengthBytes = dataLengthBytes;
    }

    void place(final String source, final long line) {
        this.source = source;
        this.line = line;
    }

    /** ns since 1970, by the recorder's clock. */
    public long receiveTimeNs() {
        return receiveTimeNs;
    }

    public FrameKind kind() {
        return kind;
    }

    public MarketKind market() {
        return market;
    }

    /** Upper case; null for a frame that is about no known symbol. */
    public String symbol() {
        return symbol;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int lengthBytes() {
        return lengthBytes;
    }

    public int streamOffset() {
        return streamOffset;
    }

    public int streamLengthBytes() {
        return streamLengthBytes;
    }

    public int dataOffset() {
        return dataOffset;
    }

    public int dataLengthBytes() {
        return dataLengthBytes;
    }

    /** Where the frame comes from: file and line, or the generator and its count. */
    public String place() {
        return source + " line " + line;
    }

    /** The message as text; for people and tests. */
    @Override
    public String toString() {
        return new String(bytes, offset, lengthBytes, StandardCharsets.UTF_8);
    }
}
