package io.ringfence.engine.config;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * The trailing stop as it was configured before there were profiles; journals of that time hold it. Distances are from the best
 * price since entry; one of percent and ATR multiple is given, the other is 0.
 *
 * @param initialPercent    the first stop's distance from the entry price, percent, above 0 to 50
 * @param activationPercent profit at which trailing begins, percent of the entry price, 0 to 50
 * @param distancePercent   percent of the best price, 0 to 50
 * @param distanceAtr       multiple of the ATR of {@code timeframe}, 0 to 100
 * @param timeframe         one of indicators.timeframes; the ATR's
 * @param minStepTicks      a smaller move is not made, 1 and up
 */
public record FormerStopSettings(
        double initialPercent,
        @Default("0") double activationPercent,
        @Default("0") double distancePercent,
        @Default("0") double distanceAtr,
        Timeframe timeframe,
        @Default("1") int minStepTicks) {
    /** What messages and output call the equivalent profile. */
    public static final String NAME = "hard-and-trail";

    /** A key that no other form has and this one always. */
    static final String FIRST_KEY = "initialPercent";

    private static final double MAX_PERCENT = 50;
    private static final int PERCENT_SCALE = 7;

    public FormerStopSettings {
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

    /** The profile that does the same. */
    public StopProfile profile() {
        final Measure distance = distancePercent > 0
                ? percent(distancePercent)
                : new Measure.Atr(BigDecimal.valueOf(distanceAtr), timeframe);
        return new StopProfile(
                StopTrigger.QUOTE,
                FeeBasis.EXCLUDED,
                minStepTicks,
                Optional.empty(),
                new StopProfile.Hard(percent(initialPercent), Optional.empty()),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(new StopProfile.Trail(percent(activationPercent), distance)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    private static Measure percent(final double percent) {
        return new Measure.Percent(BigDecimal.valueOf(percent).setScale(PERCENT_SCALE, RoundingMode.HALF_UP));
    }
}
