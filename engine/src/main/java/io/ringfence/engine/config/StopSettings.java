package io.ringfence.engine.config;

/**
 * The trailing stop. Distances are from the best price since entry; one of percent and ATR multiple is given, the
 * other is 0.
 *
 * @param initialPercent    the first stop's distance from the entry price, percent, above 0 to 50
 * @param activationPercent profit at which trailing begins, percent of the entry price, 0 to 50
 * @param distancePercent   percent of the best price, 0 to 50
 * @param distanceAtr       multiple of the ATR of {@code timeframe}, 0 to 100
 * @param timeframe         one of indicators.timeframes; the ATR's
 * @param minStepTicks      a smaller move is not made, 1 and up
 */
public record StopSettings(
        double initialPercent,
        @Default("0") double activationPercent,
        @Default("0") double distancePercent,
        @Default("0") double distanceAtr,
        Timeframe timeframe,
        @Default("1") int minStepTicks) {
    private static final double MAX_PERCENT = 50;

    public StopSettings {
        Range.check("stop.initialPercent", initialPercent, 0.001, MAX_PERCENT);
        Range.check("stop.activationPercent", activationPercent, 0, MAX_PERCENT);
        Range.check("stop.distancePercent", distancePercent, 0, MAX_PERCENT);
        Range.check("stop.distanceAtr", distanceAtr, 0, 100);
        Range.check("stop.minStepTicks", minStepTicks, 1, 1_000_000);
        if ((distancePercent > 0) == (distanceAtr > 0)) {
            throw new InvalidSetting(
                    "stop.distancePercent",
                    distancePercent,
                    "exactly one of it and stop.distanceAtr=" + distanceAtr + " must be above 0");
        }
    }
}
