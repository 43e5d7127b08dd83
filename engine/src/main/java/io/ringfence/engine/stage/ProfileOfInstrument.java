package io.ringfence.engine.stage;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Which profile protects which instrument: configuration knows symbols, events know ids. What is kept of a symbol is a hash, so that a saved state finds its
 * profiles again under any configuration. Each stage that
 * needs it owns one.
 */
public final class ProfileOfInstrument {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final int STANDARD = 0;

    private final List<StopProfile> profiles = new ArrayList<>();
    private final long[] chosenFor;
    private final long[] symbols;
    private final byte[] text = new byte[InstrumentDefinitionDecoder.symbolHeaderLength() + 0xFF];

    public ProfileOfInstrument(final StopProfiles chosen, final int maxInstruments) {
        symbols = new long[maxInstruments + 1];
        chosenFor = new long[chosen.byInstrument().size() + 1];
        profiles.add(chosen.standard().profile());
        chosen.byInstrument().forEach((symbol, choice) -> {
            final byte[] bytes = symbol.getBytes(StandardCharsets.US_ASCII);
            chosenFor[profiles.size()] = hash(bytes, bytes.length);
            profiles.add(choice.profile());
        });
    }

    public static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 1L) * Long.BYTES;
    }

    public void save(final StateWriter state, final int highestInstrument) {
        state.putLongs(symbols, 0, highestInstrument + 1);
    }

    public void load(final StateReader state, final int highestInstrument) {
        state.getLongs(symbols, 0, highestInstrument + 1);
    }

    /** The profiles that {@link #of} names by index. */
    public List<StopProfile> profiles() {
        return profiles;
    }

    public void learn(final int instrument, final InstrumentDefinitionDecoder definition) {
        symbols[instrument] = hash(text, definition.getSymbol(text, 0, text.length));
    }

    /** Index of the instrument's profile. */
    public int of(final int instrument) {
        int profile = chosenFor.length - 1;
        while (profile > STANDARD && chosenFor[profile] != symbols[instrument]) {
            profile--;
        }
        return profile;
    }

    private static long hash(final byte[] bytes, final int length) {
        long hash = FNV_BASIS;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ bytes[i]) * FNV_PRIME;
        }
        return hash;
    }
}
