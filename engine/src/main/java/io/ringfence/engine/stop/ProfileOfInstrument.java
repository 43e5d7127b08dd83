package io.ringfence.engine.stop;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.stage.ChoiceBySymbol;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which profile protects which instrument. Owned by {@code stops}. */
final class ProfileOfInstrument {
    private static final int STANDARD = 0;

    private final List<StopProfile> profiles = new ArrayList<>();
    private final ChoiceBySymbol choice;

    ProfileOfInstrument(final StopProfiles chosen, final int maxInstruments) {
        final Map<String, Integer> bySymbol = new LinkedHashMap<>();
        profiles.add(chosen.standard().profile());
        chosen.byInstrument().forEach((symbol, own) -> {
            bySymbol.put(symbol, profiles.size());
            profiles.add(own.profile());
        });
        choice = new ChoiceBySymbol(bySymbol, STANDARD, maxInstruments);
    }

    static long stateBytes(final int highestInstrument) {
        return ChoiceBySymbol.stateBytes(highestInstrument);
    }

    void save(final StateWriter state, final int highestInstrument) {
        choice.save(state, highestInstrument);
    }

    void load(final StateReader state, final int highestInstrument) {
        choice.load(state, highestInstrument);
    }

    /** The profiles that {@link #of} names by index. */
    List<StopProfile> profiles() {
        return profiles;
    }

    /** Takes the {@code InstrumentDefinition} in {@code slot}. */
    void learn(final Slot slot) {
        choice.learn(slot);
    }

    /** Index of the instrument's profile. */
    int of(final int instrument) {
        return choice.of(instrument);
    }
}
