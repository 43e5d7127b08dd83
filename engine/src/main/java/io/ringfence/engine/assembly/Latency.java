package io.ringfence.engine.assembly;

import io.ringfence.gateway.session.LatencyRecorder;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * From a frame received to the order written that it caused, ns. Recorded by the orders loop; read when that has ended.
 * Paced by the market, so there is no coordinated omission to correct; with a market played as fast as the engine follows
 * the figures show a saturated engine.
 */
public final class Latency implements LatencyRecorder {
    private static final long HIGHEST_NANOS = TimeUnit.SECONDS.toNanos(100);
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(1, HIGHEST_NANOS, DIGITS);

    @Override
    public void record(final long nanos) {
        histogram.recordValue(Math.min(Math.max(nanos, 1), HIGHEST_NANOS));
    }

    public Histogram histogram() {
        return histogram;
    }
}
