package io.ringfence.engine.stop;

import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.TimeOfDay;
import io.ringfence.engine.config.Timeframe;

/**
 * The rules that end a position by the clock.
 *
 * @param maxAgeNs     {@link #NEVER} without that rule
 * @param sessionEndNs since midnight UTC, {@link #NEVER} without that rule
 */
record TimeRules(long maxAgeNs, boolean onlyInLoss, long sessionEndNs) {
    private static final long NEVER = -1;
    private static final long DAY_NS = 86_400_000_000_000L;

    static TimeRules of(final StopProfile profile) {
        return new TimeRules(
                profile.time()
                        .map(StopProfile.TimeLimit::maxAge)
                        .map(Timeframe::ns)
                        .orElse(NEVER),
                profile.time().map(StopProfile.TimeLimit::onlyInLoss).orElse(false),
                profile.sessionEnd().map(TimeOfDay::ns).orElse(NEVER));
    }

    boolean isTooOld(final GuardedPosition position, final long nowNs) {
        return maxAgeNs != NEVER && nowNs - position.openedNs() >= maxAgeNs && (!onlyInLoss || isInLoss(position));
    }

    private static boolean isInLoss(final GuardedPosition position) {
        return position.lastPrice() != 0 && position.gain(position.lastPrice()) < 0;
    }

    boolean isSessionOver(final GuardedPosition position, final long nowNs) {
        return sessionEndNs != NEVER && nowNs >= endAfter(position.openedNs());
    }

    private long endAfter(final long openedNs) {
        return (Math.floorDiv(openedNs - sessionEndNs, DAY_NS) + 1) * DAY_NS + sessionEndNs;
    }
}
