package io.ringfence.engine.config;

/**
 * What an entry must pass. Amounts are in the account currency.
 *
 * @param maxOrderNotional    above 0
 * @param maxPositionNotional above 0; position and orders in flight together
 * @param priceBandPercent    how far the order's price may be from the last trade, above 0 to 50
 * @param staleData           no quote for longer than this: no entry
 * @param maxInFlight         unanswered orders per instrument, 1 to 8
 * @param answerTimeout       an order without an answer for longer than this is of unknown outcome
 */
public record RiskSettings(
        double maxOrderNotional,
        double maxPositionNotional,
        @Default("1") double priceBandPercent,
        @Default("5s") Timeframe staleData,
        @Default("4") int maxInFlight,
        @Default("5s") Timeframe answerTimeout) {
    private static final double MAX_NOTIONAL = 1e9;

    public RiskSettings {
        Range.check("risk.maxOrderNotional", maxOrderNotional, 0.01, MAX_NOTIONAL);
        Range.check("risk.maxPositionNotional", maxPositionNotional, 0.01, MAX_NOTIONAL);
        Range.check("risk.priceBandPercent", priceBandPercent, 0.001, 50);
        Range.check("risk.maxInFlight", maxInFlight, 1, 8);
    }
}
