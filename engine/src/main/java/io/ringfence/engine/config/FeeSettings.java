package io.ringfence.engine.config;

/**
 * What the matching model charges; a real venue says itself what it took.
 *
 * @param takerPercent of the notional, 0 to 1
 * @param makerPercent of the notional, -1 (a rebate) to 1
 */
public record FeeSettings(double takerPercent, double makerPercent) {
    public FeeSettings {
        Range.check("fees.takerPercent", takerPercent, 0, 1);
        Range.check("fees.makerPercent", makerPercent, -1, 1);
    }
}
