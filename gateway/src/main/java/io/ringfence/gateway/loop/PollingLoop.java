package io.ringfence.gateway.loop;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event loop that alternates the sockets and a {@link Duty} on one thread, so that nothing is handed over between a
 * frame that arrives, the stages it passes and the order that leaves.
 *
 * <p>Nothing is allocated per turn. Whatever the duty, or a listener of a socket on this loop, throws ends the loop: its
 * sockets are closed, the failure handler is told once, and {@link #close} returns; it never hangs. Tasks run when there
 * are some, for at most {@value #TASK_QUANTUM_MS} ms at a time, since a task that submits itself again would otherwise
 * starve the sockets; what a task throws is logged by Netty and ends nothing.
 */
public final class PollingLoop extends SingleThreadIoEventLoop {
    static final int TASK_QUANTUM_MS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(PollingLoop.class);
    private static final long TASK_QUANTUM_NANOS = TimeUnit.MILLISECONDS.toNanos(TASK_QUANTUM_MS);
    /** A spinning loop looks for due timers once in so many turns, a few times per 100 us. */
    private static final int TURNS_PER_TIMER_CHECK = 64;

    private static final int MAX_PENDING_TASKS = 65_536;
    private static final int PAGE_LENGTH = 8192;
    private static final int MAX_ORDER = 7;

    private final AtomicBoolean started = new AtomicBoolean();
    private final LoopSettings settings;
    private final Selecting selecting;
    private final PooledByteBufAllocator allocator;
    private Duty duty = Duty.NONE;
    private Consumer<Throwable> onFailure = PollingLoop::logFailure;
    private int turn;
    private volatile boolean wakeUpRequested;
    private volatile Throwable failure;

    public PollingLoop(final LoopSettings settings) {
        this(settings, new Selecting(settings));
    }

    private PollingLoop(final LoopSettings settings, final Selecting selecting) {
        super(
                null,
                threadsNamed(settings.name()),
                settings.transport().handlers(() -> selecting),
                MAX_PENDING_TASKS,
                RejectedExecutionHandlers.reject(),
                TASK_QUANTUM_MS);
        this.settings = settings;
        this.selecting = selecting;
        this.allocator = new PooledByteBufAllocator(
                true,
                1,
                1,
                PAGE_LENGTH,
                MAX_ORDER,
                PooledByteBufAllocator.defaultSmallCacheSize(),
                PooledByteBufAllocator.defaultNormalCacheSize(),
                true);
    }

    /**
     * Gives the loop its work; sockets may be opened before. Any thread, once.
     *
     * @param onFailure told on the loop's thread, at most once; must not block
     */
    public void start(final Duty duty, final Consumer<Throwable> onFailure) {
        if (!started.compareAndSet(false, true)) {
            throw new IllegalStateException("loop " + settings.name() + " was started already");
        }
        execute(() -> begin(duty, onFailure));
    }

    /** Ends the loop because of {@code cause}. Any thread; the first cause wins. */
    public void fail(final Throwable cause) {
        if (inEventLoop()) {
            stopBecauseOf(cause);
        } else if (!isShutdown()) {
            execute(() -> stopBecauseOf(cause));
        }
    }

    /** Lets a sleeping loop poll its duty at once. Any thread; costs a system call only if the loop does sleep. */
    public void wakeUp() {
        if (settings.idleMode() == IdleMode.BLOCK) {
            wakeUpRequested = true;
            ioHandler().wakeup();
        }
    }

    /**
     * Closes the loop's sockets, runs what was submitted, and ends its thread.
     *
     * @return false if the thread hasn't ended within {@code timeout}. Not from the loop's own thread.
     */
    public boolean close(final Duration timeout) throws InterruptedException {
        shutdownGracefully(0, timeout.toNanos(), TimeUnit.NANOSECONDS);
        return awaitTermination(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** What ended the loop, or null. Any thread. */
    public Throwable failure() {
        return failure;
    }

    public LoopSettings settings() {
        return settings;
    }

    /** The pool for buffers of this loop's sockets; one arena of either kind (TLS wants heap buffers), used by the loop's thread. */
    public ByteBufAllocator allocator() {
        return allocator;
    }

    /** The kind of client socket that this loop can carry. */
    public Class<? extends SocketChannel> channelType() {
        return settings.transport().channelType();
    }

    @Override
    protected void run() {
        ioHandler().initialize();
        do {
            takeTurn();
        } while (!isShuttingDown());
        do {
            ioHandler().prepareToDestroy();
        } while (!confirmShutdown());
        ioHandler().prepareToDestroy();
    }

    private void takeTurn() {
        try {
            if (wakeUpRequested) {
                wakeUpRequested = false;
                // What was published before the request is looked at behind this.
                VarHandle.fullFence();
            }
            selecting.worked(duty.poll() != 0);
            runIo();
            runDueTasks();
        } catch (final Throwable thrown) {
            stopBecauseOf(thrown);
        }
    }

    private void runDueTasks() {
        if (settings.idleMode() == IdleMode.BLOCK || ++turn % TURNS_PER_TIMER_CHECK == 0 || super.hasTasks()) {
            runAllTasks(TASK_QUANTUM_NANOS);
        }
    }

    /** Asked by the selector after it has announced that it will sleep, so a wake-up that comes now is not lost. */
    @Override
    protected boolean hasTasks() {
        return wakeUpRequested || super.hasTasks();
    }

    @Override
    protected long delayNanos(final long currentTimeNanos) {
        return Math.min(super.delayNanos(currentTimeNanos), sleepNanos());
    }

    @Override
    protected long deadlineNanos() {
        return Math.min(super.deadlineNanos(), ticker().nanoTime() + sleepNanos());
    }

    private long sleepNanos() {
        return Math.max(0, Math.min(settings.maxSleepNanos(), duty.idleNanos()));
    }

    private void begin(final Duty newDuty, final Consumer<Throwable> newOnFailure) {
        duty = newDuty;
        onFailure = newOnFailure;
        doRareThingsOnce();
    }

    /**
     * The pool clears up every some thousand buffers, and a timer expires seconds after the start: the first time, that reads
     * classes from the jar, 12 KB and their unpacking amid the market. So the first time is now.
     */
    private void doRareThingsOnce() {
        allocator.directBuffer(1).release();
        allocator.directBuffer(PAGE_LENGTH).release();
        allocator.trimCurrentThreadCache();
        schedule(() -> {}, 0, TimeUnit.NANOSECONDS);
    }

    private void stopBecauseOf(final Throwable cause) {
        if (failure != null) {
            return;
        }
        failure = cause;
        duty = Duty.NONE;
        shutdownGracefully(0, 0, TimeUnit.NANOSECONDS);
        try {
            onFailure.accept(cause);
        } catch (final Throwable thrown) {
            LOG.error("loop {}: its failure handler failed", settings.name(), thrown);
        }
    }

    /** Netty's own thread type, whose thread-local pools need no map. */
    private static ThreadFactory threadsNamed(final String name) {
        return work -> {
            final Thread thread = new FastThreadLocalThread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static void logFailure(final Throwable cause) {
        LOG.error("a loop ended before it was started", cause);
    }
}
