package io.ringfence.engine.signal;

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
}
