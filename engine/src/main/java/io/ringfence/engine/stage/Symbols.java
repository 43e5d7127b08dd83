package io.ringfence.engine.stage;

import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a stage keeps of the instruments' symbols: a hash each, so that what configuration says by symbol is found again by id, in a
 * saved state as well. Owned by one stage; allocates nothing after it was made.
 */
public final class Symbols {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** No instrument has that symbol. */
    public static final int NONE = 0;

    private final long[] hashes;
    private final byte[] text = new byte[InstrumentDefinitionDecoder.symbolHeaderLength() + 0xFF];

    public Symbols(final int maxInstruments) {
        hashes = new long[maxInstruments + 1];
    }

    public static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * Long.BYTES;
    }

    public void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(hashes, 0, highestInstrument + 1);
    }

    public void load(final StateReader state, final int highestInstrument) {
        state.getLongs(hashes, 0, highestInstrument + 1);
    }

    public void learn(final int instrument, final InstrumentDefinitionDecoder definition) {
        hashes[instrument] = hash(text, definition.getSymbol(text, 0, text.length));
    }

    /** 0 before it is learnt. */
    public long of(final int instrument) {
        return hashes[instrument];
    }

    /** The newest instrument up to {@code highest} with the symbol in the first {@code length} bytes, or {@link #NONE}. */
    public int find(final byte[] symbol, final int length, final int highest) {
        final long wanted = hash(symbol, length);
        int instrument = highest;
        while (instrument > NONE && hashes[instrument] != wanted) {
            instrument--;
        }
        return instrument;
    }

    /** What {@link #of} says of an instrument with that symbol. */
    public static long hash(final String symbol) {
        final byte[] bytes = symbol.getBytes(StandardCharsets.US_ASCII);
        return hash(bytes, bytes.length);
    }

    /** What {@link #of} says of an instrument whose symbol is in the first {@code length} bytes. */
    public static long hash(final byte[] bytes, final int length) {
        long hash = FNV_BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ bytes[i]) * FNV_PRIME;
        }
        return hash;
    }
}
