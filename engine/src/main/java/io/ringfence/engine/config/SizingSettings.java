package io.ringfence.engine.config;

import java.util.Optional;

/**
 * How large an entry is, in one of four ways; always rounded down to the lot.
 *
 * @param notional          that much, in the account currency
 * @param balancePercent    that part of the wallet
 * @param riskPercent       so much that the hard stop, reached exactly, costs that part of the wallet; fees and slippage come on top
 * @param volatilityPercent so much that a move of one ATR of {@code timeframe} is worth that part of the wallet
 * @param timeframe         one of indicators.timeframes; with volatilityPercent alone
 */
public record SizingSettings(
        @Default("0") double notional,
        @Default("0") double balancePercent,
        @Default("0") double riskPercent,
        @Default("0") double volatilityPercent,
        Optional<Timeframe> timeframe) {
    private static final double MAX_NOTIONAL = 1e9;
    private static final double MAX_BALANCE_PERCENT = 10_000;
    private static final double MAX_RISK_PERCENT = 100;

    public SizingSettings {
        Range.check("sizing.notional", notional, 0, MAX_NOTIONAL);
        Range.check("sizing.balancePercent", balancePercent, 0, MAX_BALANCE_PERCENT);
        Range.check("sizing.riskPercent", riskPercent, 0, MAX_RISK_PERCENT);
        Range.check("sizing.volatilityPercent", volatilityPercent, 0, MAX_RISK_PERCENT);
        final int ways = way(notional) + way(balancePercent) + way(riskPercent) + way(volatilityPercent);
        if (ways != 1) {
            throw new InvalidSetting(
                    "sizing",
                    "{" + ways + " ways}",
                    "must have exactly one of notional, balancePercent, riskPercent, volatilityPercent above 0");
        }
        if (timeframe.isPresent() != volatilityPercent > 0) {
            throw new InvalidSetting(
                    "sizing.timeframe",
                    timeframe.map(Timeframe::toString).orElse("none"),
                    "must be there with volatilityPercent, and with nothing else");
        }
    }

    /** A fixed amount. */
    public SizingSettings(final double notional) {
        this(notional, 0, 0, 0, Optional.empty());
    }

    private static int way(final double amount) {
        return amount > 0 ? 1 : 0;
    }

    /**
     * Whether it fits the rest.
     *
     * @param key of the sizing, for messages
     */
    void check(final String key, final IndicatorSettings indicators, final StopProfiles stops) {
        timeframe.ifPresent(one -> indicators.indexOf(one, key + ".timeframe"));
        if (riskPercent > 0) {
            checkStop(key, stops.standard());
            stops.byInstrument().values().forEach(choice -> checkStop(key, choice));
        }
    }

    private void checkStop(final String key, final StopProfiles.Choice stop) {
        if (stop.profile().hard().distance() instanceof Measure.Amount amount) {
            throw new InvalidSetting(
                    key + ".riskPercent",
                    riskPercent,
                    "needs a stop at a distance: that of profile " + stop.name() + " is an amount, " + amount
                            + ", whatever the quantity");
        }
    }

    /** {@code 0.5% of the wallet at risk}. */
    @Override
    public String toString() {
        if (notional > 0) {
            return Double.toString(notional);
        }
        if (balancePercent > 0) {
            return balancePercent + "% of the wallet";
        }
        return riskPercent > 0
                ? riskPercent + "% of the wallet at risk"
                : volatilityPercent + "% of the wallet per ATR of " + timeframe.orElseThrow();
    }
}
