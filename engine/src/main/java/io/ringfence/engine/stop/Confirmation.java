package io.ringfence.engine.stop;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.Timeframe;
import java.util.Optional;

/**
 * How many prices in a row beyond a stop, or for how long, before it fires.
 *
 * @param events     at least 1
 * @param durationNs 0 if only events count
 */
record Confirmation(long events, long durationNs) {
    static Confirmation of(final Optional<StopProfile.Confirm> confirm) {
        return new Confirmation(
                confirm.flatMap(StopProfile.Confirm::events).orElse(1),
                confirm.flatMap(StopProfile.Confirm::duration)
                        .map(Timeframe::ns)
                        .orElse(0L));
    }

    /** Whether the time that has passed confirms a stop which the latest price is beyond still. */
    boolean isGivenByTime(final GuardedPosition position, final long nowNs) {
        return durationNs > 0
                && position.isBeyond()
                && position.ahead(position.lastPrice(), position.stop()) <= 0
                && nowNs - position.beyondSinceNs() >= durationNs;
    }

    /** Takes a price beyond the stop. */
    boolean isGivenBy(final GuardedPosition position, final long nowNs) {
        return position.countBeyond(nowNs) >= events && nowNs - position.beyondSinceNs() >= durationNs;
    }
}
