package io.ringfence.benchmarks.subject;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encoded events of a market, played round and round: what the inbound thread would have decoded. Immutable but for its
 * place; each subject plays one of its own over the shared bytes.
 */
public final class Tape {
    private final UnsafeBuffer bytes;
    private final int[] offsets;
    private final int[] instruments;
    private int at;

    Tape(final UnsafeBuffer bytes, final int[] offsets, final int[] instruments) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.instruments = instruments;
    }

    /** The same events, from the first. */
    Tape copy() {
        return new Tape(bytes, offsets, instruments);
    }

    DirectBuffer bytes() {
        return bytes;
    }

    /** Of the event that is next. */
    int offset() {
        return offsets[at];
    }

    /** Of the event that is next. */
    int lengthBytes() {
        return offsets[at + 1] - offsets[at];
    }

    /** Of the event that is next. */
    int instrument() {
        return instruments[at];
    }

    void advance() {
        at = at + 1 == instruments.length ? 0 : at + 1;
    }

    int events() {
        return instruments.length;
    }

    double meanBytes() {
        return (double) offsets[instruments.length] / instruments.length;
    }
}
