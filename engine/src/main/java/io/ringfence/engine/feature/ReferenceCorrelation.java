package io.ringfence.engine.feature;

/**
 * Realised correlation, -1 to 1, and beta to a reference instrument: of the last n pairs of logarithmic returns from close to
 * close, the reference's price being the latest that was known at each close. Ready with bar n + 1 since the reference has a
 * price without a break, but not while either side stood still. Source: Pearson's coefficient; Andersen, Bollerslev, Diebold, Labys,
 * "Modeling and forecasting realized volatility", Econometrica 71, 2003.
 */
final class ReferenceCorrelation extends Feature implements ReferenceInput {
    /** Returns whose root mean square is below this are none: ten digits under the tick of any market. */
    private static final double STANDSTILL = 1e-15;

    private final int length;
    private final int reference;
    private final int before;
    private final int pairs;
    private final Ring own;
    private final Ring others;
    private final ExactSum sum;
    private final ExactSum otherSum;
    private final ExactSum squares;
    private final ExactSum otherSquares;
    private final ExactSum products;

    ReferenceCorrelation(final int length) {
        super(1, Column.plain("correlation", length + 1), Column.plain("beta", length + 1));
        this.length = length;
        reference = layout().take(1);
        before = layout().take(1);
        pairs = layout().take(1);
        own = new Ring(layout(), length);
        others = new Ring(layout(), length);
        sum = new ExactSum(layout());
        otherSum = new ExactSum(layout());
        squares = new ExactSum(layout());
        otherSquares = new ExactSum(layout());
        products = new ExactSum(layout());
    }

    @Override
    public void onReference(final double[] state, final int at, final double price) {
        state[at + reference] = price;
        if (price == 0) {
            state[at + before] = 0;
            state[at + pairs] = 0;
        }
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (state[at + before] > 0) {
            slide(state, at, bars.logReturn(), Bars.logRatio(state[at + reference], state[at + before]));
        }
        state[at + before] = state[at + reference];
        if (state[at + pairs] == length) {
            conclude(state, at);
        }
    }

    private void slide(final double[] state, final int at, final double x, final double y) {
        final double oldX = own.push(state, at, x);
        final double oldY = others.push(state, at, y);
        sum.slide(state, at, x, oldX);
        otherSum.slide(state, at, y, oldY);
        squares.slideProducts(state, at, x, x, oldX, oldX);
        otherSquares.slideProducts(state, at, y, y, oldY, oldY);
        products.slideProducts(state, at, x, y, oldX, oldY);
        if (state[at + pairs] < length) {
            state[at + pairs]++;
        }
    }

    private void conclude(final double[] state, final int at) {
        final double spread = ExactSum.spread(state, at, length, squares, sum, sum);
        final double otherSpread = ExactSum.spread(state, at, length, otherSquares, otherSum, otherSum);
        final double joint = ExactSum.spread(state, at, length, products, sum, otherSum);
        final double least = STANDSTILL * STANDSTILL * length * length;
        if (spread > least && otherSpread > least) {
            final double correlation = joint / Math.sqrt(spread) / Math.sqrt(otherSpread);
            set(state, at, 0, Math.max(-1, Math.min(1, correlation)));
            set(state, at, 1, joint / otherSpread);
        }
    }
}
