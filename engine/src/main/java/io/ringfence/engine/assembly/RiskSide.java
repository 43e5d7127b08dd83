package io.ringfence.engine.assembly;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.RiskLimits;
import io.ringfence.gateway.clock.EngineClock;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.EngineLagEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.RequestUseEncoder;
import java.util.function.LongSupplier;

/**
 * Watches from the side what stages can't see: how far they are behind, and how much of the venue's request weight is used. Says so by an event when
 * that has come to another level. Owned by one daemon thread of low priority.
 */
final class RiskSide {
    private static final long POLL_MS = 20;
    private static final long JOIN_MS = 5_000;
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;
    private static final int TENTHS = 10;
    /** Below it nobody needs to know. */
    private static final int TOLD_FROM = 4;

    private static final long REMARKABLY_LATER_MS = 1_000;

    private final EventSink sink;
    private final RequestBudget budget;
    private final EngineClock clock;
    private final LongSupplier newest;
    private final LongSupplier reached;
    private final int ringSize;
    private final long maxLagNs;
    private final long maxEvents;
    private final KillFile killFile;
    private final Thread thread;
    private volatile boolean running = true;

    private long mark;
    private long markNanos;
    private boolean behind;
    private int toldTenth;
    /** Host's clock; 0: that it listens. */
    private long toldClosedUntilMs;

    /**
     * @param sink     a hand-over sink that waits for room, for this alone
     * @param newest   the newest event
     * @param reached  the newest one that all stages are done with; null where a lag means nothing: stages run inside the inbound thread, or the clock
     *     is played
     * @param limits   of lag and ring
     */
    RiskSide(
            final EventSink sink,
            final RequestBudget budget,
            final EngineClock clock,
            final LongSupplier newest,
            final LongSupplier reached,
            final int ringSize,
            final RiskLimits limits,
            final KillFile killFile) {
        this.sink = sink;
        this.budget = budget;
        this.clock = clock;
        this.newest = newest;
        this.reached = reached;
        this.ringSize = ringSize;
        this.killFile = killFile;
        maxLagNs = limits.of(RiskLimit.MAX_LAG);
        final long ring = limits.of(RiskLimit.MAX_RING);
        maxEvents = ring == RiskLimit.OFF ? Long.MAX_VALUE : ringSize * ring / RiskLimit.WHOLE;
        thread = new Thread(this::run, "risk-side");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        running = false;
        thread.interrupt();
        thread.join(JOIN_MS);
    }

    private void run() {
        try {
            while (running) {
                killFile.look();
                watchLag(System.nanoTime());
                watchRequests();
                Thread.sleep(POLL_MS);
            }
        } catch (final InterruptedException | IllegalStateException ending) {
            // The engine takes no events any more.
            running = false;
        }
    }

    /** The time for which the event that was newest at the mark hasn't been reached. */
    void watchLag(final long nowNanos) {
        if (reached == null) {
            return;
        }
        final long done = reached.getAsLong();
        if (done >= mark) {
            mark = newest.getAsLong();
            markNanos = nowNanos;
        }
        final long events = newest.getAsLong() - done;
        final long lagNs = nowNanos - markNanos;
        final boolean isBehind = lagNs > maxLagNs || events > maxEvents;
        if (isBehind != behind) {
            behind = isBehind;
            tellLag(events, isBehind ? lagNs : 0);
        }
    }

    private void tellLag(final long events, final long lagNs) {
        final EngineLagEncoder encoder = new EngineLagEncoder();
        encoder.wrapAndApplyHeader(sink.claim(), 0, new MessageHeaderEncoder());
        EventLayout.describe(encoder.buffer(), 0, 0, 0, EventLayout.NO_TIME);
        encoder.events((int) Math.min(events, ringSize)).ringSize(ringSize).lagNs(lagNs);
        sink.commit(HEADER + encoder.encodedLength());
    }

    void watchRequests() {
        final int spent = budget.spent();
        final int tenth = (int) ((long) spent * TENTHS / budget.perMinute());
        final long closedMs = budget.closedForMs();
        final boolean closed = closedMs > 0;
        final long untilMs = closed ? budget.closedUntilMs() : 0;
        final boolean closedAsTold =
                closed == toldClosedUntilMs > 0 && untilMs - toldClosedUntilMs <= REMARKABLY_LATER_MS;
        if (closedAsTold && (tenth == toldTenth || Math.max(tenth, toldTenth) < TOLD_FROM)) {
            return;
        }
        toldTenth = tenth;
        toldClosedUntilMs = untilMs;
        final RequestUseEncoder encoder = new RequestUseEncoder();
        encoder.wrapAndApplyHeader(sink.claim(), 0, new MessageHeaderEncoder());
        EventLayout.describe(encoder.buffer(), 0, 0, 0, EventLayout.NO_TIME);
        encoder.usedWeight(spent)
                .weightLimit(budget.perMinute())
                .blockedUntilNs(closed ? clock.timeNs() + closedMs * 1_000_000L : 0);
        sink.commit(HEADER + encoder.encodedLength());
    }
}
