package io.ringfence.journal.log;

import java.io.IOException;

/** Makes pages of a segment's file ready for its writer, whose way of writing they depend on. Guarded by the segment. */
@FunctionalInterface
interface PreparedPages {
    /** There is space for them on the disk; nothing has been written there but the label. */
    void prepare(int fromBytes, int toBytes) throws IOException;

    /** Gives back what it holds; nothing is prepared any more. */
    default void close() throws IOException {
        // Most hold nothing.
    }
}
