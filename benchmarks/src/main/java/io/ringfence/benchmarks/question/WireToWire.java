package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.report.Goal;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.subject.Answerer;
import io.ringfence.benchmarks.subject.NettyEcho;
import io.ringfence.benchmarks.subject.SpinningSockets;
import io.ringfence.benchmarks.subject.WiredEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Question 6: from a frame's bytes into one socket to an order's bytes out of another, measured at the other end. */
final class WireToWire implements Question {
    @Override
    public String name() {
        return "wire-to-wire";
    }

    @Override
    public void answer(final Bench bench) throws Exception {
        final Section section = new Section(
                "6. Wire to wire",
                "A quote's frame into one websocket, the order's JSON out of another, over loopback, spinning at both ends; the"
                        + " engine on one event loop. us; only blocks of " + RoundTrips.BLOCK
                        + " trips in which no busy thread waited for a core, where there are enough.",
                "what answers",
                "p50",
                "p90",
                "p99",
                "lost");
        if (bench.cores().count() < 2) {
            section.note("needs two cores: not measured");
            bench.report().add(section);
            return;
        }
        final Path folder = bench.folder("wire");
        Cores.release();
        try (WiredEngine engine = new WiredEngine(bench.cores(), Optional.empty());
                WiredEngine journaling = new WiredEngine(bench.cores(), Optional.of(folder.resolve("journal")));
                NettyEcho netty = new NettyEcho(bench.cores(), engine.quote());
                SpinningSockets plain = new SpinningSockets(bench.cores(), engine.quote())) {
            measure(bench, section, List.of(plain, netty, engine, journaling));
        } finally {
            Cores.release();
        }
        Bench.delete(folder);
        section.note("blocking transports are not measured; TLS: question 10");
        bench.report().add(section);
    }

    private static void measure(final Bench bench, final Section section, final List<Answerer> answerers)
            throws IOException {
        final RoundTrips trips = RoundTrips.measure(bench, answerers);
        trips.tell(bench, section, "Wire to wire");
        goal(bench, "wire to wire, p50, by a bare Netty echo", trips.middles(2, 1), 1.25, 1.1);
        goal(bench, "wire to wire, p50, by spinning sockets", trips.middles(2, 0), 2.5, 1.8);
        goal(bench, "wire to wire, journaling, p50, by a bare Netty echo", trips.middles(3, 1), 1.25, 1.1);
    }

    private static void goal(
            final Bench bench,
            final String name,
            final RoundTrips.Middles middles,
            final double must,
            final double aim) {
        bench.report()
                .add(
                        middles.isBelievable()
                                ? Goal.atMost(
                                        name,
                                        middles.ratio().median(),
                                        must,
                                        aim,
                                        middles.counted() + " of " + middles.pairs() + " pairs count")
                                : Goal.unmeasured(
                                        name,
                                        must,
                                        aim,
                                        "seen " + middles.ratio()
                                                + ", but threads waited for a core, or the anchor lost its trips"));
    }
}
