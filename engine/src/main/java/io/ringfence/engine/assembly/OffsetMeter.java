package io.ringfence.engine.assembly;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.ClockOffsetEncoder;
import io.ringfence.journal.message.MessageHeaderEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.MutableDirectBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the venue's clock now and then, and says by an event when the offset has changed enough to matter. Called by
 * one thread at a time, which may block: at the start, then on the blocking side.
 */
final class OffsetMeter {
    static final long INTERVAL_S = TimeUnit.HOURS.toSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OffsetMeter.class);
    private static final long MATTERS_NS = 1_000_000;
    private static final long REMARKABLE_NS = 1_000_000_000;

    private final VenueClock clock;
    private final RestClient rest;
    private final EventSink sink;
    private long toldNs;

    /** @param sink a hand-over sink of its own that waits for room */
    OffsetMeter(final VenueClock clock, final RestClient rest, final EventSink sink) {
        this.clock = clock;
        this.rest = rest;
        this.sink = sink;
    }

    void measure() throws RestException, InterruptedException {
        clock.measure(rest);
        final long offsetNs = clock.offsetNs();
        LOG.info("the venue's clock is ahead by ns={}", offsetNs);
        if (Math.abs(offsetNs) > REMARKABLE_NS) {
            LOG.warn("this host's clock and the venue's differ by ns={}: is the host's clock synchronised?", offsetNs);
        }
        if (Math.abs(offsetNs - toldNs) >= MATTERS_NS) {
            tell(offsetNs);
        }
    }

    /** Where it can't be measured now, the last offset holds on. */
    void measureAgain() {
        try {
            measure();
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
