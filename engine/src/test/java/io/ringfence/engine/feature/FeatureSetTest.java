package io.ringfence.engine.feature;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.testing.Allocation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The whole catalogue at once: readiness, live values, saving, allocation. */
class FeatureSetTest {
    private static final int BARS = 3_000;

    private final FeatureSet set = FeatureCatalogue.all(Series.MINUTE_MS);
    private final Series series = Series.seeded(11, BARS);
    private final Bar bar = new Bar();
    private final MadeMarket market = new MadeMarket();

    @Test
    void shouldHaveSixtySixFeaturesAndMoreWithNamesOfTheirOwn() {
        assertTrue(
                FeatureCatalogue.kinds().size() >= 66,
                () -> "only " + FeatureCatalogue.kinds().size());
        assertEquals(set.columns().size(), new HashSet<>(set.columnNames()).size());
    }

    @Test
    void shouldBeReadyWithTheBarThatItSays() {
        final double[] state = new double[set.stateLength()];
        final int[] first = new int[set.columns().size()];
        for (int i = 0; i < BARS; i++) {
            advance(set, state, 0, i);
            for (int column = 0; column < first.length; column++) {
                first[column] = first[column] == 0 && set.isReady(state, 0, column) ? i + 1 : first[column];
            }
        }

        for (int column = 0; column < first.length; column++) {
            final int says = set.columns().get(column).warmUpBars();
            final String name = set.columnNames().get(column);
            if (dependsOnData(name)) {
                assertTrue(first[column] >= says, name + ": ready with bar " + first[column] + ", says " + says);
                assertNotEquals(0, first[column], name);
            } else {
                assertEquals(says, first[column], name);
            }
        }
    }

    /** On days' ends, swings, trades and quotes; and on how the higher candles lie. */
    private static boolean dependsOnData(final String name) {
        return name.matches("(pivot_points|swing_points|higher_timeframe|trade_flow|spread|book_|depth_|micro_).*");
    }

    @Test
    void shouldNeverStateWhatIsNoNumber() {
        final double[] state = new double[set.stateLength()];
        for (int i = 0; i < BARS; i++) {
            advance(set, state, 0, i);
            for (int column = 0; column < set.columns().size(); column++) {
                assertTrue(
                        Double.isFinite(set.value(state, 0, column)),
                        set.columnNames().get(column) + " at bar " + i);
            }
        }
    }

    /** Also of bars that no market makes. */
    @Test
    void shouldStayFiniteWhateverComes() {
        final double[] state = new double[set.stateLength()];
        final Random random = new Random(3);
        for (int i = 0; i < BARS; i++) {
            final double price = random.nextInt(10) == 0 ? 0 : random.nextInt(5) * 1e15;
            set.onBar(state, 0, bar.set(i * 1_000L * random.nextInt(100_000), price, price, price / 2, price, 0));
            for (int column = 0; column < set.columns().size(); column++) {
                assertTrue(
                        Double.isFinite(set.value(state, 0, column)),
                        set.columnNames().get(column) + " at bar " + i);
            }
        }
    }

    @Test
    void shouldShowLiveWhatTheCloseWillBringAndChangeNothing() {
        final double[] state = new double[set.stateLength()];
        for (int i = 0; i < BARS; i++) {
            market.tell(set, state, 0, i);
            if (i % 7 == 0) {
                final double[] before = state.clone();
                final double[][] live = liveValues(state, i);
                assertArrayEquals(before, state);
                set.onBar(state, 0, series.bar(bar, i));
                assertLiveWas(live, state, i);
            } else {
                set.onBar(state, 0, series.bar(bar, i));
            }
        }
    }

    /** Per feature its values, no number where it isn't ready. */
    private double[][] liveValues(final double[] state, final int i) {
        final double[][] values = new double[set.features().size()][];
        for (int feature = 0; feature < values.length; feature++) {
            // Something else first: the second question must not remember it.
            live(state, bar.set(series.timeMs()[i], 1, 2, 1, 2, 5), feature);
            live(state, series.bar(bar, i), feature);
            values[feature] =
                    new double[set.features().get(feature).feature().columns().size()];
            for (int column = 0; column < values[feature].length; column++) {
                values[feature][column] = set.liveValue(column, Double.NaN);
            }
        }
        return values;
    }

    /** Without a bar where the feature says that it reads none. */
    private void live(final double[] state, final Bar forming, final int feature) {
        if (!set.readsBars(feature)) {
            set.live(state, 0, feature);
            return;
        }
        set.cover(state, 0, forming);
        set.live(state, 0, feature);
        set.uncover();
    }

    private void assertLiveWas(final double[][] live, final double[] state, final int i) {
        final double[] flat =
                Arrays.stream(live).flatMapToDouble(Arrays::stream).toArray();
        for (int column = 0; column < flat.length; column++) {
            final double closed = set.isReady(state, 0, column) ? set.value(state, 0, column) : Double.NaN;
            assertEquals(closed, flat[column], set.columnNames().get(column) + " at bar " + i);
        }
    }

    @Test
    void shouldGoOnFromACopyOfItsCellsAsIfNothingHadBeen() {
        final double[] state = new double[set.stateLength()];
        final double[] copies = new double[5 + set.stateLength()];
        for (int i = 0; i < BARS / 2; i++) {
            advance(set, state, 0, i);
        }
        System.arraycopy(state, 0, copies, 5, state.length);
        final FeatureSet restored = FeatureCatalogue.all(Series.MINUTE_MS);
        for (int i = BARS / 2; i < BARS; i++) {
            advance(set, state, 0, i);
            advance(restored, copies, 5, i);
        }

        assertArrayEquals(state, Arrays.copyOfRange(copies, 5, copies.length));
    }

    @Test
    void shouldKeepSeriesApart() {
        final double[] alone = new double[set.stateLength()];
        final double[] both = new double[2 * set.stateLength()];
        final Series other = Series.seeded(12, BARS);
        for (int i = 0; i < BARS; i++) {
            set.onBar(alone, 0, series.bar(bar, i));
            set.onBar(both, set.stateLength(), other.bar(bar, i));
            set.onBar(both, 0, series.bar(bar, i));
        }

        assertArrayEquals(alone, Arrays.copyOf(both, set.stateLength()));
    }

    @Test
    void shouldAllocateNothing() {
        final double[] state = new double[set.stateLength()];
        run(state, 20);
        Allocation.ofThisThread();
        final long counter = -Allocation.ofThisThread() + Allocation.ofThisThread();

        final long before = Allocation.ofThisThread();
        run(state, 5);
        final long bytes = Allocation.ofThisThread() - before - counter;

        assertEquals(0, bytes);
    }

    private void run(final double[] state, final int times) {
        for (int time = 0; time < times; time++) {
            for (int i = 0; i < BARS; i++) {
                advance(set, state, 0, i);
                for (int feature = 0; feature < set.features().size(); feature += 10) {
                    live(state, bar, feature);
                }
            }
        }
    }

    private void advance(final FeatureSet features, final double[] state, final int at, final int i) {
        market.tell(features, state, at, i);
        features.onBar(state, at, series.bar(bar, i));
    }

    /** Trades, quotes, book and a reference instrument, the same for each bar whenever it is asked for. */
    private final class MadeMarket implements BookView {
        private int bar;

        private void tell(final FeatureSet features, final double[] state, final int at, final int i) {
            bar = i;
            final double price = series.close()[i];
            for (int trade = 0; trade < 3; trade++) {
                features.onTrade(state, at, price, 1 + (i + trade) % 17, (i * 31 + trade) % 3 == 0);
                features.onQuote(state, at, price - 1 - i % 3, 1 + i % 5, price + 1, 1 + i % 7);
            }
            features.onBook(state, at, this);
            features.onReference(state, at, 1_000_000 + (i * 7_919L) % 1_013);
        }

        @Override
        public boolean isReady() {
            return bar % 50 != 0;
        }

        @Override
        public int levels(final boolean bid) {
            return bid ? 20 : 5;
        }

        @Override
        public long price(final boolean bid, final int fromBest) {
            return 1_000 + (bid ? -fromBest : fromBest + 1);
        }

        @Override
        public long quantity(final boolean bid, final int fromBest) {
            return 1 + (bar + fromBest) % 11;
        }
    }
}
