package io.ringfence.gateway.binance;

import io.ringfence.gateway.credentials.HmacSha256;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.number.Decimals;
import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes one websocket API request, and beside it the text that its signature covers: all parameters but the signature,
 * {@code name=value} joined by {@code &}, sorted by name, unencoded. So parameters must be written in that order.
 * Allocates nothing. Owned by the encoder's thread.
 */
final class RequestText {
    /** A parameter's name, as JSON and as it is signed. */
    static final class Name {
        private final byte[] json;
        private final byte[] signed;

        Name(final String name) {
            json = ascii("\"" + name + "\":");
            signed = ascii(name + "=");
        }
    }

    private static final int MAX_PAYLOAD_LENGTH = 1_024;
    private static final byte[] ID = ascii("{\"id\":\"");
    private static final byte[] METHOD = ascii("\",\"method\":\"");
    private static final byte[] PARAMS = ascii("\",\"params\":{");
    private static final byte[] SIGNATURE = ascii(",\"signature\":\"");
    private static final byte[] CLOSE = ascii("}}");
    private static final byte[] HEX = ascii("0123456789abcdef");

    private final byte[] payloadBytes = new byte[MAX_PAYLOAD_LENGTH];
    private final UnsafeBuffer payload = new UnsafeBuffer(payloadBytes);
    private final byte[] signature = new byte[HmacSha256.LENGTH];
    private MutableDirectBuffer out;
    private int start;
    private int at;
    private int signedLength;

    /** {@code prefix} and the order's id make the request's id. */
    void open(
            final MutableDirectBuffer out,
            final int offset,
            final byte prefix,
            final ClientOrderId orderId,
            final byte[] method) {
        this.out = out;
        start = offset;
        at = offset;
        signedLength = 0;
        put(ID);
        put(prefix);
        orderId.writeTo(out, at);
        at += ClientOrderId.TEXT_LENGTH;
        put(METHOD);
        put(method);
        put(PARAMS);
    }

    void text(final Name name, final byte[] value) {
        begin(name);
        put((byte) '"');
        put(value);
        put((byte) '"');
        payload.putBytes(signedLength, value);
        signedLength += value.length;
    }

    void orderId(final Name name, final ClientOrderId value) {
        begin(name);
        final int from = beginValue();
        value.writeTo(out, at);
        at += ClientOrderId.TEXT_LENGTH;
        endValue(from);
    }

    void symbol(final Name name, final InstrumentDirectory directory, final int instrument) {
        begin(name);
        final int from = beginValue();
        at += directory.putSymbol(instrument, out, at);
        endValue(from);
    }

    void decimal(final Name name, final long mantissa, final int scale) {
        begin(name);
        final int from = beginValue();
        at += Decimals.write(out, at, mantissa, scale);
        endValue(from);
    }

    void number(final Name name, final long value) {
        begin(name);
        final int from = at;
        at += out.putLongAscii(at, value);
        sign(from);
    }

    /** Appends the signature of all that was written so far. */
    void signature(final HmacSha256 signer) {
        signer.sign(payloadBytes, 0, signedLength, signature, 0);
        put(SIGNATURE);
        for (final byte value : signature) {
            put(HEX[(value >> 4) & 15]);
            put(HEX[value & 15]);
        }
        put((byte) '"');
    }

    /** Returns the request's length in bytes. */
    int close() {
        put(CLOSE);
        return at - start;
    }

    private void begin(final Name name) {
        if (signedLength > 0) {
            put((byte) ',');
            payload.putByte(signedLength++, (byte) '&');
        }
        put(name.json);
        payload.putBytes(signedLength, name.signed);
        signedLength += name.signed.length;
    }

    private int beginValue() {
        put((byte) '"');
        return at;
    }

    private void endValue(final int from) {
        sign(from);
        put((byte) '"');
    }

    private void sign(final int from) {
        payload.putBytes(signedLength, out, from, at - from);
        signedLength += at - from;
    }

    private void put(final byte[] text) {
        out.putBytes(at, text);
        at += text.length;
    }

    private void put(final byte character) {
        out.putByte(at++, character);
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
