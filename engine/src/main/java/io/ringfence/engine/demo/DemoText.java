package io.ringfence.engine.demo;

import io.ringfence.engine.assembly.Engine;
import io.ringfence.engine.replay.ReplayResult;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** The report for people. */
final class DemoText {
    private static final double NS_PER_US = 1_000;
    private static final double BYTES_PER_MIB = 1 << 20;

    private final PrintStream out;

    DemoText(final PrintStream out) {
        this.out = out;
    }

    void print(
            final DemoReport report,
            final Map<String, Double> bytesPerEvent,
            final Engine engine,
            final ReplayResult replay) {
        printEvents(report);
        line("decisions", "%,d", report.decisions());
        printOrders(report.orders());
        final DemoReport.Stops stops = report.stops();
        line("stops", "%,d armed, %,d moved, %,d hit", stops.armed(), stops.moved(), stops.hit());
        if (stops.nakedNs() > 0) {
            line("naked", "%.3f s without stop at the venue and without exit", stops.nakedNs() / 1e9);
        }
        printProfit(report.profit());
        printLatency(report.latency());
        line("allocated", "%s bytes per event after warm-up", new TreeMap<>(bytesPerEvent));
        line("lanes", "%s: %s", engine.layout().name(), engine.layout().rows());
        printJournal(report.journal());
        line(
                "replay",
                "%,d events, %,d records a second, %s",
                replay.events(),
                Math.round(replay.recordsPerSecond()),
                replay.verdict());
    }

    private void printEvents(final DemoReport report) {
        final DemoReport.Events events = report.events();
        line(
                "events",
                "%,d trades, %,d quotes (%,d more conflated), %,d depth updates, %,d others",
                events.trade(),
                events.quote(),
                report.conflated(),
                events.depth(),
                events.other());
    }

    private void printOrders(final DemoReport.Orders orders) {
        line(
                "orders",
                "%,d sent, %,d acknowledged, %,d filled, %,d rejected, %,d cancelled or expired",
                orders.sent(),
                orders.acked(),
                orders.filled(),
                orders.rejected(),
                orders.cancelled());
    }

    private void printProfit(final DemoReport.Profit profit) {
        line(
                "profit",
                "%s %s realized, %s unrealized, before %s fees",
                profit.realized().toPlainString(),
                profit.currency(),
                profit.unrealized().toPlainString(),
                profit.fees().toPlainString());
    }

    private void printJournal(final DemoReport.JournalSize journal) {
        line("journal", "%s: %,d events, %.1f MiB", journal.path(), journal.events(), journal.bytes() / BYTES_PER_MIB);
    }

    private void printLatency(final DemoReport.LatencyNs latency) {
        line(
                "latency",
                "frame received to order written%s: p50 %.1f us, p99 %.1f us, p99.9 %.1f us, max %.1f us, %,d orders",
                latency.saturated() ? " (saturated: the market is played as fast as the engine follows)" : "",
                latency.p50() / NS_PER_US,
                latency.p99() / NS_PER_US,
                latency.p999() / NS_PER_US,
                latency.max() / NS_PER_US,
                latency.count());
    }

    private void line(final String what, final String format, final Object... values) {
        out.printf("%-10s %s%n", what, String.format(format, values));
    }
}
