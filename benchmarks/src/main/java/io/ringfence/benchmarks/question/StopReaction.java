package io.ringfence.benchmarks.question;

import io.ringfence.benchmarks.report.Section;
import io.ringfence.benchmarks.report.Series;
import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.subject.PriceSeries;
import io.ringfence.benchmarks.subject.StoppedEngine;
import io.ringfence.benchmarks.subject.TrailedPosition;
import io.ringfence.benchmarks.subject.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Question 8: how soon a trailing stop reacts to the price that crosses it, order written included, beside bots that look
 * every so often; and what that costs on the same prices.
 *
 * <p>The engine's reaction is measured over sockets. A bot's is computed, in its favour: it knows the newest price at the
 * moment it looks, and its order takes no time.
 */
final class StopReaction implements Question {
    private static final Path TRADES = Path.of("../shared/data/trades/btcusdt_binance_trades_20220115.csv.gz");
    private static final int[] POLLS_S = {1, 5, 30, 300};
    private static final int DISTANCE_BP = 50;
    private static final long ENTRY_EVERY_NS = TimeUnit.SECONDS.toNanos(60);
    /** Spreads when the bots look first over their period: the golden ratio's share. */
    private static final double SPREAD = 0.6180339887498949;

    private static final long HIGHEST_NS = TimeUnit.HOURS.toNanos(24);
    private static final long ONE_S_NS = TimeUnit.SECONDS.toNanos(1);
    private static final int WARM_UP = 5_000;
    private static final int TURN = 100;
    private static final long TURN_LIMIT_NS = TimeUnit.SECONDS.toNanos(2);
    private static final String PLOT = "Stop reaction";

    /** How long after the crossing, and how much worse than the stop. */
    private record Reactions(Histogram nanos, List<Double> slipsBp) {
        Reactions() {
            this(new Histogram(1, HIGHEST_NS, 3), new ArrayList<>());
        }

        void add(final long afterNs, final double slipBp) {
            nanos.recordValue(Math.min(HIGHEST_NS, Math.max(1, afterNs)));
            slipsBp.add(slipBp);
        }

        double slip(final double share) {
            final double[] sorted =
                    slipsBp.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
        }

        double meanSlip() {
            return slipsBp.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }
    }

    @Override
    public String name() {
        return "stop-reaction";
    }

    @Override
    public void answer(final Bench bench) throws Exception {
        final Section section = new Section(
                "8. Stop reaction",
                "From the price that crosses a trailing stop of " + DISTANCE_BP / 100.0
                        + " % to the exit's last byte. The engine's is"
                        + " measured over loopback sockets, as in 6; bots are computed over the same prices, as if their orders took no"
                        + " time. Slip: how much worse than the stop the price then is, basis points.",
                "prices",
                "who",
                "p50",
                "p90",
                "p99",
                "longest",
                "slip mean",
                "slip p50",
                "slip p90",
                "slip p99",
                "slip worst");
        if (bench.cores().count() < 2) {
            section.note("the engine needs two cores: not measured");
        } else {
            final Histogram engine = engine(bench, section);
            for (final PriceSeries series : series(bench, section)) {
                compare(bench, section, series, engine);
            }
            section.note(
                    "a bot trails the best price that it has seen, and leaves at a price that it sees: where the price"
                            + " comes back before it looks, it stays in, for hours at times, and may leave at a better one");
        }
        bench.report().add(section);
    }

    private static List<PriceSeries> series(final Bench bench, final Section section) throws IOException {
        final List<PriceSeries> all = new ArrayList<>();
        all.add(PriceSeries.generated(
                (int) TimeUnit.HOURS.toSeconds(bench.extent().isFull() ? 4 : 1)));
        final Path trades = bench.home().resolve(TRADES);
        if (Files.isReadable(trades)) {
            all.add(PriceSeries.ofTrades(trades));
        } else {
            section.note("recorded prices are left out: there is no " + TRADES);
        }
        return all;
    }

    /** What is measured, with the journal on; the row without it is shown beside. */
    private static Histogram engine(final Bench bench, final Section section) throws IOException {
        final Path folder = bench.folder("stop");
        final Histogram plain = new Histogram(1, HIGHEST_NS, 3);
        final Histogram journaling = new Histogram(1, HIGHEST_NS, 3);
        Cores.release();
        try (StoppedEngine off = new StoppedEngine(bench.cores(), Optional.empty());
                StoppedEngine on = new StoppedEngine(bench.cores(), Optional.of(folder.resolve("journal")))) {
            off.end();
            on.end();
            bench.cores().pin(0);
            final int warmUp = bench.extent() == Extent.SMOKE ? TURN : WARM_UP;
            turn(off, warmUp, new Histogram(1, HIGHEST_NS, 3));
            turn(on, warmUp, new Histogram(1, HIGHEST_NS, 3));
            int lost = 0;
            for (int round = 0; round < 2 * bench.extent().pairs(); round++) {
                lost += turn(off, TURN, plain) + turn(on, TURN, journaling);
            }
            section.note(String.format(
                    "engine without its journal: p50 %s, p90 %s, p99 %s; %d answers lost",
                    text(plain.getValueAtPercentile(50)),
                    text(plain.getValueAtPercentile(90)),
                    text(plain.getValueAtPercentile(99)),
                    lost));
        } finally {
            Cores.release();
        }
        Bench.delete(folder);
        return journaling;
    }

    private static int turn(final StoppedEngine engine, final int trips, final Histogram nanos) throws IOException {
        int lost = 0;
        engine.begin();
        final long start = System.nanoTime();
        for (int i = 0; i < trips && System.nanoTime() - start < TURN_LIMIT_NS; i++) {
            final long reaction = engine.roundTrip();
            if (reaction == Wire.LOST) {
                lost++;
            } else {
                nanos.recordValue(Math.min(HIGHEST_NS, reaction));
            }
        }
        engine.end();
        return lost;
    }

    private static void compare(
            final Bench bench, final Section section, final PriceSeries series, final Histogram engine) {
        final Reactions ours = new Reactions();
        final List<Reactions> bots =
                Arrays.stream(POLLS_S).mapToObj(every -> new Reactions()).toList();
        final int left = play(series, engine.getValueAtPercentile(99), ours, bots);
        final String plot = PLOT + ", " + series.name();
        bench.report().add(new Series(plot, "engine, journaling", engine));
        row(section, series, "engine, journaling", engine, ours);
        for (int i = 0; i < POLLS_S.length; i++) {
            final String name = "polling every " + POLLS_S[i] + " s";
            row(section, series, name, bots.get(i).nanos(), bots.get(i));
            bench.report().add(new Series(plot, name, bots.get(i).nanos()));
        }
        section.note(
                series.name() + ": " + ours.slipsBp().size() + " positions, long and short in turn, one every "
                        + TimeUnit.NANOSECONDS.toSeconds(ENTRY_EVERY_NS) + " s; " + left
                        + " left out, since the prices end before all have noticed; the engine's slip is at the price its 99th percentile later");
    }

    /** @return positions that not all would have left before the prices end: they count for nobody */
    private static int play(
            final PriceSeries series, final long reactionNs, final Reactions ours, final List<Reactions> bots) {
        int left = 0;
        int number = 0;
        final long endNs = series.timesNs()[series.count() - 1];
        for (long at = series.timesNs()[0]; at < endNs; at += ENTRY_EVERY_NS) {
            final TrailedPosition position =
                    new TrailedPosition(series, series.firstFrom(at), number % 2 == 0 ? 1 : -1, DISTANCE_BP);
            final Optional<TrailedPosition.Exit> watched = position.watched();
            final List<Optional<TrailedPosition.Exit>> polled = polled(position, number);
            number++;
            if (watched.isEmpty() || polled.stream().anyMatch(Optional::isEmpty)) {
                left++;
                continue;
            }
            final TrailedPosition.Exit crossing = watched.get();
            ours.add(reactionNs, position.slipBp(crossing.stop(), series.priceAt(crossing.timeNs() + reactionNs)));
            for (int i = 0; i < bots.size(); i++) {
                final TrailedPosition.Exit exit = polled.get(i).orElseThrow();
                bots.get(i).add(exit.timeNs() - crossing.timeNs(), position.slipBp(crossing.stop(), exit.price()));
            }
        }
        return left;
    }

    private static List<Optional<TrailedPosition.Exit>> polled(final TrailedPosition position, final int number) {
        final double share = number * SPREAD % 1;
        return Arrays.stream(POLLS_S)
                .mapToLong(TimeUnit.SECONDS::toNanos)
                .mapToObj(every -> position.polled(every, (long) (share * every)))
                .toList();
    }

    private static void row(
            final Section section,
            final PriceSeries series,
            final String who,
            final Histogram nanos,
            final Reactions reactions) {
        if (reactions.slipsBp().isEmpty()) {
            section.note(series.name() + ": no stop was crossed");
            return;
        }
        section.row(
                series.name(),
                who,
                text(nanos.getValueAtPercentile(50)),
                text(nanos.getValueAtPercentile(90)),
                text(nanos.getValueAtPercentile(99)),
                text(nanos.getMaxValue()),
                reactions.meanSlip(),
                reactions.slip(0.5),
                reactions.slip(0.9),
                reactions.slip(0.99),
                reactions.slip(1));
    }

    private static String text(final long nanos) {
        if (nanos < 1_000_000) {
            return String.format("%.1f us", nanos / 1e3);
        }
        return nanos < ONE_S_NS ? String.format("%.1f ms", nanos / 1e6) : String.format("%.1f s", nanos / 1e9);
    }
}
