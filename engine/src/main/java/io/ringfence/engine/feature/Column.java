package io.ringfence.engine.feature;

/**
 * One value of a feature.
 *
 * @param name       within the feature; empty if it is the only one
 * @param unit       of the value
 * @param warmUpBars the closed bar, counted from 1, with which it is ready; 0 if it needs no bar but other events; where
 *                   readiness depends on the data too (swing points, a day's end), the earliest such bar
 */
public record Column(String name, Unit unit, int warmUpBars) {
    static Column price(final String name, final int warmUpBars) {
        return new Column(name, Unit.PRICE, warmUpBars);
    }

    static Column quantity(final String name, final int warmUpBars) {
        return new Column(name, Unit.QUANTITY, warmUpBars);
    }

    static Column plain(final String name, final int warmUpBars) {
        return new Column(name, Unit.PLAIN, warmUpBars);
    }
}
