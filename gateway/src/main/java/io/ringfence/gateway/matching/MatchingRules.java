package io.ringfence.gateway.matching;

import io.ringfence.journal.number.Money;

/**
 * What holds for every order of a model.
 *
 * @param takerFee      part of the notional, 1e-8; 50,000 is 0.05 %
 * @param makerFee      part of the notional, 1e-8
 * @param latencyNs     market time between a request's arrival and its effect, 0 or more
 * @param leverage      notional over margin, 1 to 125
 * @param bandUp        highest buy price over mark price, 1e-8 (venue's multiplierUp)
 * @param bandDown      lowest sell price over mark price, 1e-8 (venue's multiplierDown)
 * @param maxOpenOrders per account and instrument
 * @param maintenance   margin that keeps a position, part of its notional at the mark price, 1e-8
 * @param liquidationFee of what is liquidated, part of the notional, 1e-8
 */
public record MatchingRules(
        long takerFee,
        long makerFee,
        long latencyNs,
        int leverage,
        long bandUp,
        long bandDown,
        int maxOpenOrders,
        long maintenance,
        long liquidationFee) {

    /** Conditional orders that an account may have in one instrument; the filter MAX_NUM_ALGO_ORDERS. */
    public static final int MAX_ALGO_ORDERS = 10;

    /** Highest leverage at Binance USD-M. */
    public static final int MAX_LEVERAGE = 125;

    /** Of Binance's lowest bracket for BTCUSDT: 0.4 %. */
    private static final long MAINTENANCE = 400_000;

    /** Binance's for most symbols: 1.25 %. */
    private static final long LIQUIDATION_FEE = 1_250_000;

    /** Fees of a new account, 5 ms, leverage 20, price band of 5 %, 200 open orders, 0.4 % maintenance. */
    public static final MatchingRules DEFAULT =
            new MatchingRules(50_000, 20_000, 5_000_000, 20, 105_000_000, 95_000_000, 200);

    public MatchingRules {
        require(Math.abs(takerFee) < Money.ONE, "takerFee", takerFee);
        require(Math.abs(makerFee) < Money.ONE, "makerFee", makerFee);
        require(latencyNs >= 0, "latencyNs", latencyNs);
        require(leverage >= 1 && leverage <= MAX_LEVERAGE, "leverage", leverage);
        require(bandUp >= Money.ONE, "bandUp", bandUp);
        require(bandDown >= 0 && bandDown <= Money.ONE, "bandDown", bandDown);
        require(maxOpenOrders >= 1, "maxOpenOrders", maxOpenOrders);
        require(maintenance >= 0 && maintenance < Money.ONE, "maintenance", maintenance);
        require(liquidationFee >= 0 && liquidationFee < Money.ONE, "liquidationFee", liquidationFee);
    }

    /** With the usual margin rules. */
    public MatchingRules(
            final long takerFee,
            final long makerFee,
            final long latencyNs,
            final int leverage,
            final long bandUp,
            final long bandDown,
            final int maxOpenOrders) {
        this(takerFee, makerFee, latencyNs, leverage, bandUp, bandDown, maxOpenOrders, MAINTENANCE, LIQUIDATION_FEE);
    }

    public MatchingRules withLatencyNs(final long latencyNs) {
        return new MatchingRules(
                takerFee, makerFee, latencyNs, leverage, bandUp, bandDown, maxOpenOrders, maintenance, liquidationFee);
    }

    public MatchingRules withFees(final long takerFee, final long makerFee) {
        return new MatchingRules(
                takerFee, makerFee, latencyNs, leverage, bandUp, bandDown, maxOpenOrders, maintenance, liquidationFee);
    }

    private static void require(final boolean holds, final String name, final long value) {
        if (!holds) {
            throw new IllegalArgumentException("matching rules: " + name + "=" + value + " is out of range");
        }
    }
}
