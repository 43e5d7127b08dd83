package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.RunQueue;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What all that answer on one spinning thread share: the venue's end, the turns they take, and the thread's run queue. */
abstract class SpinningAnswerer implements Answerer {
    final Wire wire;
    final Gate gate = new Gate();
    private final CompletableFuture<RunQueue> runQueue = new CompletableFuture<>();

    /** @param tls of both connections; empty: nothing is encrypted */
    SpinningAnswerer(final Optional<LoopbackTls> tls) {
        wire = new Wire(tls);
    }

    /** Called once by the spinning thread, first. */
    final void pin(final Cores cores) {
        cores.pin(1);
        runQueue.complete(RunQueue.ofThisThread());
    }

    /** Returns when the thread has ended; it isn't held by the gate any more. */
    abstract void endThread() throws InterruptedException;

    @Override
    public final void begin() throws IOException {
        wire.forget();
        gate.open();
    }

    @Override
    public final void end() {
        gate.close();
    }

    @Override
    public final RunQueue runQueue() {
        return runQueue.join();
    }

    @Override
    public void close() {
        gate.open();
        try {
            endThread();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wire.close();
        runQueue.join().close();
    }
}
