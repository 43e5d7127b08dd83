package io.ringfence.engine.feature;

/**
 * Trade flow, -1 to 1: exponential mean of signed quantities (a taker's buy is positive) over that of the quantities, weight
 * {@code 2 / (n + 1)} per trade, both from 0, so that the ratio needs no seed. Ready with the n-th trade. Source: signed order
 * flow; Hasbrouck, "Measuring the information content of stock trades", Journal of Finance 46, 1991.
 */
final class TradeFlow extends Feature implements TradeInput {
    private final int length;
    private final double weight;
    private final int net;
    private final int gross;
    private final int trades;

    TradeFlow(final int length) {
        super(0, Column.plain("", 0));
        this.length = length;
        weight = 2.0 / (length + 1);
        net = layout().take(1);
        gross = layout().take(1);
        trades = layout().take(1);
    }

    @Override
    public void onTrade(
            final double[] state, final int at, final double price, final double quantity, final boolean takerBuys) {
        state[at + net] += weight * ((takerBuys ? quantity : -quantity) - state[at + net]);
        state[at + gross] += weight * (quantity - state[at + gross]);
        if (state[at + trades] < length) {
            state[at + trades]++;
        }
    }

    @Override
    void update(final double[] state, final int at, final Bars bars) {
        if (state[at + trades] == length) {
            set(state, at, 0, state[at + net] / state[at + gross]);
        }
    }
}
