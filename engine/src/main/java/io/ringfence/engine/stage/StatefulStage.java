package io.ringfence.engine.stage;

/**
 * A stage whose state can be written down and taken up again: for snapshots, and for what starts from one. The same
 * history gives the same bytes, and a stage that has loaded them goes on exactly as the one that saved them would have.
 *
 * <p>Saving copies arrays into memory that is there already: it allocates nothing, and is called from the stage's own
 * lane between two events. Only what concerns defined instruments is written.
 */
public interface StatefulStage extends Stage {
    /** Names the layout of the bytes that {@link #save} writes; raised with every change of it. */
    int stateVersion();

    /** The most bytes that {@link #save} writes with instrument ids up to {@code highestInstrument}. */
    long maxStateBytes(int highestInstrument);

    /**
     * Writes the state at the end of the last event. What is large may be left to {@link #saveMore}, and is written then
     * as it is now.
     */
    void save(StateWriter state);

    /**
     * Writes a part of what {@link #save} left, as large as an event may pay for. Called from the stage's lane, after
     * events or without any in between, until it says that all is written.
     *
     * @return whether all is written
     */
    default boolean saveMore() {
        return true;
    }

    /**
     * Takes up a saved state; called once, before the first event.
     *
     * @return false if the state means nothing under this stage's settings: then it starts fresh
     * @throws IncompatibleState if it doesn't fit: it is of other length or of more instruments than there is room for
     */
    boolean load(StateReader state);
}
