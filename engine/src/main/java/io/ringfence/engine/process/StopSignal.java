package io.ringfence.engine.process;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C, SIGTERM and SIGHUP as a request: a job that has armed this is asked to stop, may finish what it has in hand, and the
 * process ends with the job's own exit status. Commands that never arm it end at once, as usual.
 *
 * <p>The signals themselves are taken, where the JVM allows it: in its shutdown, libraries close behind the job's back, or
 * fail to load if it is still starting.
 *
 * <p>Any thread may ask {@link #isAsked}; {@link #arm} and {@link #finished} belong to the main thread.
 */
public final class StopSignal {
    private static final long DEFAULT_PATIENCE_SECONDS = 30;
    /** Ctrl-C, the service unit, and the terminal that went away. */
    private static final List<String> STOPPING = List.of("INT", "TERM", "HUP");

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final long patienceSeconds;
    private volatile int status = ExitStatus.FAILED;

    public StopSignal() {
        this(DEFAULT_PATIENCE_SECONDS);
    }

    StopSignal(final long patienceSeconds) {
        this.patienceSeconds = patienceSeconds;
    }

    /** From now on, a signal asks instead of ending the process. */
    public void arm() {
        final boolean taken = STOPPING.stream().allMatch(name -> Signals.handle(name, this::onSignal));
        if (!taken) {
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "stop-signal"));
        }
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Returns when somebody asks to stop. */
    public void await() throws InterruptedException {
        asked.await();
    }

    /** Asks to stop, from within. */
    public void ask() {
        asked.countDown();
    }

    /** Says that nothing is left to be done. */
    public void finished(final int exitStatus) {
        status = exitStatus;
        finished.countDown();
    }

    /** The exit status, or {@link ExitStatus#FAILED} if the job doesn't come to an end. */
    int awaitFinished() throws InterruptedException {
        return finished.await(patienceSeconds, TimeUnit.SECONDS) ? status : ExitStatus.FAILED;
    }

    private void onSignal() {
        if (!isAsked()) {
            ask();
            final Thread waiting = new Thread(this::end, "stop-signal");
            waiting.setDaemon(true);
            waiting.start();
        }
    }

    private void end() {
        ask();
        try {
            // A process that dies of a signal would report the signal; what counts is how the job ended.
            final int ended = awaitFinished();
            Spool.awaitAll();
            Runtime.getRuntime().halt(ended);
        } catch (final InterruptedException e) {
            Runtime.getRuntime().halt(ExitStatus.FAILED);
        }
    }
}
