package io.ringfence.engine.stop;

import io.ringfence.engine.config.Measure;
import io.ringfence.engine.config.StopProfile;
import io.ringfence.journal.number.Money;
import java.util.List;

/** Levels of profit, and the portion of the position that is closed at each. Once each, in order. */
final class TakeProfits {
    private final PriceShare[] at;
    private final long[] portionParts;
    private final boolean closesAll;

    TakeProfits(final List<StopProfile.Level> levels) {
        at = levels.stream().map(level -> PriceShare.of(level.at())).toArray(PriceShare[]::new);
        portionParts = levels.stream()
                .mapToLong(level -> ((Measure.Percent) level.portion()).parts())
                .toArray();
        closesAll = levels.stream()
                        .mapToLong(level -> ((Measure.Percent) level.portion()).parts())
                        .sum()
                == PriceShare.WHOLE;
    }

    /** Takes the latest price of an event. */
    void take(final GuardedPosition position, final long price, final StopListener listener) {
        while (position.levelsDone() < at.length && isReached(position, price)) {
            final int level = position.levelsDone();
            final long quantity = quantity(position, level);
            position.levelDone();
            position.ask(quantity);
            if (quantity > 0) {
                listener.onTakeProfit(position.instrument(), level + 1, position.side() * quantity, price);
            }
        }
    }

    private boolean isReached(final GuardedPosition position, final long price) {
        return position.gain(price) >= at[position.levelsDone()].up(position.entry(), position.tick());
    }

    /** In whole lots; 0 if less than one is left. */
    private long quantity(final GuardedPosition position, final int level) {
        final boolean rest = closesAll && level == at.length - 1;
        final long portion = rest
                ? Long.MAX_VALUE
                : Money.multiplyDivideDown(position.largest(), portionParts[level], PriceShare.WHOLE);
        final long lot = position.lot();
        return Math.min(portion, position.unasked()) / lot * lot;
    }
}
