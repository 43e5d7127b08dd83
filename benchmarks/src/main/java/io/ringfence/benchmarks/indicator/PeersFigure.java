package io.ringfence.benchmarks.indicator;

import io.ringfence.benchmarks.FeatureBenchmark;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * The comparison of {@link FeatureBenchmark} for a machine that does other things meanwhile: in turns, by the thread's own processor
 * time. What ta4j leaves to the collector's threads isn't counted.
 */
final class PeersFigure {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int OURS = 0;
    private static final long WARM_UP_NS = 2_000_000_000;
    private static final long SLICE_NS = 20_000_000;

    private record Peer(String name, DoubleSupplier run, double[] ns) {}

    @SuppressWarnings("unused") // Written, so that nothing is left out.
    private double seen;

    void run(final int rounds) {
        final FeatureBenchmark benchmark = new FeatureBenchmark();
        final FeatureBenchmark.Market market = new FeatureBenchmark.Market();
        final FeatureBenchmark.Sets sets = new FeatureBenchmark.Sets();
        final FeatureBenchmark.Batch batch = new FeatureBenchmark.Batch();
        final Peer[] peers = {
            new Peer("the eighteen here", () -> benchmark.sharedFeatures(market, sets), new double[rounds]),
            new Peer("TA-Lib, one batch", () -> benchmark.sharedByTaLib(market, batch), new double[rounds]),
            new Peer("ta4j, doubles", () -> benchmark.sharedByTa4jWithDoubles(market), new double[rounds]),
            new Peer("ta4j, its default", () -> benchmark.sharedByTa4j(market), new double[rounds]),
            new Peer("all features here", () -> benchmark.allFeatures(market, sets), new double[rounds])
        };
        for (final Peer peer : peers) {
            measure(peer, WARM_UP_NS);
        }
        for (int round = 0; round < rounds; round++) {
            for (final Peer peer : peers) {
                peer.ns()[round] = measure(peer, SLICE_NS);
            }
        }
        print(peers, rounds);
    }

    /** Per bar, over as many whole series as it takes. */
    private double measure(final Peer peer, final long atLeastNs) {
        final long beganNs = THREADS.getCurrentThreadCpuTime();
        long spentNs = 0;
        int series = 0;
        while (spentNs < atLeastNs) {
            seen += peer.run().getAsDouble();
            series++;
            spentNs = THREADS.getCurrentThreadCpuTime() - beganNs;
        }
        return (double) spentNs / series / FeatureBenchmark.BARS;
    }

    private void print(final Peer[] peers, final int rounds) {
        System.out.printf("peers: per bar, cpu, %d rounds in turns%n", rounds);
        for (final Peer peer : peers) {
            Arrays.sort(peer.ns());
            System.out.printf(
                    "  %-18s min %9.1f  p50 %9.1f ns  %8.2f times ours at the minimum, %8.2f at the median%n",
                    peer.name(),
                    peer.ns()[0],
                    peer.ns()[rounds / 2],
                    peer.ns()[0] / peers[OURS].ns()[0],
                    peer.ns()[rounds / 2] / peers[OURS].ns()[rounds / 2]);
        }
    }
}
