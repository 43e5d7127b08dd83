package io.ringfence.engine.stop;

import io.ringfence.journal.message.StopReason;
import io.ringfence.journal.number.Money;

/**
 * From a profit on, only a share of the best one is given back.
 *
 * @param shareParts of 1e9
 */
record GiveBackRule(PriceShare activation, long shareParts) implements StopRule {
    @Override
    public StopReason reason() {
        return StopReason.GIVE_BACK;
    }

    @Override
    public long candidate(final GuardedPosition position) {
        if (!position.hasGained(activation)) {
            return NONE;
        }
        final long gain = position.bestGain();
        return position.stopAhead(gain - Money.multiplyDivideDown(gain, shareParts, PriceShare.WHOLE));
    }
}
