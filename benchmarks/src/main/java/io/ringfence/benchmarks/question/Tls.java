package io.ringfence.benchmarks.question;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.ByteBufAllocator;
import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.OwnCost;
import io.ringfence.benchmarks.subject.Answerer;
import io.ringfence.benchmarks.subject.LoopbackTls;
import io.ringfence.benchmarks.subject.NettyEcho;
import io.ringfence.benchmarks.subject.RecordCost;
import io.ringfence.benchmarks.subject.WiredEngine;
import io.ringfence.gateway.loop.IdleMode;
import io.ringfence.gateway.loop.LoopSettings;
import io.ringfence.gateway.loop.PollingLoop;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Question 10: what TLS costs on top, in bytes, time and collections, a record and wire to wire. The issue sets no goals for it. */
final class Tls implements Question {
    /** Rates that collections an hour are told for, quotes a second. */
    private static final List<Integer> RATES = List.of(1_000, 10_000, 100_000);

    private static final int TRIPS = 20_000;
    private static final int TRIPS_SMOKE = 1_000;
    private static final int QUOTES_A_TRIP = 10;
    private static final double HOUR_S = 3_600;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String EDEN = "Eden";
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** About as long as a quote, and as the order that a round trip brings back. */
    private static final byte[] QUOTE = "q".repeat(150).getBytes(StandardCharsets.US_ASCII);

    private static final byte[] ORDER = "o".repeat(330).getBytes(StandardCharsets.US_ASCII);

    @Override
    public String name() {
        return "tls";
    }

    @Override
    public void answer(final Bench bench) throws Exception {
        final LoopbackTls tls = LoopbackTls.make();
        try {
            bench.cores().pin(0);
            final PollingLoop loop = new PollingLoop(LoopSettings.of("tls-records", IdleMode.BLOCK));
            records(bench, tls, loop.allocator());
            loop.close(LIMIT);
            Cores.release();
            if (bench.cores().count() > 1) {
                overSockets(bench, tls);
            }
        } finally {
            Cores.release();
        }
    }

    private static void overSockets(final Bench bench, final LoopbackTls tls) throws IOException {
        try (WiredEngine plain = new WiredEngine(bench.cores(), Optional.empty());
                WiredEngine secured = new WiredEngine(bench.cores(), tls);
                NettyEcho bare = new NettyEcho(bench.cores(), plain.quote());
                NettyEcho echo = new NettyEcho(bench.cores(), plain.quote(), Optional.of(tls))) {
            wire(bench, List.of(bare, plain, echo, secured));
            stream(bench, plain, secured);
        }
    }

    private static void records(final Bench bench, final LoopbackTls tls, final ByteBufAllocator pool)
            throws IOException {
        final Section section = new Section(
                "10. TLS, a record",
                "A quote of " + QUOTE.length + " bytes in and an order of " + ORDER.length
                        + " out at the engine's end, each"
                        + " a record of its own: through Netty's handler over the JDK's engine, less what the same bytes cost"
                        + " without it. Own CPU time and allocated bytes; least of "
                        + rounds(bench) + " rounds, in turn.",
                "agreed on",
                "in ns",
                "in B",
                "out ns",
                "out B");
        final RecordCost plain = RecordCost.plain(pool);
        final RecordCost[] secured = new RecordCost[LoopbackTls.Suite.ALL.size()];
        for (int i = 0; i < secured.length; i++) {
            secured[i] = RecordCost.of(pool, tls, LoopbackTls.Suite.ALL.get(i));
        }
        final OwnCost[][] least = new OwnCost[secured.length + 1][];
        for (int round = 0; round < rounds(bench); round++) {
            least[0] = least(least[0], plain);
            for (int i = 0; i < secured.length; i++) {
                least[i + 1] = least(least[i + 1], secured[i]);
            }
        }
        for (int i = 0; i < secured.length; i++) {
            final OwnCost[] costs = least[i + 1];
            section.row(
                    LoopbackTls.Suite.ALL.get(i).name(),
                    costs[0].nanos() - least[0][0].nanos(),
                    costs[0].bytes() - least[0][0].bytes(),
                    costs[1].nanos() - least[0][1].nanos(),
                    costs[1].bytes() - least[0][1].bytes());
        }
        bench.report().add(section);
    }

    private static int rounds(final Bench bench) {
        return bench.extent() == Extent.SMOKE ? 2 : 10 * bench.extent().pairs();
    }

    /** In and out; the better of those before, if any, and of one round more. */
    private static OwnCost[] least(final OwnCost[] before, final RecordCost cost) {
        final OwnCost in = cost.in(QUOTE);
        final OwnCost out = cost.out(ORDER);
        return before == null ? new OwnCost[] {in, out} : new OwnCost[] {before[0].best(in), before[1].best(out)};
    }

    private static void wire(final Bench bench, final List<Answerer> answerers) throws IOException {
        final Section section = new Section(
                "10. TLS, wire to wire",
                "As question 6, without and with TLS on both connections, by what both ends agree on if nobody asks for another"
                        + " cipher. Each trip has a record each way, so the venue's own part of TLS, about as much again, is"
                        + " in it. us.",
                "what answers",
                "p50",
                "p90",
                "p99",
                "lost");
        final RoundTrips trips = RoundTrips.measure(bench, answerers);
        trips.tell(bench, section, "TLS");
        section.note("engine with TLS by engine without: " + said(trips.middles(3, 1)));
        section.note("engine by bare Netty echo, both with TLS: " + said(trips.middles(3, 2)));
        bench.report().add(section);
    }

    private static String said(final RoundTrips.Middles middles) {
        return "p50 " + middles.ratio()
                + (middles.isBelievable()
                        ? ", " + middles.counted() + " of " + middles.pairs() + " pairs count"
                        : ", but threads waited for a core: not to be believed");
    }

    private static void stream(final Bench bench, final WiredEngine plain, final WiredEngine secured)
            throws IOException {
        final int trips = bench.extent() == Extent.SMOKE ? TRIPS_SMOKE : TRIPS;
        final Section section = new Section(
                "10. TLS, collections",
                "What the running engine's one thread allocated, by the JVM's counter, and the collections of this JVM"
                        + " meanwhile: " + trips + " quotes that cause an order each, and " + QUOTES_A_TRIP
                        + " times as many one after the other, of which few do.",
                "engine",
                "B a quote",
                "collections",
                "B a quote and its order",
                "collections");
        told(section, plain, trips);
        final double bytes = told(section, secured, trips);
        final long eden = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().contains(EDEN))
                .mapToLong(pool -> pool.getUsage().getCommitted())
                .sum();
        for (final int rate : RATES) {
            section.note(String.format(
                    Locale.ROOT,
                    "%,d quotes a second over TLS: %.0f collections an hour, computed from the bytes of one and an eden of"
                            + " %d MiB",
                    rate,
                    rate * HOUR_S * bytes / eden,
                    eden >> 20));
        }
        bench.report().add(section);
    }

    /** A row; the bytes of a quote. */
    private static double told(final Section section, final WiredEngine engine, final int trips) throws IOException {
        engine.begin();
        engine.stream(trips);
        final Made quotes = Made.since(engine);
        engine.stream(QUOTES_A_TRIP * trips);
        final Made inAll = quotes.until(engine);
        final Made orders = Made.since(engine);
        for (int i = 0; i < trips; i++) {
            engine.roundTrip();
        }
        final Made withOrders = orders.until(engine);
        engine.end();
        final double aQuote = (double) inAll.bytes() / (QUOTES_A_TRIP * trips);
        section.row(
                engine.name(),
                aQuote,
                inAll.collections(),
                (double) withOrders.bytes() / trips,
                withOrders.collections());
        return aQuote;
    }

    /** Bytes of an engine's thread and collections of this JVM, so far or of a while. */
    private record Made(long bytes, long collections) {
        static Made since(final WiredEngine engine) {
            return new Made(THREADS.getThreadAllocatedBytes(engine.threadId()), Tls.collections());
        }

        Made until(final WiredEngine engine) {
            final Made now = since(engine);
            return new Made(now.bytes - bytes, now.collections - collections);
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }
}
