package io.ringfence.engine.feature;

/** The latest best bid and ask, for the features that look at them when a bar closes. */
final class LatestQuote {
    private static final double BASIS_POINTS = 10_000;

    private final int bid;
    private final int bidQuantity;
    private final int ask;
    private final int askQuantity;

    LatestQuote(final StateLayout layout) {
        bid = layout.take(1);
        bidQuantity = layout.take(1);
        ask = layout.take(1);
        askQuantity = layout.take(1);
    }

    void update(
            final double[] state,
            final int at,
            final double newBid,
            final double newBidQuantity,
            final double newAsk,
            final double newAskQuantity) {
        state[at + bid] = newBid;
        state[at + bidQuantity] = newBidQuantity;
        state[at + ask] = newAsk;
        state[at + askQuantity] = newAskQuantity;
    }

    /** Whether there is one, with both sides. */
    boolean isWhole(final double[] state, final int at) {
        return state[at + bid] > 0 && state[at + ask] > 0;
    }

    double spread(final double[] state, final int at) {
        return state[at + ask] - state[at + bid];
    }

    double middle(final double[] state, final int at) {
        return (state[at + ask] + state[at + bid]) / 2;
    }

    /** {@code price} in basis points of the middle. */
    double basisPoints(final double[] state, final int at, final double price) {
        return BASIS_POINTS * price / middle(state, at);
    }

    /** Bid less ask quantity over their sum; no number if both are 0. */
    double imbalance(final double[] state, final int at) {
        final double bids = state[at + bidQuantity];
        final double asks = state[at + askQuantity];
        return (bids - asks) / (bids + asks);
    }
}
