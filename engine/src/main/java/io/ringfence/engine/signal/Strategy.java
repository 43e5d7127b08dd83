package io.ringfence.engine.signal;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;

/**
 * Decides which way an instrument should be held. Its state is its own, per instrument, flat; its output depends on the
 * bars it was given and nothing else. Runs on the lane of {@code signals}; must not allocate or block.
 */
public interface Strategy {
    /** Index, in the configured row of timeframes, of the bars it wants. */
    int timeframe();

    /**
     * Called for every closed bar of that timeframe, of every instrument, oldest first.
     *
     * @param bar    valid during the call
     * @param intent empty; left so if the bar says nothing
     */
    void onBar(Bar bar, Intent intent);

    /** Names everything that the meaning of its state depends on: itself, its settings, its version. */
    long settingsHash();

    /** The most bytes that {@link #save} writes. */
    long maxStateBytes(int highestInstrument);

    /** Writes its state for instruments up to {@code highestInstrument}; no bar of any other has come. */
    void save(StateWriter state, int highestInstrument);

    /** Takes up what {@link #save} wrote under the same {@link #settingsHash}. */
    void load(StateReader state, int highestInstrument);
}
