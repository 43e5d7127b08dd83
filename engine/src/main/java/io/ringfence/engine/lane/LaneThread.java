package io.ringfence.engine.lane;

import java.util.function.IntSupplier;
import org.agrona.concurrent.IdleStrategy;

/** A plain thread that polls one lane until it is told to stop or the engine halts. */
public final class LaneThread {
    private static final long JOIN_MS = 5_000;

    private final Lane lane;
    private final IntSupplier turn;
    private final IdleStrategy idle;
    private final Halt halt;
    private final Runnable beforeStart;
    private final Thread thread;
    private volatile boolean running = true;

    /** @param beforeStart runs first on the new thread: pinning */
    public LaneThread(final Lane lane, final IdleStrategy idle, final Halt halt, final Runnable beforeStart) {
        this(lane, lane::poll, idle, halt, beforeStart);
    }

    /**
     * @param turn        polls {@code lane}, and returns the events that it processed
     * @param beforeStart runs first on the new thread: pinning
     */
    public LaneThread(
            final Lane lane,
            final IntSupplier turn,
            final IdleStrategy idle,
            final Halt halt,
            final Runnable beforeStart) {
        this.lane = lane;
        this.turn = turn;
        this.idle = idle;
        this.halt = halt;
        this.beforeStart = beforeStart;
        thread = new Thread(this::run, "lane-" + lane.name());
        thread.setUncaughtExceptionHandler((dead, failure) -> halt.light(dead.getName(), lane.reached() + 1, failure));
    }

    public void start() {
        thread.start();
    }

    public long threadId() {
        return thread.getId();
    }

    private void run() {
        beforeStart.run();
        while (running && !halt.isLit()) {
            idle.idle(turn.getAsInt());
        }
    }

    /** Stops after the batch in hand and joins; false if the thread hangs and is still at work. */
    public boolean stop() throws InterruptedException {
        running = false;
        thread.join(JOIN_MS);
        return !thread.isAlive();
    }
}
