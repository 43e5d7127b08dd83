package io.ringfence.engine.risk;

/** Hears how the account and the strategies do; money 1e-8. */
@FunctionalInterface
public interface ProfitListener {
    /**
     * @param strategy   from 1; 0: the account
     * @param realized   profit less fees of all fills so far
     * @param unrealized what open positions would bring
     * @param day        of the day so far, realised or not
     * @param peak       highest so far: of the account its equity, of a strategy its profit
     * @param drawdown   below the peak now
     * @param deepest    the largest drawdown so far
     * @return whether there was room for it
     */
    boolean onProfit(int strategy, long realized, long unrealized, long day, long peak, long drawdown, long deepest);
}
