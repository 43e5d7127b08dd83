package io.ringfence.engine.stop;

import io.ringfence.engine.config.Measure;
import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.journal.message.StopReason;
import java.util.List;

/** The most that the position may lose, from its entry price. There is always one. */
final class HardRule implements StopRule {
    /** Timeframe of a rule that needs no ATR. */
    static final int NO_TIMEFRAME = -1;

    private final Distance distance;
    private final AtrDistance byAtr;

    private HardRule(final Distance distance, final AtrDistance byAtr) {
        this.distance = distance;
        this.byAtr = byAtr;
    }

    static HardRule of(final StopProfile.Hard hard, final List<Timeframe> timeframes) {
        if (hard.distance() instanceof Measure.Atr atr) {
            final Measure fallback = hard.fallback().orElseThrow();
            return new HardRule(PriceShare.of(fallback), Distance.atr(atr, timeframes));
        }
        if (hard.distance() instanceof Measure.Amount amount) {
            return new HardRule(new MoneyDistance(amount.money()), null);
        }
        return new HardRule(PriceShare.of(hard.distance()), null);
    }

    /** The timeframe whose ATR is fixed for a position when it opens, or {@link #NO_TIMEFRAME}. */
    int timeframe() {
        return byAtr == null ? NO_TIMEFRAME : byAtr.timeframe();
    }

    @Override
    public StopReason reason() {
        return StopReason.HARD;
    }

    @Override
    public long candidate(final GuardedPosition position) {
        return position.stopBehind(position.entry(), distance(position));
    }

    private long distance(final GuardedPosition position) {
        final long fixed = byAtr == null ? Distance.UNKNOWN : byAtr.times(position.hardAtr());
        return fixed == Distance.UNKNOWN ? distance.behind(position.entry(), position) : fixed;
    }
}
