package io.ringfence.gateway.frames;

import io.ringfence.journal.number.Decimals;
import org.agrona.ExpandableArrayBuffer;

/** Writes one generated frame as the venue would have sent it. Reused. */
final class FrameText {
    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(1024);
    private final Frame frame = new Frame();
    private int length;

    /** Starts a message of the stream {@code name + suffix}; {@link #endMessage()} closes it. */
    FrameText message(final String name, final String suffix) {
        length = 0;
        text("{\"stream\":\"");
        final int start = length;
        text(name).text(suffix);
        frame.stream(start, length - start);
        text("\",\"data\":");
        frame.data(length, 0);
        return text("{");
    }

    FrameText snapshot() {
        length = 0;
        frame.stream(0, 0);
        frame.data(0, 0);
        return text("{");
    }

    /** A message: the data's and the message's own brace; a snapshot: just its own. */
    Frame end(final boolean message) {
        text("}");
        frame.data(frame.dataOffset(), length - frame.dataOffset());
        return message ? text("}").frame() : frame();
    }

    Frame frame() {
        return frame;
    }

    byte[] bytes() {
        return buffer.byteArray();
    }

    int length() {
        return length;
    }

    FrameText text(final String ascii) {
        length += buffer.putStringWithoutLengthAscii(length, ascii);
        return this;
    }

    FrameText number(final long value) {
        length += buffer.putLongAscii(length, value);
        return this;
    }

    /** A decimal in quotes. */
    FrameText decimal(final long mantissa, final int scale) {
        text("\"");
        buffer.checkLimit(length + 32);
        length += Decimals.write(buffer, length, mantissa, scale);
        return text("\"");
    }
}
