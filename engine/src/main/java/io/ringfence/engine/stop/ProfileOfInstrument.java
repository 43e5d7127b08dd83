package io.ringfence.engine.stop;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.Symbols;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Which profile protects which instrument: configuration knows symbols, events know ids. What is kept of a symbol is a hash, so that a saved state finds its
 * profiles again under any configuration. Owned by {@code stops}.
 */
final class ProfileOfInstrument {
    private static final int STANDARD = 0;

    private final List<StopProfile> profiles = new ArrayList<>();
    private final long[] chosenFor;
    private final Symbols symbols;

    ProfileOfInstrument(final StopProfiles chosen, final int maxInstruments) {
        symbols = new Symbols(maxInstruments);
        chosenFor = new long[chosen.byInstrument().size() + 1];
        profiles.add(chosen.standard().profile());
        chosen.byInstrument().forEach((symbol, choice) -> {
            chosenFor[profiles.size()] = Symbols.hash(symbol);
            profiles.add(choice.profile());
        });
    }

    static long stateBytes(final int highestInstrument) {
        return Symbols.stateBytes(highestInstrument);
    }

    void save(final StateWriter state, final int highestInstrument) {
        symbols.save(state, highestInstrument);
    }

    void load(final StateReader state, final int highestInstrument) {
        symbols.load(state, highestInstrument);
    }

    /** The profiles that {@link #of} names by index. */
    List<StopProfile> profiles() {
        return profiles;
    }

    void learn(final int instrument, final InstrumentDefinitionDecoder definition) {
        symbols.learn(instrument, definition);
    }

    /** Index of the instrument's profile. */
    int of(final int instrument) {
        int profile = chosenFor.length - 1;
        while (profile > STANDARD && chosenFor[profile] != symbols.of(instrument)) {
            profile--;
        }
        return profile;
    }
}
