package io.ringfence.benchmarks;

import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What does exact {@code price x quantity} cost in fixed point, and what would it cost in {@link BigDecimal}? */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class NotionalBenchmark {
    private static final int PRICE_SCALE = 2;
    private static final int QUANTITY_SCALE = 3;

    /** As many pairs as defeat a branch predictor that learns them by heart; spot-like and perpetual-like sizes. */
    @State(Scope.Thread)
    public static class Orders {
        private static final int COUNT = 4096;

        private final long[] prices = new long[COUNT];
        private final long[] quantities = new long[COUNT];
        private final BigDecimal[] decimalPrices = new BigDecimal[COUNT];
        private final BigDecimal[] decimalQuantities = new BigDecimal[COUNT];
        private int next;

        public Orders() {
            final SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < COUNT; i++) {
                prices[i] = random.nextLong(1, 10_000_000);
                quantities[i] = random.nextLong(1, 100_000);
                decimalPrices[i] = BigDecimal.valueOf(prices[i], PRICE_SCALE);
                decimalQuantities[i] = BigDecimal.valueOf(quantities[i], QUANTITY_SCALE);
            }
        }

        private int advance() {
            next = (next + 1) & (COUNT - 1);
            return next;
        }
    }

    /** The cost of the loop and of fetching two numbers alone. */
    @Benchmark
    public long baseline(final Orders orders) {
        final int at = orders.advance();
        return orders.prices[at] ^ orders.quantities[at];
    }

    @Benchmark
    public long money(final Orders orders) {
        final int at = orders.advance();
        return Money.notional(orders.prices[at], orders.quantities[at], PRICE_SCALE, QUANTITY_SCALE);
    }

    @Benchmark
    public BigDecimal bigDecimal(final Orders orders) {
        final int at = orders.advance();
        return orders.decimalPrices[at]
                .multiply(orders.decimalQuantities[at])
                .setScale(Money.SCALE, RoundingMode.HALF_UP);
    }
}
