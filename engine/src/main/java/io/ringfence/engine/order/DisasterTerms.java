package io.ringfence.engine.order;

import io.ringfence.engine.config.DisasterTrigger;
import io.ringfence.engine.config.Measure;
import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.StopProfiles;
import io.ringfence.engine.config.StopTrigger;
import io.ringfence.engine.stage.ProfileOfInstrument;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.number.Money;
import java.util.List;

/** What the profile of an instrument says of its stop at the venue, and what the engine's own listens to. Owned by {@code orders}. */
final class DisasterTerms {
    private static final long WHOLE = Measure.Percent.WHOLE;
    private static final long NO_STOP = 0;

    private final ProfileOfInstrument profiles;
    private final long[] distance;
    private final long[] step;
    private final long[] everyNs;
    private final boolean[] byMark;
    private final boolean[] ownByMark;

    DisasterTerms(final StopProfiles chosen, final int maxInstruments) {
        profiles = new ProfileOfInstrument(chosen, maxInstruments);
        final List<StopProfile> all = profiles.profiles();
        distance = new long[all.size()];
        step = new long[all.size()];
        everyNs = new long[all.size()];
        byMark = new boolean[all.size()];
        ownByMark = new boolean[all.size()];
        for (int i = 0; i < all.size(); i++) {
            ownByMark[i] = all.get(i).trigger() == StopTrigger.MARK;
            if (all.get(i).disaster().isPresent()) {
                take(i, all.get(i).disaster().get());
            }
        }
    }

    private void take(final int profile, final StopProfile.Disaster disaster) {
        distance[profile] = ((Measure.Percent) disaster.distance()).parts();
        step[profile] = ((Measure.Percent) disaster.step()).parts();
        everyNs[profile] = disaster.every().ns();
        byMark[profile] = disaster.trigger() == DisasterTrigger.MARK;
    }

    static long stateBytes(final int highestInstrument) {
        return ProfileOfInstrument.stateBytes(highestInstrument);
    }

    void save(final StateWriter state, final int highestInstrument) {
        profiles.save(state, highestInstrument);
    }

    void load(final StateReader state, final int highestInstrument) {
        profiles.load(state, highestInstrument);
    }

    void learn(final int instrument, final InstrumentDefinitionDecoder definition) {
        profiles.learn(instrument, definition);
    }

    /** Whether positions in {@code instrument} are to have one. */
    boolean has(final int instrument) {
        return distance[profiles.of(instrument)] != NO_STOP;
    }

    /** Price units, behind the engine's stop at {@code stopPrice}; at least a tick, and never all of the price. */
    long distance(final int instrument, final long stopPrice, final long tick) {
        final long exact = Money.multiplyDivideDown(stopPrice, distance[profiles.of(instrument)], WHOLE);
        return Math.max(tick, Math.min(exact, stopPrice - tick));
    }

    /** How far it must have come nearer to be worth another order, price units. */
    long step(final int instrument, final long price) {
        return Money.multiplyDivideDown(price, step[profiles.of(instrument)], WHOLE);
    }

    long everyNs(final int instrument) {
        return everyNs[profiles.of(instrument)];
    }

    /** Whether the engine's own stop listens to mark prices. */
    boolean isOwnByMark(final int instrument) {
        return ownByMark[profiles.of(instrument)];
    }

    /** Whether the mark price fires it, else the last trade. */
    boolean isByMark(final int instrument) {
        return byMark[profiles.of(instrument)];
    }
}
