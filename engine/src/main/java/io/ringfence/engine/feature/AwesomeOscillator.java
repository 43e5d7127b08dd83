package io.ringfence.engine.feature;

/**
 * Awesome oscillator: SMA(fast) - SMA(slow) of (high + low) / 2. Ready with bar slow. Source: Williams, "New Trading
 * Dimensions", 1998.
 */
final class AwesomeOscillator extends Feature {
    private final int fast;
    private final int slow;
    private final ExactSum fastSum;
    private final ExactSum slowSum;

    AwesomeOscillator(final int fast, final int slow) {
        super(Math.max(fast, slow), Column.price("", Math.max(fast, slow)));
        this.fast = fast;
        this.slow = slow;
        fastSum = new ExactSum(layout());
        slowSum = new ExactSum(layout());
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        fastSum.slide(state, at, bars.middle(0), bars.middle(fast));
        slowSum.slide(state, at, bars.middle(0), bars.middle(slow));
        if (bars.count() >= Math.max(fast, slow)) {
            set(state, at, 0, fastSum.value(state, at) / fast - slowSum.value(state, at) / slow);
        }
    }
}
