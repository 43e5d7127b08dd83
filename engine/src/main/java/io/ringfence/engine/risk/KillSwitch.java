package io.ringfence.engine.risk;

import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.journal.message.KillLevel;
import java.util.Arrays;

/**
 * How far entries are shut: a level of the account and one of each instrument, of which the stricter counts.
 *
 * <pre>
 *   NONE ─▶ REDUCE_ONLY ─▶ CANCEL_ALL ─▶ FLATTEN        each does what those before it do
 *     ▲          │              │            │
 *     └──────────┴──── lift ────┴────────────┘          by a person; no start, no clock and no other command
 * </pre>
 *
 * Owned by {@code orders}; saved with it.
 */
public final class KillSwitch {
    private static final int ALL = 0;
    private static final KillLevel[] LEVELS = {
        KillLevel.NONE, KillLevel.REDUCE_ONLY, KillLevel.CANCEL_ALL, KillLevel.FLATTEN
    };

    private final int[] levels;

    public KillSwitch(final int maxInstruments) {
        levels = new int[maxInstruments + 1];
    }

    static long stateBytes(final int highestInstrument) {
        return (highestInstrument + 2L) * Long.BYTES;
    }

    void save(final StateWriter state, final int highestInstrument) {
        state.putInts(levels, 0, highestInstrument + 1);
    }

    void load(final StateReader state, final int highestInstrument) {
        state.getInts(levels, 0, highestInstrument + 1);
    }

    /**
     * Throws it; never back.
     *
     * @param instrument 0: all
     * @return whether it was not as far before
     */
    public boolean raise(final int instrument, final KillLevel level) {
        final boolean higher = level.value() > level(instrument).value();
        levels[instrument] = Math.max(levels[instrument], level.value());
        return higher;
    }

    /**
     * A person lifts it.
     *
     * @param instrument 0: the account's and all instruments'; otherwise that one's alone, and what stands for the account stands
     * @return how far it was thrown for that one, or for any of all
     */
    public KillLevel lift(final int instrument) {
        KillLevel before = level(instrument);
        if (instrument == ALL) {
            before = strictest();
            Arrays.fill(levels, 0);
        } else {
            levels[instrument] = 0;
        }
        return before;
    }

    private KillLevel strictest() {
        int strictest = 0;
        for (final int level : levels) {
            strictest = Math.max(strictest, level);
        }
        return LEVELS[strictest];
    }

    /** How far it is thrown for {@code instrument}; 0: for all. */
    public KillLevel level(final int instrument) {
        return LEVELS[Math.max(levels[ALL], levels[instrument])];
    }
}
