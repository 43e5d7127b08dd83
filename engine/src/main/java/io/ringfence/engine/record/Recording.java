package io.ringfence.engine.record;

import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.lane.Lane;
import io.ringfence.engine.order.DecisionSink;
import io.ringfence.journal.generation.Generation;

/**
 * How events and decisions reach a generation's logs, and from when on an order may leave.
 *
 * <pre>
 *   process   journal lane ─ append ─▶ event log          orders ─ append ─▶ decision log
 *             safe: appended
 *   device    journal lane ─ append, force ─▶ event log   orders ─▶ queue ─▶ thread ─ append, force ─▶ decision log
 *             safe: forced in both
 * </pre>
 */
public interface Recording {
    /** Safe from the end of the process: what is appended. */
    static Recording process(final Generation generation) {
        return new AppendedRecording(generation.events(), generation.decisions());
    }

    /** Safe from a loss of power: what both logs have forced. A refusal of the disk lights {@code halt}. */
    static Recording device(final Generation generation, final Halt halt) {
        return new ForcedRecording(generation.events(), generation.decisions(), halt);
    }

    /** The {@code journal} stage, of the journal's lane. */
    JournalStage stage();

    /** Where {@code orders} puts its decisions. */
    DecisionSink decisions();

    /** The newest event whose orders may leave (acquire). Any thread. */
    long safe();

    /** One turn of a lane that runs {@code journal} alone; returns the events processed. Called from its thread. */
    int poll(Lane journal);

    /** Starts what threads it has of its own. */
    void start();

    /**
     * Ends them when all decisions that were handed over are appended. Called when {@code orders} has ended; false if a
     * thread hangs.
     */
    boolean stop() throws InterruptedException;
}
