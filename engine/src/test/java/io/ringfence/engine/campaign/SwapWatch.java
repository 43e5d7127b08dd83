package io.ringfence.engine.campaign;

import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogReader;

/** Follows the event log of a running engine for the moment in which it goes over to another segment. */
final class SwapWatch implements AutoCloseable {
    private final LogReader log;
    private int segment;

    /** Begins behind what is there. */
    SwapWatch(final RecordedGeneration generation) {
        log = generation.events();
        hasSwapped();
    }

    /** Whether it has since the last time that this was asked. */
    boolean hasSwapped() {
        while (log.next()) {
            if (log.segment() != segment) {
                segment = log.segment();
                if (segment > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    @Override
    public void close() {
        log.close();
    }
}
