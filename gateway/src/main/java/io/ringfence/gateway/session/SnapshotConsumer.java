package io.ringfence.gateway.session;

/** Takes a book's snapshot. Called on the blocking side, perhaps by several threads at once; may wait for room. */
@FunctionalInterface
public interface SnapshotConsumer {
    /** @param body the REST answer, JSON */
    void onSnapshot(int instrument, byte[] body);
}
