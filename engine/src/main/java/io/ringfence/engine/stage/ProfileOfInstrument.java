package io.ringfence.engine.stage;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Which profile protects which instrument: configuration knows symbols, events know ids. What is kept of a symbol is a hash, so that a saved state finds its
 * profiles again under any configuration. Each stage that
 * needs it owns one.
 */
public final class ProfileOfInstrument {
    private static final int STANDARD = 0;

    private final List<StopProfile> profiles = new ArrayList<>();
    private final long[] chosenFor;
    private final Symbols symbols;

    public ProfileOfInstrument(final StopProfiles chosen, final int maxInstruments) {
        symbols = new Symbols(maxInstruments);
        chosenFor = new long[chosen.byInstrument().size() + 1];
        profiles.add(chosen.standard().profile());
        chosen.byInstrument().forEach((symbol, choice) -> {
            chosenFor[profiles.size()] = Symbols.hash(symbol);
            profiles.add(choice.profile());
        });
    }

    public static long stateBytes(final int highestInstrument) {
        return Symbols.stateBytes(highestInstrument);
    }

    public void save(final StateWriter state, final int highestInstrument) {
        symbols.save(state, highestInstrument);
    }

    public void load(final StateReader state, final int highestInstrument) {
        symbols.load(state, highestInstrument);
    }

    /** The profiles that {@link #of} names by index. */
    public List<StopProfile> profiles() {
        return profiles;
    }

    public void learn(final int instrument, final InstrumentDefinitionDecoder definition) {
        symbols.learn(instrument, definition);
    }

    /** Index of the instrument's profile. */
    public int of(final int instrument) {
        int profile = chosenFor.length - 1;
        while (profile > STANDARD && chosenFor[profile] != symbols.of(instrument)) {
            profile--;
        }
        return profile;
    }
}
