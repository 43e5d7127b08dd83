package io.ringfence.engine.feature;

/** The latest swing of one kind, and how the next one compares. */
final class SwingPair {
    static final double PRICE_ROSE_ALONE = 1;
    static final double PRICE_FELL_ALONE = -1;

    private final int price;
    private final int value;
    private final int age;

    SwingPair(final StateLayout layout) {
        price = layout.take(1);
        value = layout.take(1);
        age = layout.take(1);
    }

    /** Another bar has gone by. */
    void age(final double[] state, final int at) {
        if (state[at + age] > 0) {
            state[at + age]++;
        }
    }

    /** Takes the next swing: whether price and oscillator went different ways since the one before; 0 if not. */
    double next(
            final double[] state,
            final int at,
            final double newPrice,
            final double newValue,
            final double rounding,
            final int reach) {
        final boolean comparable = state[at + age] > 0 && state[at + age] - 1 <= reach;
        final double priceWay = Math.signum(newPrice - state[at + price]);
        final double valueChange = newValue - state[at + value];
        final double valueWay = Math.abs(valueChange) <= rounding ? 0 : Math.signum(valueChange);
        state[at + price] = newPrice;
        state[at + value] = newValue;
        state[at + age] = 1;
        return comparable && priceWay == -valueWay ? priceWay : 0;
    }
}
