package io.ringfence.engine.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ringfence.engine.report.DecisionTally;
import io.ringfence.engine.report.EventTally;
import io.ringfence.engine.report.JournalFigures;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import org.HdrHistogram.Histogram;

/**
 * What a demo came to; printed as one JSON object with exactly these names. Money is in the account currency.
 *
 * @param conflated quotes that a later one replaced before they became events
 * @param allocatedBytesPerEvent the worst of all lanes and the inbound thread, after warm-up
 */
record DemoReport(
        Events events,
        long conflated,
        long decisions,
        Orders orders,
        Stops stops,
        Profit profit,
        @JsonProperty("latency_ns") LatencyNs latency,
        @JsonProperty("allocated_bytes_per_event") double allocatedBytesPerEvent,
        JournalSize journal,
        ReplayOutcome replay) {

    /** By type; the parts of one depth update count as one. */
    record Events(long trade, long quote, long depth, long other) {
        static Events of(final EventTally tally) {
            return new Events(tally.trades(), tally.quotes(), tally.depths(), tally.others());
        }
    }

    /** Cancelled includes expired. */
    record Orders(long sent, long acked, long filled, long rejected, long cancelled) {
        static Orders of(final JournalFigures figures) {
            final DecisionTally tally = figures.decisions();
            return new Orders(
                    figures.ordersSent(),
                    tally.ordersAcknowledged(),
                    tally.ordersFilled(),
                    tally.ordersRejected(),
                    tally.ordersCancelled());
        }
    }

    /** @param nakedNs how long positions on spot were without stop at the venue and without exit, in all */
    record Stops(
            long armed,
            long moved,
            long hit,
            @JsonProperty("naked_ns") long nakedNs) {
        static Stops of(final DecisionTally tally) {
            return new Stops(tally.stopsArmed(), tally.stopsMoved(), tally.stopsHit(), tally.nakedNs());
        }
    }

    /** Realized and unrealized are before fees. */
    record Profit(BigDecimal realized, BigDecimal unrealized, BigDecimal fees, String currency) {
        static Profit of(final JournalFigures figures, final String currency) {
            return new Profit(
                    money(figures.decisions().realized()),
                    money(figures.unrealized()),
                    money(figures.decisions().fees()),
                    currency);
        }

        private static BigDecimal money(final long money) {
            return new BigDecimal(Decimals.format(money, Money.SCALE));
        }
    }

    /** From a frame received to the order written that it caused. */
    record LatencyNs(long p50, long p99, long p999, long max, long count, boolean saturated) {
        static LatencyNs of(final Histogram histogram, final boolean saturated) {
            return new LatencyNs(
                    histogram.getValueAtPercentile(50),
                    histogram.getValueAtPercentile(99),
                    histogram.getValueAtPercentile(99.9),
                    histogram.getMaxValue(),
                    histogram.getTotalCount(),
                    saturated);
        }
    }

    /** @param path what {@code --journal} takes */
    record JournalSize(String path, long events, long bytes) {}

    record ReplayOutcome(long events, long divergences) {}
}
