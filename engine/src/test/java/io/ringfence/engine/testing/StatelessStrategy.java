package io.ringfence.engine.testing;

import io.ringfence.engine.signal.Strategy;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/** A strategy on bars of the first timeframe that remembers nothing which a snapshot would have to hold. */
public abstract class StatelessStrategy implements Strategy {
    @Override
    public int timeframe() {
        return 0;
    }

    @Override
    public long settingsHash() {
        return 0;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return 0;
    }

    @Override
    public void save(final StateWriter state, final int highestInstrument) {
        // There is nothing to save.
    }

    @Override
    public void load(final StateReader state, final int highestInstrument) {
        // There is nothing to load.
    }
}
