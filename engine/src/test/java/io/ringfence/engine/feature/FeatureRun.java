package io.ringfence.engine.feature;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A feature run over a whole series: its values bar by bar, no number where it isn't ready; and how they are compared. */
final class FeatureRun {
    static final double NONE = Double.NaN;

    private static final double TOLERANCE = 1e-9;

    private final String name;
    private final Series series;
    private final NamedFeature feature;
    private final double[][] values;

    private FeatureRun(final Series series, final NamedFeature feature) {
        this.name = feature.name();
        this.series = series;
        this.feature = feature;
        values = new double[feature.feature().columns().size()][series.length()];
    }

    /** With its usual parameters, but for those that follow as name, value, name, value. */
    static FeatureRun of(final Series series, final String kind, final Object... parameters) {
        final Map<String, Double> wanted = new TreeMap<>();
        for (int i = 0; i < parameters.length; i += 2) {
            wanted.put((String) parameters[i], ((Number) parameters[i + 1]).doubleValue());
        }
        return of(series, FeatureCatalogue.kind(kind).with(wanted, series.timeframeMs()));
    }

    static FeatureRun of(final Series series, final NamedFeature feature) {
        final FeatureRun run = new FeatureRun(series, feature);
        final FeatureSet set = new FeatureSet(List.of(feature));
        final double[] state = new double[set.stateLength()];
        final Bar bar = new Bar();
        for (int i = 0; i < series.length(); i++) {
            set.onBar(state, 0, series.bar(bar, i));
            for (int column = 0; column < run.values.length; column++) {
                run.values[column][i] = set.isReady(state, 0, column) ? set.value(state, 0, column) : NONE;
            }
        }
        return run;
    }

    double[] column(final int column) {
        return values[column];
    }

    /**
     * Holds a column against {@code expected}: ready with the bar it says, and from bar {@code from} on (0: from the first that is
     * ready) the same, but for what counts as nothing; bars without an expected value are passed over.
     */
    FeatureRun same(final int column, final double[] expected, final int from) {
        compare(column, expected, from, series.length() / 2);
        return this;
    }

    FeatureRun same(final int column, final double[] expected) {
        return same(column, expected, 0);
    }

    /** As {@link #same}, where most bars have no expected value. */
    void sameWhereKnown(final int column, final double[] expected) {
        compare(column, expected, 0, series.length() / 20);
    }

    private void compare(final int column, final double[] expected, final int from, final int least) {
        final Column what = feature.feature().columns().get(column);
        final String label = name + "." + what.name();
        final int first = what.warmUpBars() - 1;
        assertTrue(first < 1 || Double.isNaN(values[column][first - 1]), () -> label + " is ready too soon");
        int compared = 0;
        for (int i = Math.max(from, first); i < series.length(); i++) {
            if (!Double.isNaN(expected[i])) {
                check(label, column, i, expected[i], what.unit());
                compared++;
            }
        }
        final int count = compared;
        assertTrue(count > least, () -> label + ": only " + count + " bars compared");
    }

    private void check(final String label, final int column, final int i, final double expected, final Unit unit) {
        final double actual = values[column][i];
        final double tolerance = TOLERANCE * Math.max(Math.abs(expected), scale(unit, i));
        if (!(Math.abs(expected - actual) <= tolerance)) {
            fail(label + " at bar " + i + ": expected " + expected + ", is " + actual + "; closes "
                    + Arrays.toString(Arrays.copyOfRange(series.close(), Math.max(0, i - 3), i + 1)));
        }
    }

    private double scale(final Unit unit, final int i) {
        return switch (unit) {
            case PRICE -> series.close()[i];
            case QUANTITY -> Math.max(1, series.volume()[i]);
            case VALUE -> series.close()[i] * Math.max(1, series.volume()[i]);
            case PLAIN -> 1;
        };
    }
}
