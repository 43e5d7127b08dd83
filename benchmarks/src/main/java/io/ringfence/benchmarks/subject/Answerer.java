package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.RunQueue;
import java.io.IOException;

/** Something with two sockets that answers on the second what it hears on the first, on one spinning thread of its own. */
public interface Answerer extends AutoCloseable {
    String name();

    /** One round trip, or {@link Wire#LOST}. Called from the measuring thread, in its turn. */
    long roundTrip() throws IOException;

    /** From now on it spins. */
    void begin() throws IOException;

    /** From now on it sleeps. */
    void end();

    /** Of its spinning thread. */
    RunQueue runQueue();

    /** Ends the thread and closes the sockets. */
    @Override
    void close();
}
