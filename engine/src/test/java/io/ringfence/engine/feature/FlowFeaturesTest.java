package io.ringfence.engine.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Features that listen to trades, quotes, the book and a reference instrument. */
class FlowFeaturesTest {
    private static final long SECOND_MS = 1_000;

    private final Bar bar = new Bar();
    private FeatureSet set;
    private double[] state;
    private long bars;

    @Test
    void shouldMeasureTheSpreadOfTheLatestQuoteAndItsMeanSinceTheLastBar() {
        given("spread", Map.of());
        set.onQuote(state, 0, 99, 1, 101, 1);
        set.onQuote(state, 0, 199, 1, 201, 1);
        close();

        assertEquals(2, value(0));
        assertEquals(100, value(1), 1e-12);
        assertEquals(150, value(2), 1e-12);

        close();

        assertEquals(2, value(0));
        assertFalse(set.isReady(state, 0, 2));
    }

    @Test
    void shouldHaveNoSpreadWithoutBothSides() {
        given("spread", Map.of());
        set.onQuote(state, 0, 99, 1, 101, 1);
        set.onQuote(state, 0, 0, 0, 101, 1);
        close();

        assertFalse(set.isReady(state, 0, 0));
        assertFalse(set.isReady(state, 0, 1));
        assertEquals(200, value(2), 1e-12);
    }

    @Test
    void shouldWeighBidAndAskByTheOtherSidesQuantity() {
        given("micro_price", Map.of());
        set.onQuote(state, 0, 100, 30, 104, 10);
        close();

        assertEquals((100.0 * 10 + 104.0 * 30) / 40, value(0), 1e-12);
        assertEquals(10_000 * (value(0) - 102) / 102, value(1), 1e-9);
    }

    @Test
    void shouldCompareTheTopOfTheBook() {
        given("book_imbalance", Map.of());
        set.onQuote(state, 0, 100, 30, 104, 10);
        close();
        assertEquals(0.5, value(0));

        set.onQuote(state, 0, 100, 0, 104, 0);
        close();
        assertFalse(set.isReady(state, 0, 0));
    }

    @Test
    void shouldCompareTheBestLevelsWhileTheBookIsWhole() {
        given("depth_imbalance", Map.of("levels", 2.0));
        set.onBook(state, 0, new Levels(true, new long[] {3, 4, 100}, new long[] {1}));
        close();
        assertEquals(6.0 / 8, value(0));

        set.onBook(state, 0, new Levels(false, new long[0], new long[0]));
        close();
        assertFalse(set.isReady(state, 0, 0));
    }

    @Test
    void shouldEqualANaiveFlowOfTrades() {
        given("trade_flow", Map.of("trades", 10.0));
        final Random random = new Random(1);
        double net = 0;
        double gross = 0;
        for (int i = 1; i <= 200; i++) {
            final double quantity = 1 + random.nextInt(100);
            final boolean buys = random.nextBoolean();
            net = net * 9 / 11 + (buys ? quantity : -quantity) * 2 / 11;
            gross = gross * 9 / 11 + quantity * 2 / 11;
            set.onTrade(state, 0, 5, quantity, buys);
            close();

            assertEquals(i >= 10, set.isReady(state, 0, 0));
            assertEquals(i >= 10 ? net / gross : 0, value(0), 1e-12);
        }
    }

    @Test
    void shouldEqualANaiveCorrelationOfReturns() {
        final Series series = Series.seeded(21, 4_000);
        given("reference_correlation", Map.of());
        final double[] reference = mixed(series, Series.seeded(22, 4_000));
        final double[] x = returns(series.close());
        final double[] y = returns(reference);
        for (int i = 0; i < series.length(); i++) {
            set.onReference(state, 0, reference[i]);
            set.onBar(state, 0, series.bar(bar, i));
            final boolean ready = i >= 50 && moves(x, i) && moves(y, i);

            assertEquals(ready, set.isReady(state, 0, 0), "at bar " + i);
            if (ready) {
                final double joint = covariance(x, y, i);
                assertEquals(joint / Math.sqrt(covariance(x, x, i) * covariance(y, y, i)), value(0), 1e-9);
                assertEquals(joint / covariance(y, y, i), value(1), 1e-9);
            }
        }
    }

    @Test
    void shouldCountPairsAnewBehindABarWithoutTheReference() {
        final Series series = Series.seeded(23, 400);
        given("reference_correlation", Map.of());
        final double[] reference = mixed(series, Series.seeded(24, 400));
        final double[] x = returns(series.close());
        final double[] y = returns(reference);
        for (int i = 0; i < series.length(); i++) {
            final boolean told = i >= 100 && i < 105;
            set.onReference(state, 0, told ? 0 : reference[i]);
            set.onBar(state, 0, series.bar(bar, i));
            final boolean ready = i >= 50 && i < 100 || i >= 155;

            assertEquals(ready && moves(x, i) && moves(y, i), set.isReady(state, 0, 0), "at bar " + i);
            if (set.isReady(state, 0, 0)) {
                assertEquals(covariance(x, y, i) / covariance(y, y, i), value(1), 1e-9);
            }
        }
    }

    /** Times 50. */
    private static double covariance(final double[] x, final double[] y, final int i) {
        final double meanX = IntStream.rangeClosed(i - 49, i)
                .mapToDouble(k -> x[k])
                .average()
                .orElseThrow();
        final double meanY = IntStream.rangeClosed(i - 49, i)
                .mapToDouble(k -> y[k])
                .average()
                .orElseThrow();
        return IntStream.rangeClosed(i - 49, i)
                .mapToDouble(k -> (x[k] - meanX) * (y[k] - meanY))
                .sum();
    }

    private static double[] mixed(final Series series, final Series other) {
        final double[] mixed = new double[series.length()];
        for (int i = 0; i < mixed.length; i++) {
            mixed[i] = series.close()[i] + other.close()[i];
        }
        return mixed;
    }

    private static double[] returns(final double[] prices) {
        final double[] returns = new double[prices.length];
        for (int i = 1; i < prices.length; i++) {
            returns[i] = StrictMath.log(prices[i] / prices[i - 1]);
        }
        return returns;
    }

    private static boolean moves(final double[] returns, final int i) {
        for (int k = i - 49; k <= i; k++) {
            if (returns[k] != 0) {
                return true;
            }
        }
        return false;
    }

    private void given(final String kind, final Map<String, Double> parameters) {
        set = new FeatureSet(List.of(FeatureCatalogue.kind(kind).with(parameters, SECOND_MS)));
        state = new double[set.stateLength()];
    }

    private void close() {
        set.onBar(state, 0, bar.set(bars++ * SECOND_MS, 100, 100, 100, 100, 1));
    }

    private double value(final int column) {
        return set.value(state, 0, column);
    }

    private record Levels(boolean isReady, long[] bids, long[] asks) implements BookView {
        @Override
        public int levels(final boolean bid) {
            return (bid ? bids : asks).length;
        }

        @Override
        public long price(final boolean bid, final int fromBest) {
            return bid ? 100 - fromBest : 101 + fromBest;
        }

        @Override
        public long quantity(final boolean bid, final int fromBest) {
            return (bid ? bids : asks)[fromBest];
        }
    }
}
