package io.ringfence.engine.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.FormerStopSettings;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.testing.TestInstruments;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Seeded price paths under the stop of before there were profiles, computed over whole arrays in BigDecimal: the profile that it is
 * translated to does the same.
 */
class FormerStopPathsTest {
    private static final int PATHS = 10_000;
    private static final int LENGTH = 120;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** A path of one position: prices where it could be closed, the worst since the last one, and the ATR at the time. */
    private record Path(
            long seed,
            int side,
            long entry,
            long tick,
            FormerStopSettings settings,
            long[] price,
            long[] worst,
            double[] atr) {}

    @Test
    void shouldEqualTheNaiveStopOnSeededPaths() {
        int hits = 0;
        for (int seed = 0; seed < PATHS; seed++) {
            final Path path = path(seed);
            final List<String> actual = run(path);
            final List<String> expected = naive(path);

            assertEquals(expected, actual, () -> "seed=" + path.seed() + " " + path.settings());
            hits += actual.get(actual.size() - 1).startsWith("hit") ? 1 : 0;
        }
        assertTrue(hits > PATHS / 3, "only " + hits + " paths hit their stop");
    }

    private static Path path(final int seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int side = random.nextBoolean() ? 1 : -1;
        final long entry = random.nextLong(50_000, 200_000);
        final boolean byAtr = random.nextBoolean();
        final FormerStopSettings settings = new FormerStopSettings(
                random.nextInt(1, 400) / 100.0,
                random.nextInt(0, 200) / 100.0,
                byAtr ? 0 : random.nextInt(1, 300) / 100.0,
                byAtr ? random.nextInt(1, 40) / 8.0 : 0,
                Timeframe.valueOf("1s"),
                random.nextInt(1, 20));
        final long[] price = new long[LENGTH];
        final long[] worst = new long[LENGTH];
        final double[] atr = new double[LENGTH];
        final long tick = random.nextInt(4) == 0 ? 25 : random.nextInt(1, 12);
        long at = entry;
        double range = 0;
        final double drift = random.nextDouble(-0.0005, 0.0015) * side;
        for (int i = 0; i < LENGTH; i++) {
            final double step = drift + random.nextDouble(-0.003, 0.003);
            at = Math.max(1_000, Math.round(at * (1 + step)));
            price[i] = at;
            worst[i] = random.nextInt(5) == 0 ? at - side * random.nextLong(0, at / 300) : at;
            range = i < 5 ? 0 : random.nextInt(3) == 0 ? at * random.nextDouble(0.0002, 0.01) : range;
            atr[i] = range;
        }
        return new Path(seed, side, entry, tick, settings, price, worst, atr);
    }

    private static List<String> run(final Path path) {
        final Instruments instruments = TestInstruments.withTick(path.tick());
        final PositionStopsTest.Spoken spoken = new PositionStopsTest.Spoken();
        final PositionStops stops = new PositionStops(
                path.settings().profile(), List.of(path.settings().timeframe()), 0, instruments, 1, spoken);
        stops.position(1, path.side() * 3L, path.entry(), 0);
        for (int i = 0; i < LENGTH; i++) {
            if (path.atr()[i] > 0) {
                stops.bar(1, 0, 2, 1, path.atr()[i]);
            }
            final long price = path.price()[i];
            final long worst = path.worst()[i];
            if (path.side() > 0) {
                stops.quote(1, price, price + 5, worst, price + 5, 0);
            } else {
                stops.quote(1, price - 5, price, price - 5, worst, 0);
            }
        }
        return spoken.words;
    }

    private static List<String> naive(final Path path) {
        final List<String> words = new ArrayList<>();
        final BigDecimal entry = BigDecimal.valueOf(path.entry());
        BigDecimal stop = stopAt(path, entry, portion(entry, path.settings().initialPercent()));
        words.add("armed " + path.side() * 3 + " " + stop + " from " + path.entry());
        String rule = "HARD";
        for (int i = 0; i < LENGTH; i++) {
            if (isBeyond(path, path.worst()[i], stop)) {
                words.add("hit " + stop + " by " + path.worst()[i] + " " + rule);
                return words;
            }
            final BigDecimal moved = trail(path, i);
            final BigDecimal least = BigDecimal.valueOf((long) path.settings().minStepTicks() * path.tick());
            if (moved != null && ahead(path, moved, stop).compareTo(least) >= 0) {
                words.add("moved " + moved + " from " + stop + " best " + best(path, i) + " TRAIL");
                stop = moved;
                rule = "TRAIL";
            }
            if (isBeyond(path, path.price()[i], stop)) {
                words.add("hit " + stop + " by " + path.price()[i] + " " + rule);
                return words;
            }
        }
        return words;
    }

    /** Where the stop would trail at {@code i}, or null if it doesn't. */
    private static BigDecimal trail(final Path path, final int i) {
        final BigDecimal best = BigDecimal.valueOf(best(path, i));
        final BigDecimal entry = BigDecimal.valueOf(path.entry());
        final BigDecimal profit = ahead(path, best, entry);
        if (profit.compareTo(portion(entry, path.settings().activationPercent())) < 0) {
            return null;
        }
        if (path.settings().distancePercent() > 0) {
            return stopAt(path, best, portion(best, path.settings().distancePercent()));
        }
        return path.atr()[i] == 0
                ? null
                : stopAt(
                        path,
                        best,
                        new BigDecimal(path.atr()[i] * path.settings().distanceAtr()));
    }

    private static long best(final Path path, final int until) {
        long best = path.entry();
        for (int i = 0; i <= until; i++) {
            best = path.side() > 0 ? Math.max(best, path.price()[i]) : Math.min(best, path.price()[i]);
        }
        return best;
    }

    private static BigDecimal portion(final BigDecimal price, final double percent) {
        return price.multiply(BigDecimal.valueOf(percent)).divide(HUNDRED);
    }

    private static BigDecimal stopAt(final Path path, final BigDecimal price, final BigDecimal distance) {
        final BigDecimal tick = BigDecimal.valueOf(path.tick());
        final BigDecimal behind = distance.setScale(0, RoundingMode.DOWN).max(tick);
        final BigDecimal exact = path.side() > 0 ? price.subtract(behind) : price.add(behind);
        final RoundingMode protective = path.side() > 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
        return exact.divide(tick, 0, protective).multiply(tick);
    }

    private static BigDecimal ahead(final Path path, final BigDecimal price, final BigDecimal other) {
        return price.subtract(other).multiply(BigDecimal.valueOf(path.side()));
    }

    private static boolean isBeyond(final Path path, final long price, final BigDecimal stop) {
        return ahead(path, BigDecimal.valueOf(price), stop).signum() <= 0;
    }
}
