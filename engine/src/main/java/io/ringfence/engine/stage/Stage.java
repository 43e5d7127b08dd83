package io.ringfence.engine.stage;

/**
 * One step of the pipeline. A plain object: its state, and what it does with an event. A lane, a replay, a backtest or
 * a unit test runs it, unchanged, one event after the other, from one thread.
 *
 * <p>Its output depends only on its state and the slot: it reads the event and the sections of earlier stages, writes
 * its own section, and sees no clock, socket, thread, later stage or other stage's state.
 */
public interface Stage {
    /** The stage's name as used for its package, lane, counter and configuration key. */
    String name();

    /** Called once per inbound event, in sequence. An exception stops the engine at this event. */
    void onEvent(Slot slot);
}
