package io.ringfence.benchmarks.indicator;

import io.ringfence.engine.feature.Bar;
import io.ringfence.engine.feature.FeatureSet;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.InstrumentRankedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SignalDecoder;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How long do all instruments take when all their candles close on one boundary: evaluated, ranked, signalled, decided and
 * journaled? Beside it, in turns, the two things that can't be left out: the features alone over as many rows in as much
 * memory, and copying that memory once.
 */
final class BoundaryFigure {
    private static final List<String> TIMEFRAMES = List.of("1m", "5m", "15m");
    private static final int MINUTES = 15;
    private static final double NS_PER_MS = 1e6;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int instruments;
    private final int rounds;
    private final SplittableRandom random = new SplittableRandom(5);
    private final long[] prices;
    private final Pipeline pipeline;
    private final FeatureSet[] sets;
    private final double[] cells;
    private final double[] copy;
    private final int stride;
    private final Bar bar = new Bar();
    private long nowNs = Pipeline.START_NS;

    BoundaryFigure(final Path folder, final int instruments, final int rounds) {
        this.instruments = instruments;
        this.rounds = rounds;
        prices = new long[instruments + 1];
        Arrays.setAll(prices, instrument -> 10_000 + 100L * instrument);
        pipeline = new Pipeline(folder, instruments, TIMEFRAMES, false);
        final var plan = Pipeline.settings(instruments, TIMEFRAMES, false).indicatorPlan();
        sets = new FeatureSet[TIMEFRAMES.size()];
        int length = 0;
        for (int i = 0; i < sets.length; i++) {
            sets[i] = plan.set(i);
            length += sets[i].stateLength();
        }
        stride = length;
        cells = new double[instruments * stride];
        copy = new double[instruments * stride];
    }

    void run() {
        final double[] wall = new double[rounds];
        final double[] cpu = new double[rounds];
        final double[] features = new double[rounds];
        final double[] copies = new double[rounds];
        for (int round = -rounds; round < rounds; round++) {
            quarterOfAnHour();
            pipeline.counting(round == rounds - 1);
            final long beganNs = System.nanoTime();
            final long cpuNs = THREADS.getCurrentThreadCpuTime();
            closeAll();
            final long spentNs = THREADS.getCurrentThreadCpuTime() - cpuNs;
            final long tookNs = System.nanoTime() - beganNs;
            final long alone = featuresAlone();
            final long copied = copyAlone();
            if (round >= 0) {
                wall[round] = tookNs / NS_PER_MS;
                cpu[round] = spentNs / NS_PER_MS;
                features[round] = alone / NS_PER_MS;
                copies[round] = copied / NS_PER_MS;
            }
        }
        print(wall, cpu, features, copies);
        pipeline.close();
    }

    private void print(final double[] wall, final double[] cpu, final double[] features, final double[] copies) {
        System.out.printf(
                "boundary: %d instruments x %d timeframes x %d features, %d cells of state each, %d rounds%n",
                instruments, sets.length, sets[0].features().size(), stride, rounds);
        System.out.printf(
                "  decided: bars=%d ranked=%d signals=%d orders=%d rejects=%d%n",
                pipeline.decisions(BarClosedDecoder.TEMPLATE_ID),
                pipeline.decisions(InstrumentRankedDecoder.TEMPLATE_ID),
                pipeline.decisions(SignalDecoder.TEMPLATE_ID),
                pipeline.decisions(OrderPlacedDecoder.TEMPLATE_ID),
                pipeline.decisions(RiskRejectDecoder.TEMPLATE_ID));
        line("all of it, wall", wall);
        line("all of it, cpu", cpu);
        line("features alone, cpu", features);
        line("copy of their state, cpu", copies);
    }

    private static void line(final String what, final double[] ms) {
        Arrays.sort(ms);
        System.out.printf(
                "  %-26s ms min %.2f  p10 %.2f  p50 %.2f  p90 %.2f  max %.2f%n",
                what, ms[0], ms[ms.length / 10], ms[ms.length / 2], ms[ms.length * 9 / 10], ms[ms.length - 1]);
    }

    /** A few trades and quotes a minute; the shorter candles close on their way, the last boundary is left to {@link #closeAll}. */
    private void quarterOfAnHour() {
        for (int minute = 0; minute < MINUTES; minute++) {
            for (int part = 1; part <= 3; part++) {
                pipeline.timeNs(nowNs + part * Pipeline.MINUTE_NS / 4);
                for (int instrument = 1; instrument <= instruments; instrument++) {
                    prices[instrument] = Math.max(1_000, prices[instrument] + random.nextInt(201) - 100);
                    pipeline.quote(
                            instrument, prices[instrument] - 1, prices[instrument] + 1, 1 + random.nextInt(1_000));
                    pipeline.trade(instrument, prices[instrument], 1 + random.nextInt(1_000), random.nextBoolean());
                }
                pipeline.tick();
            }
            nowNs += Pipeline.MINUTE_NS;
            pipeline.timeNs(nowNs);
            if (minute < MINUTES - 1) {
                closeAll();
            }
        }
    }

    private void closeAll() {
        for (int instrument = 1; instrument <= instruments; instrument++) {
            pipeline.boundary(instrument);
        }
    }

    private long featuresAlone() {
        final long cpuNs = THREADS.getCurrentThreadCpuTime();
        for (int instrument = 0; instrument < instruments; instrument++) {
            int at = instrument * stride;
            for (final FeatureSet set : sets) {
                final double price = prices[instrument + 1];
                set.onBar(cells, at, bar.set(nowNs / 1_000_000, price - 40, price + 70, price - 60, price, 500));
                at += set.stateLength();
            }
        }
        return THREADS.getCurrentThreadCpuTime() - cpuNs;
    }

    private long copyAlone() {
        final long cpuNs = THREADS.getCurrentThreadCpuTime();
        System.arraycopy(cells, 0, copy, 0, cells.length);
        return THREADS.getCurrentThreadCpuTime() - cpuNs;
    }
}
