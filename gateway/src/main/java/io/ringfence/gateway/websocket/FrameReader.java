package io.ringfence.gateway.websocket;

import static java.nio.ByteOrder.BIG_ENDIAN;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Cuts received bytes into messages and hands them on where they lie. Bytes are copied only when a frame isn't whole, a
 * message comes in fragments, or the listener has no room; allocates only while the buffers for these grow.
 *
 * <p>Nothing a peer sends makes it throw: what breaks the protocol ends it, with a code and a reason that names the
 * place. Knows no socket and no thread; owned by its connection's loop.
 */
public final class FrameReader {
    /** What became of the bytes. */
    public enum Outcome {
        /** All whole messages were taken. */
        DRAINED,
        /** The listener has no room: it, and everything behind it, is kept until {@link #resume()}. */
        NO_ROOM,
        /** The peer closed or broke the protocol, see {@link #endCode()}; what follows is ignored. */
        ENDED
    }

    private static final int NOT_ENDED = 0;
    private static final int NO_PING = -1;
    private static final int INCOMPLETE = 0;
    private static final int CLOSE_CODE_LENGTH = 2;

    private final FrameListener listener;
    private final int maxMessageLength;
    private final KeptBytes kept = new KeptBytes();
    private final KeptBytes fragments = new KeptBytes();
    private final UnsafeBuffer ping = new UnsafeBuffer(new byte[FrameLayout.MAX_CONTROL_PAYLOAD]);
    private int pingLength = NO_PING;
    private boolean inFragments;
    private boolean refused;

    private int code;
    private boolean fin;
    private int payloadLength;

    private int endCode = NOT_ENDED;
    private String endReason = "";
    private boolean violated;
    private long messages;
    private long framesRead;

    /** @param maxMessageLength bytes of one message, whole or reassembled; a longer one ends the connection */
    public FrameReader(final FrameListener listener, final int maxMessageLength) {
        this.listener = listener;
        this.maxMessageLength = maxMessageLength;
    }

    /** Takes received bytes; they are not needed after the call. */
    public Outcome read(final DirectBuffer buffer, final int offset, final int length) {
        if (hasEnded()) {
            return Outcome.ENDED;
        }
        if (refused) {
            kept.append(buffer, offset, length);
            return Outcome.NO_ROOM;
        }
        if (kept.isEmpty()) {
            final int taken = takeFrames(buffer, offset, length);
            kept.append(buffer, offset + taken, length - taken);
            return outcome();
        }
        kept.append(buffer, offset, length);
        return takeKept();
    }

    /** Offers again what the listener had no room for. */
    public Outcome resume() {
        refused = false;
        return hasEnded() ? Outcome.ENDED : takeKept();
    }

    public boolean hasEnded() {
        return endCode != NOT_ENDED;
    }

    /** What to tell the peer, or what it told: a code of {@link CloseCode}. */
    public int endCode() {
        return endCode;
    }

    public String endReason() {
        return endReason;
    }

    /** Whether it ended because the peer broke the protocol or a limit, rather than by a close frame. */
    public boolean wasViolated() {
        return violated;
    }

    /** Messages taken by the listener. */
    public long messages() {
        return messages;
    }

    /** Bytes that have arrived and are not yet taken, in unfinished fragments or otherwise. */
    public int keptLength() {
        return kept.length() + fragments.length();
    }

    /** Whether a ping has come since {@link #takePing()}. */
    boolean hasPing() {
        return pingLength != NO_PING;
    }

    /** The latest ping's payload, {@link #pingLength()} bytes. */
    DirectBuffer pingPayload() {
        return ping;
    }

    int pingLength() {
        return pingLength;
    }

    void takePing() {
        pingLength = NO_PING;
    }

    private Outcome takeKept() {
        kept.drop(takeFrames(kept.buffer(), kept.offset(), kept.length()));
        return outcome();
    }

    private Outcome outcome() {
        if (hasEnded()) {
            return Outcome.ENDED;
        }
        return refused ? Outcome.NO_ROOM : Outcome.DRAINED;
    }

    /** Hands on every whole frame and returns the bytes these took. */
    private int takeFrames(final DirectBuffer buffer, final int offset, final int length) {
        final int end = offset + length;
        int at = offset;
        while (!hasEnded()) {
            final int headerLength = readHeader(buffer, at, end - at);
            if (headerLength == INCOMPLETE || end - at - headerLength < payloadLength) {
                break;
            }
            if (!take(buffer, at + headerLength)) {
                refused = true;
                break;
            }
            framesRead++;
            at += headerLength + payloadLength;
        }
        return at - offset;
    }

    /** Fills code, fin and payload length; returns the header's length, {@link #INCOMPLETE} also if it is refused. */
    private int readHeader(final DirectBuffer buffer, final int at, final int available) {
        if (available < FrameLayout.SHORT_HEADER) {
            return INCOMPLETE;
        }
        final int first = buffer.getByte(at) & 0xFF;
        final int second = buffer.getByte(at + 1) & 0xFF;
        final int headerLength = FrameLayout.headerLength(second & FrameLayout.LENGTH);
        if (!acceptsBits(first, second) || available < headerLength) {
            return INCOMPLETE;
        }
        return acceptsLength(payloadLength(buffer, at, second & FrameLayout.LENGTH), headerLength)
                ? headerLength
                : INCOMPLETE;
    }

    private boolean acceptsBits(final int first, final int second) {
        code = first & FrameLayout.CODE;
        fin = (first & FrameLayout.FIN) != 0;
        if ((first & FrameLayout.RESERVED) != 0) {
            return violation(CloseCode.PROTOCOL_ERROR, "reserved bits", first);
        }
        if ((second & FrameLayout.MASKED) != 0) {
            return violation(CloseCode.PROTOCOL_ERROR, "masked by the server", first);
        }
        return FrameLayout.isControl(code) ? acceptsControl(first, second) : acceptsData(first);
    }

    private boolean acceptsControl(final int first, final int length7) {
        if (code > FrameLayout.PONG) {
            return violation(CloseCode.PROTOCOL_ERROR, "unknown code", first);
        }
        if (!fin) {
            return violation(CloseCode.PROTOCOL_ERROR, "control frame in fragments", first);
        }
        return length7 <= FrameLayout.MAX_CONTROL_PAYLOAD
                || violation(CloseCode.PROTOCOL_ERROR, "control frame too long", first);
    }

    private boolean acceptsData(final int first) {
        return switch (code) {
            case FrameLayout.CONTINUATION ->
                inFragments || violation(CloseCode.PROTOCOL_ERROR, "continuation of nothing", first);
            case FrameLayout.TEXT ->
                !inFragments || violation(CloseCode.PROTOCOL_ERROR, "text amid fragments of another", first);
            case FrameLayout.BINARY -> violation(CloseCode.UNSUPPORTED, "binary frame", first);
            default -> violation(CloseCode.PROTOCOL_ERROR, "unknown code", first);
        };
    }

    private static long payloadLength(final DirectBuffer buffer, final int at, final int length7) {
        return switch (length7) {
            case FrameLayout.LENGTH_IN_16_BITS -> buffer.getShort(at + FrameLayout.SHORT_HEADER, BIG_ENDIAN) & 0xFFFF;
            case FrameLayout.LENGTH_IN_64_BITS -> buffer.getLong(at + FrameLayout.SHORT_HEADER, BIG_ENDIAN);
            default -> length7;
        };
    }

    private boolean acceptsLength(final long length, final int headerLength) {
        if (length < 0 || !isShortest(length, headerLength)) {
            return violation(CloseCode.PROTOCOL_ERROR, "length not in its shortest form", length);
        }
        if (!FrameLayout.isControl(code) && length > maxMessageLength - (long) fragments.length()) {
            return violation(CloseCode.TOO_LARGE, "message exceeds " + maxMessageLength + " bytes", length);
        }
        payloadLength = (int) length;
        return true;
    }

    private static boolean isShortest(final long length, final int headerLength) {
        return switch (headerLength) {
            case FrameLayout.MEDIUM_HEADER -> length > FrameLayout.MAX_SHORT_LENGTH;
            case FrameLayout.LONG_HEADER -> length > FrameLayout.MAX_MEDIUM_LENGTH;
            default -> true;
        };
    }

    private boolean take(final DirectBuffer buffer, final int at) {
        switch (code) {
            case FrameLayout.TEXT:
                return fin ? deliver(buffer, at, payloadLength) : beginFragments(buffer, at);
            case FrameLayout.CONTINUATION:
                return continueFragments(buffer, at);
            case FrameLayout.PING:
                return takePing(buffer, at);
            case FrameLayout.CLOSE:
                return takeClose(buffer, at);
            default:
                return true;
        }
    }

    private boolean deliver(final DirectBuffer buffer, final int at, final int length) {
        if (!listener.onText(buffer, at, length)) {
            return false;
        }
        messages++;
        return true;
    }

    private boolean beginFragments(final DirectBuffer buffer, final int at) {
        inFragments = true;
        fragments.append(buffer, at, payloadLength);
        return true;
    }

    /** A last fragment that finds no room is taken back, and comes again like any other frame. */
    private boolean continueFragments(final DirectBuffer buffer, final int at) {
        fragments.append(buffer, at, payloadLength);
        if (!fin) {
            return true;
        }
        if (!deliver(fragments.buffer(), fragments.offset(), fragments.length())) {
            fragments.takeBack(payloadLength);
            return false;
        }
        fragments.clear();
        inFragments = false;
        return true;
    }

    private boolean takePing(final DirectBuffer buffer, final int at) {
        ping.putBytes(0, buffer, at, payloadLength);
        pingLength = payloadLength;
        listener.onPing(buffer, at, payloadLength);
        return true;
    }

    private boolean takeClose(final DirectBuffer buffer, final int at) {
        if (payloadLength == 0) {
            return end(CloseCode.NO_STATUS, "");
        }
        if (payloadLength < CLOSE_CODE_LENGTH) {
            return violation(CloseCode.PROTOCOL_ERROR, "close frame of 1 byte", buffer.getByte(at));
        }
        final int closeCode = buffer.getShort(at, BIG_ENDIAN) & 0xFFFF;
        if (!CloseCode.mayBeSent(closeCode)) {
            return violation(CloseCode.PROTOCOL_ERROR, "close code", closeCode);
        }
        final int textLength = payloadLength - CLOSE_CODE_LENGTH;
        return end(closeCode, buffer.getStringWithoutLengthUtf8(at + CLOSE_CODE_LENGTH, textLength));
    }

    private boolean end(final int closeCode, final String reason) {
        endCode = closeCode;
        endReason = reason;
        return true;
    }

    private boolean violation(final int closeCode, final String what, final long value) {
        violated = true;
        end(closeCode, what + ": value=" + value + " frame=" + framesRead);
        return false;
    }
}
