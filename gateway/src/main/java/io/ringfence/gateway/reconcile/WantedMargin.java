package io.ringfence.gateway.reconcile;

import io.ringfence.gateway.session.LeverageListing;
import io.ringfence.journal.message.Flag;

/**
 * How an instrument is to be held.
 *
 * @param leverage 0: whatever it is
 * @param isolated {@link Flag#NULL_VAL}: whatever it is
 */
public record WantedMargin(int leverage, Flag isolated) {
    /** Whatever the venue has. */
    public static final WantedMargin ANY = new WantedMargin(0, Flag.NULL_VAL);

    /** Whether {@code found} is that. */
    public boolean isMetBy(final LeverageListing found) {
        return meetsLeverage(found) && meetsType(found);
    }

    boolean meetsLeverage(final LeverageListing found) {
        return leverage == 0 || leverage == found.leverage();
    }

    boolean meetsType(final LeverageListing found) {
        return isolated == Flag.NULL_VAL || isolated == Flag.YES == found.isolated();
    }
}
