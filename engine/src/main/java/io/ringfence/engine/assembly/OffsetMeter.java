package io.ringfence.engine.assembly;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ClockOffsetEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.agrona.MutableDirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the venue's clock now and then, and when the venue finds a request untimely, and says by an event when the offset has changed enough to
 * matter. Blocks: at the start, then on the blocking side.
 */
final class OffsetMeter {
    static final long INTERVAL_S = TimeUnit.HOURS.toSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetMeter.class);
    private static final long MATTERS_NS = 1_000_000;
    private static final long REMARKABLE_NS = 1_000_000_000;
    /** Where the clock isn't to blame, measuring more often wouldn't help either. */
    private static final long DOUBTED_EVERY_NS = TimeUnit.SECONDS.toNanos(10);

    private final VenueClock clock;
    private final RestClient rest;
    private final EventSink sink;
    private final LongSupplier nanoTime;
    private long toldNs;
    private long doubtedNanos;

    /**
     * @param sink     a hand-over sink of its own that waits for room
     * @param nanoTime e.g. {@link System#nanoTime}
     */
    OffsetMeter(final VenueClock clock, final RestClient rest, final EventSink sink, final LongSupplier nanoTime) {
        this.clock = clock;
        this.rest = rest;
        this.sink = sink;
        this.nanoTime = nanoTime;
        doubtedNanos = nanoTime.getAsLong() - DOUBTED_EVERY_NS;
    }

    /** The venue took a request for too early or too late. Called from the loop that reads its answers. */
    void doubted(final Executor blockingSide) {
        final long nowNanos = nanoTime.getAsLong();
        if (nowNanos - doubtedNanos >= DOUBTED_EVERY_NS) {
            doubtedNanos = nowNanos;
            blockingSide.execute(this::measureAgain);
        }
    }

    /** What was measured last, if it matters. */
    void tell() {
        final long offsetNs = clock.offsetNs();
        LOG.info("the venue's clock is ahead by ns={}", offsetNs);
        if (Math.abs(offsetNs) > REMARKABLE_NS) {
            LOG.warn("this host's clock and the venue's differ by ns={}: is the host's clock synchronised?", offsetNs);
        }
        if (Math.abs(offsetNs - toldNs) >= MATTERS_NS) {
            tell(offsetNs);
        }
    }

    /** Where it can't be measured now, the last offset holds on; during a ban it isn't tried. */
    synchronized void measureAgain() {
        if (!rest.budget().trySpend(VenueClock.ROUNDS, RequestBudget.Purpose.ACCOUNT)) {
            LOG.info("the venue's clock wasn't measured: there is no request weight for it now");
            return;
        }
        try {
            clock.measure(rest);
            tell();
        } catch (final RestException e) {
            LOG.warn("the venue's clock wasn't measured: {}", e.getMessage());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(final long offsetNs) {
        final MutableDirectBuffer buffer = sink.claim();
        final ClockOffsetEncoder encoder = new ClockOffsetEncoder();
        encoder.wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder());
        EventLayout.describe(buffer, 0, 0, 0, EventLayout.NO_TIME);
        encoder.offsetNs(offsetNs);
        if (sink.commit(MessageHeaderEncoder.ENCODED_LENGTH + encoder.encodedLength())) {
            toldNs = offsetNs;
        }
    }
}
