package io.ringfence.engine.feature;

/**
 * Imbalance of the best n levels of the book, -1 to 1: bid less ask quantity over their sum. Ready while the book is whole and
 * has both sides. Source: as {@link BookImbalance}.
 */
final class DepthImbalance extends Feature implements BookInput {
    private final int depth;
    private final int bids;
    private final int asks;

    DepthImbalance(final int levels) {
        super(NO_BARS, Column.plain("", 0));
        depth = levels;
        bids = layout().take(1);
        asks = layout().take(1);
    }

    @Override
    public void onBook(final double[] state, final int at, final BookView book) {
        state[at + bids] = book.isReady() ? quantity(book, true) : 0;
        state[at + asks] = book.isReady() ? quantity(book, false) : 0;
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        final double bid = state[at + bids];
        final double ask = state[at + asks];
        if (bid > 0 && ask > 0) {
            set(state, at, 0, (bid - ask) / (bid + ask));
        }
    }

    private double quantity(final BookView book, final boolean bid) {
        double sum = 0;
        for (int i = Math.min(depth, book.levels(bid)) - 1; i >= 0; i--) {
            sum += book.quantity(bid, i);
        }
        return sum;
    }
}
